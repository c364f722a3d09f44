"""`python -I -m closeddoor.reader < DOCUMENT`: started by the window, not by people. Says frames, then ends."""

import contextlib
import logging
import os
import sys

from closeddoor.confinement.child import confine_child
from closeddoor.confinement.enforced import Enforced
from closeddoor.reader.limits import MOST_BYTES, apply_limits
from closeddoor.reader.modules import forbid_unneeded
from closeddoor.wire.reading import Confined, FromReader, Refused, encode

_NICE = 10


def main() -> None:
    """Give everything up but the two pipes, then read."""
    forbid_unneeded()
    enforced = confine()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)
    logging.disable()  # the libraries' complaints may quote the document

    from closeddoor.reader.reading import read_document  # noqa: PLC0415 - not before confinement

    output = _own_the_output()

    def say(message: FromReader) -> None:
        _write(output, encode(message))

    say(Confined(enforced))
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
