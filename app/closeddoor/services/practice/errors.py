"""What can go wrong with an attempt that was kept."""

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr


class AttemptUnreadableError(KnownError):
    """The pack that an attempt was made with is not in the vault any more, or does not hold its scenario."""

    def __init__(self) -> None:
        super().__init__(
            "attempt.unreadable",
            tr("This attempt cannot be opened: the briefing it was made with is missing."),
            tr("Your answers are still in your history; nothing was changed."),
            tr("Start the briefing anew."),
        )


class AnswersFixedError(KnownError):
    """A draft came after its answer was committed."""

    def __init__(self) -> None:
        super().__init__(
            "attempt.committed",
            tr("Your answers to this briefing are committed already, so this change was not kept."),
            tr("What you committed is safe in your history."),
            tr("Open the briefing again from home to go on."),
        )
