"""One turn from the request to its end, and who is told of it."""

from dataclasses import dataclass
from typing import Protocol

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Reply
from closeddoor.language import tr
from closeddoor.services.reply import ReplyInProgress


class ChatListener(Protocol):
    """Who is told how a turn goes; all calls come on the window's thread."""

    def turn_kept(self, conversation_id: int) -> None:
        """Say that the user's words are in the vault: whatever follows, they need not be typed again."""
        ...

    def turn_began(self, conversation_id: int) -> None: ...

    def reply_grew(self, message_id: int, piece: str) -> None: ...

    def turn_ended(self, conversation_id: int, reply: Reply) -> None: ...

    def turn_failed(self, conversation_id: int | None, error: KnownError) -> None:
        """Nothing was answered; `error` with code `model.context_full` leaves a choice to the user."""
        ...


class UnexpectedError(KnownError):
    """What the user is told of a mistake of ours."""

    def __init__(self) -> None:
        super().__init__(
            "sandbox.unexpected",
            tr("Closed Door made a mistake, and this reply could not be written."),
            tr("What was saved before is intact."),
            tr("Try again; if it happens again, close Closed Door and open it anew."),
        )


@dataclass
class Turn:
    """What is asked of a turn before its reply has begun is passed on then.

    `show_instead` is what was shown before a reply was asked for anew: it is shown again when nothing comes.
    """

    conversation_id: int | None
    listener: ChatListener
    show_instead: int | None = None
    reply: ReplyInProgress | None = None
    is_stopped: bool = False
    is_forgotten: bool = False

    def stop(self) -> None:
        self.is_stopped = True
        self.pass_on()

    def forget(self) -> None:
        """Stop, and keep nothing more: the conversation is about to be deleted."""
        self.is_forgotten = True
        self.stop()

    def pass_on(self) -> None:
        if self.reply is not None and self.is_forgotten:
            self.reply.forget()
        elif self.reply is not None and self.is_stopped:
            self.reply.stop()


def tell(turn: Turn, outcome: Reply | BaseException) -> None:
    """Tell whoever listens how a turn ended."""
    if isinstance(outcome, Reply) and turn.conversation_id is not None:
        turn.listener.turn_ended(turn.conversation_id, outcome)
    else:
        error = outcome if isinstance(outcome, KnownError) else UnexpectedError()
        turn.listener.turn_failed(turn.conversation_id, error)
