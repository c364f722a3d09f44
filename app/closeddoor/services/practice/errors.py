"""What can go wrong with an attempt that was kept."""

from closeddoor.domain.errors import KnownError


class AttemptUnreadableError(KnownError):
    """The pack that an attempt was made with is not in the vault any more, or does not hold its scenario."""

    def __init__(self) -> None:
        super().__init__(
            "attempt.unreadable",
            "This attempt cannot be opened: the briefing it was made with is missing.",
            "Your answers are still in your history; nothing was changed.",
            "Start the briefing anew.",
        )


class AnswersFixedError(KnownError):
    """A draft came after its answer was committed."""

    def __init__(self) -> None:
        super().__init__(
            "attempt.committed",
            "Your answers to this briefing are committed already, so this change was not kept.",
            "What you committed is safe in your history.",
            "Open the briefing again from home to go on.",
        )
