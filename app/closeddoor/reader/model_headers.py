"""Reading the beginnings of model files, and manifests: one answer for each, whatever they hold."""

from collections.abc import Callable
from typing import BinaryIO

from closeddoor.reader.formats.gguf import NotGgufError, read_header
from closeddoor.reader.formats.model_manifest import NoModelError, read_manifest
from closeddoor.wire.framing import FrameDecoder
from closeddoor.wire.model_headers import MANIFEST, MOST_FRAME_BYTES, HeaderAnswer, HeaderRefused

_CHUNK_BYTES = 256 * 1024


def read_headers(source: BinaryIO, say: Callable[[HeaderAnswer], None]) -> None:
    """Answer every frame that comes, until there are no more."""
    decoder = FrameDecoder(MOST_FRAME_BYTES)
    while chunk := source.read(_CHUNK_BYTES):
        for untrusted in decoder.feed(chunk):
            say(answer_to(untrusted))


def answer_to(untrusted: bytes) -> HeaderAnswer:
    """Return what a file says; what cannot be read is an answer too."""
    try:
        return read_manifest(untrusted[1:]) if untrusted[:1] == MANIFEST else read_header(untrusted[1:])
    except NotGgufError:
        return HeaderRefused("not_gguf")
    except NoModelError:
        return HeaderRefused("no_model")
    except Exception:  # noqa: BLE001 - the files behind it are to be read as well, and content must not get out
        return HeaderRefused("bug")
