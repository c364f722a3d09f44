"""Reading the beginnings of model files: one answer for each, whatever they hold."""

from collections.abc import Callable
from typing import BinaryIO

from closeddoor.reader.formats.gguf import NotGgufError, read_header
from closeddoor.wire.framing import FrameDecoder
from closeddoor.wire.model_headers import MOST_HEADER_BYTES, HeaderAnswer, HeaderRefused

_CHUNK_BYTES = 256 * 1024


def read_headers(source: BinaryIO, say: Callable[[HeaderAnswer], None]) -> None:
    """Answer every frame that comes, until there are no more."""
    decoder = FrameDecoder(MOST_HEADER_BYTES)
    while chunk := source.read(_CHUNK_BYTES):
        for untrusted in decoder.feed(chunk):
            say(answer_to(untrusted))


def answer_to(untrusted: bytes) -> HeaderAnswer:
    """Return what the beginning of a file says; what cannot be read is an answer too."""
    try:
        return read_header(untrusted)
    except NotGgufError:
        return HeaderRefused("not_gguf")
    except Exception:  # noqa: BLE001 - the files behind it are to be read as well, and content must not get out
        return HeaderRefused("bug")
