"""Reading one document from its bytes to the last word about it; every failure is a code."""

import traceback
from collections.abc import Callable
from pathlib import Path

from closeddoor.reader.collector import Collector
from closeddoor.reader.limits import MIB
from closeddoor.reader.recognise import recognise
from closeddoor.reader.refusal import RefusalError
from closeddoor.reader.registry import reader_of
from closeddoor.wire.reading import FromReader, Refused, Whole

_RESERVE_BYTES = 4 * MIB
"""Given back when memory runs out, so that there is enough to say so."""

Say = Callable[[FromReader], None]


def read_document(source: bytes, say: Say) -> None:
    """Say what is in `source`, then `Whole`; or say `Refused`, whatever was said before it."""
    reserve = [bytes(_RESERVE_BYTES)]
    try:
        say(_read(source, say))
    except RefusalError as refusal:
        say(Refused(refusal.code))
    except MemoryError:
        reserve.clear()
        say(Refused("memory"))
    except RecursionError:
        say(Refused("damaged"))
    except Exception as error:  # noqa: BLE001 - libraries that parse have no common base; content must not get out
        say(Refused("bug", place_of(error)))


def _read(source: bytes, say: Say) -> Whole:
    name = recognise(source)
    out = Collector(say)
    reader_of(name)(source, out)
    if not out.characters:
        raise RefusalError("no_text")
    out.finish()
    return Whole(name, out.characters, out.silent_pages)


def place_of(error: BaseException) -> str:
    """Return type, file and line of a mistake: nothing of it is content."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
