"""`python -I -m closeddoor.reader < DOCUMENT`: started by the window, not by people. Says frames, then ends.

With `--model-headers` its input is frames, each the beginning of a model file.
"""

import contextlib
import logging
import os
import sys
from collections.abc import Callable

from closeddoor.confinement.child import confine_child
from closeddoor.confinement.enforced import Enforced
from closeddoor.reader.limits import MOST_BYTES, apply_limits
from closeddoor.reader.modules import forbid_unneeded
from closeddoor.wire.codec import encode_message
from closeddoor.wire.reading import Confined, FromReader, Refused, encode

MODEL_HEADERS = "--model-headers"
_NICE = 10


def main() -> None:
    """Give everything up but the two pipes, then read."""
    forbid_unneeded()
    enforced = confine()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)
    logging.disable()  # the libraries' complaints may quote the document
    output = _own_the_output()
    _write(output, encode(Confined(enforced)))
    if MODEL_HEADERS in sys.argv[1:]:
        _read_headers(output)
    else:
        _read_document(lambda message: _write(output, encode(message)))


def _read_headers(output: int) -> None:
    from closeddoor.reader.model_headers import read_headers  # noqa: PLC0415 - not before confinement

    read_headers(sys.stdin.buffer, lambda answer: _write(output, encode_message(answer)))


def _read_document(say: Callable[[FromReader], None]) -> None:
    from closeddoor.reader.reading import read_document  # noqa: PLC0415 - not before confinement

    source = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(source) > MOST_BYTES:
        say(Refused("too_large"))
    else:
        read_document(source, say)


def confine() -> Enforced:
    """Give up everything but computing, and most of the memory; the self-test calls it too."""
    enforced = confine_child(())
    apply_limits()
    return enforced


def _own_the_output() -> int:
    """Return a descriptor for frames; whatever a library prints goes to standard error instead."""
    output = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def _write(output: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        try:
            left = left[os.write(output, left) :]
        except BrokenPipeError:
            os._exit(0)


if __name__ == "__main__":
    main()
