"""Workers that hear spoilt frames: each a process of its own with the real channel, made by forking; none may crash.

Use: `python -m tests.security.proof.rows.frame_server NUMBER…`; ends with a line of JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import RawIOBase
from random import Random

from closeddoor.wire.messages import Counted, Load
from closeddoor.worker.channel import Channel
from tests.security.proof.rows.spoilt_frames import TO_WORKER, stream

LONGEST_S = 20
_PROPER = (0, 2)
"""How a worker ends: the window closed the pipe, or said something impossible."""


def _be_a_worker(source: int) -> None:
    """Answer whatever is asked, as a worker does, until the pipe closes or nothing can be believed."""
    signal.alarm(LONGEST_S)  # a listener that died would wait for ever
    channel = Channel(source, os.open(os.devnull, os.O_WRONLY))
    while True:
        request = channel.next_request()
        channel.send(Counted(0 if isinstance(request, Load) else request.id, 1, 1))


def _heard(said: Sequence[bytes]) -> tuple[int, int]:
    """Return how a worker ended that heard all this, and the most memory it had, in bytes."""
    source, target = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(target)
        _be_a_worker(source)
    os.close(source)
    with suppress(BrokenPipeError), os.fdopen(target, "wb", buffering=0) as pipe:  # it may have heard enough
        for piece in said:
            _write(pipe, piece)
    _, status, usage = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024


def _write(pipe: RawIOBase, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[pipe.write(left) or 0 :]


def main() -> None:
    _, before_bytes = _heard(TO_WORKER)
    codes, most_bytes = [], 0
    for number in map(int, sys.argv[1:]):
        code, held_bytes = _heard(stream(TO_WORKER, Random(f"to {number}")))  # noqa: S311 - repeats
        codes.append(code)
        most_bytes = max(most_bytes, held_bytes)
    improper = sum(code not in _PROPER for code in codes)
    refused = codes.count(2)
    print(
        json.dumps({"tried": len(codes), "crashed": improper, "refused": refused, "bytes": most_bytes - before_bytes})
    )


if __name__ == "__main__":
    main()
