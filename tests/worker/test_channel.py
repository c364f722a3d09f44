"""The worker's end of the pipe does not hold more than may wait, whoever writes into it."""

import os
import subprocess
import sys

import pytest

from closeddoor.wire.codec import encode
from closeddoor.wire.messages import Count, Stop, Turn
from closeddoor.worker.channel import MOST_WAITING, MOST_WAITING_BYTES

IDLE = """
import sys, time
from closeddoor.worker.channel import Channel
Channel(0, 1)
sys.stdout.write("listening"), sys.stdout.flush()
time.sleep(600)
"""
"""A worker that is busy with something and takes no request."""


def ending(sent: bytes) -> int:
    """Return how a busy worker ends that is told `sent`, and nothing after it."""
    with subprocess.Popen([sys.executable, "-I", "-c", IDLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert worker.stdout.read(9) == b"listening"
        try:
            worker.stdin.write(sent)
            worker.stdin.close()
        except BrokenPipeError:
            os.close(worker.stdin.fileno())
        return worker.wait(20)


def count(number: int, text: str = "") -> bytes:
    return encode(Count(number, (Turn("user", text),)))


def test_as_many_as_may_wait_are_held_and_one_more_ends_it() -> None:
    most = b"".join(map(count, range(MOST_WAITING)))
    assert ending(most) == 0, "it ends when the window closes the pipe"
    assert ending(most + encode(Stop(1)) * 1000) == 0, "a word to stop waits for nothing"
    assert ending(most + count(64)) == 2


@pytest.mark.parametrize(("share", "code"), [(0.9, 0), (1.1, 2)])
def test_what_waits_is_bounded_in_bytes_too(share: float, code: int) -> None:
    few = 8
    text = "x" * int(MOST_WAITING_BYTES / few * share)
    assert len(count(0, text)) < 4 * 1024 * 1024
    assert ending(b"".join(count(number, text) for number in range(few))) == code
