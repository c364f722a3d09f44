"""Running a command with a terminal of its own, as a person at a keyboard has it."""

import fcntl
import os
import pty
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST_S = 30.0


@dataclass(frozen=True)
class Seen:
    """What the terminal showed in all, and how the command ended."""

    text: str
    exit_code: int


def at_a_terminal(command: Sequence[str], answers: Sequence[tuple[str, str]], environment: Mapping[str, str]) -> Seen:
    """Run `command`; as soon as the terminal shows a prompt of `answers`, its answer is typed."""
    keyboard, screen = pty.openpty()
    with subprocess.Popen(
        command,
        stdin=screen,
        stdout=screen,
        stderr=screen,
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one call, before the program starts
    ) as process:
        os.close(screen)
        try:
            text = _converse(keyboard, list(answers))
            return Seen(text, process.wait(LONGEST_S))
        finally:
            process.kill()
            os.close(keyboard)


def _converse(keyboard: int, answers: list[tuple[str, str]]) -> str:
    shown, answered_to = "", 0
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        try:
            piece = os.read(keyboard, 4096)
        except OSError:  # Linux says so when the last program at the terminal has ended
            return shown
        if not piece:
            return shown
        shown += piece.decode("utf-8")
        if answers and answers[0][0] in shown[answered_to:]:
            answered_to = len(shown)
            os.write(keyboard, answers.pop(0)[1].encode() + b"\n")
    raise TimeoutError(shown)
