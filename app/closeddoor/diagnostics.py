"""What is said of a mistake of ours: its type and place, never its content."""

import logging
import sys
import threading
import traceback
import warnings


def place_of(error: BaseException) -> str:
    """Return `ValueError in presenters/home.py:41`: enough to mend it, nothing of what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next((frame for frame in reversed(frames) if "closeddoor" in frame.filename), None)
    if place is None:
        return type(error).__name__
    return f"{type(error).__name__} in {place.filename.rpartition('closeddoor')[2].lstrip('/')}:{place.lineno}"


def keep_content_out_of_reports() -> None:
    """Close every way by which Python itself prints an error or a message: either may hold what was typed.

    What is printed goes to a journal or a file of the session on many desktops. Each way says the place instead.
    """
    sys.excepthook = lambda _, error, __: _say(error)
    sys.unraisablehook = lambda unraisable: _say(unraisable.exc_value)
    threading.excepthook = lambda thread: _say(thread.exc_value)
    warnings.showwarning = lambda *_, **__: None
    logging.raiseExceptions = False
    logging.basicConfig(handlers=[_PlacesOnly()], level=logging.WARNING, force=True)


class _PlacesOnly(logging.Handler):
    """Passes on which logger spoke and what kind of error it had, not one word of the message."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        _say(error, f"{record.levelname.lower()} from {record.name}")


def _say(error: BaseException | None, what: str = "a mistake in the program") -> None:
    place = f" ({place_of(error)})" if error else ""
    print(f"closed-door: {what}{place}.", file=sys.stderr)  # noqa: T201 - the log of last resort
