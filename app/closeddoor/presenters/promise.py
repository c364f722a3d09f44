"""What is promised, what enforces it here, and what it does not protect against: said wherever it is asked for."""

from closeddoor.language import tr

KEPT_HERE = tr(
    "What you write, mark, decide and score stays on this laptop, encrypted. Only the ways that you choose open it."
)
CONFINED = tr("The model that reads it runs here, in a process that is not allowed to open a connection.")
NOT_CONFINED = tr(
    "The model that reads it runs here and needs no connection. This system does not enforce that for us."
)
NOT_REPORTED = tr("Nothing is reported to anyone: no account, no telemetry, no update check.")
LIMITS = (
    tr(
        "On a managed laptop, an administrator's agent or remote support can see the screen, and a keylogger what you"
        " type."
    ),
    tr("A file scan still shows that Closed Door is installed, how big your history is and when it last changed."),
    tr("Without disk encryption, hibernation and swap may hold traces."),
)
ALL_LIMITS = (
    *LIMITS,
    tr(
        "While the history is open, whoever administers this system can read the window's memory; where the system does"
        " not forbid it (macOS, Windows), so can other programs of your account."
    ),
    tr(
        "Programs of your own account can see the screen and what you type where the desktop lets them: any program"
        " under X11, and elsewhere those that use the accessibility service. A camera sees too."
    ),
)
"""For who has come to read them all."""

IN_MEMORY = tr("What you write, mark, decide and score is kept in memory only. It is gone when you close.")


def promise_of(*, confines: bool, is_kept: bool = True) -> tuple[str, ...]:
    """Return the promise in the words that are true here: whether this system `confines` the model's process.

    `is_kept`: the history is on the disk, or will be when it is kept.
    """
    return (KEPT_HERE if is_kept else IN_MEMORY, CONFINED if confines else NOT_CONFINED, NOT_REPORTED)
