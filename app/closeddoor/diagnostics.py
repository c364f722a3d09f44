"""What is said of a mistake of ours: its type and place, never its content."""

import sys
import traceback
from types import TracebackType


def place_of(error: BaseException) -> str:
    """Return `ValueError in presenters/home.py:41`: enough to mend it, nothing of what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next((frame for frame in reversed(frames) if "closeddoor" in frame.filename), None)
    if place is None:
        return type(error).__name__
    return f"{type(error).__name__} in {place.filename.rpartition('closeddoor')[2].lstrip('/')}:{place.lineno}"


def install_excepthook() -> None:
    """Let no traceback show: an error message may hold what was typed."""

    def report(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        print(f"closed-door: a mistake in the program ({place_of(error)}).", file=sys.stderr)  # noqa: T201

    sys.excepthook = report
