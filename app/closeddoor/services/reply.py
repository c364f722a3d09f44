"""A reply while it is being written: what has come, and how much of it is already kept."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.history import MessageState, ReplyFigures
from closeddoor.domain.ports import ChatMessage, ChatModel, Dispatcher, Executor, Finish, Generation, Reply, Sampling
from closeddoor.services.futures import done
from closeddoor.vault.vault import Vault

NOTHING_CAME = Reply("", "stopped", 0, 0)
"""The reply to a turn that was stopped before the model was asked."""

SAVE_EVERY_S = 2.0
"""The age that the kept part of a reply never exceeds."""

STATE_AFTER: dict[Finish, MessageState] = {
    "end": "complete",
    "length": "complete",
    "stopped": "stopped",
    "interrupted": "interrupted",
}


@dataclass(frozen=True)
class Place:
    """Where a reply is kept: its message, and what is shown instead when nothing comes, if anything was there."""

    message_id: int
    show_instead: int | None
    vault: Vault


class ReplyInProgress:
    """Streams one reply into one message of the vault.

    Pieces are shown at once and kept at least every two seconds. `ended` is called once: with the finished reply when
    it is kept, or with the error that prevented that; when nothing had been said, the message is removed.
    Where another reply was shown before and nothing comes of this one, it is removed too.
    """

    def __init__(
        self, place: Place, database: Executor, dispatcher: Dispatcher, ended: Callable[[Reply | BaseException], None]
    ) -> None:
        self._place = place
        self._database = database
        self._dispatcher = dispatcher
        self._ended = ended
        self._text = ""
        self._begun_s = 0.0
        self._save_due = False
        self._generation: Generation | None = None
        self._stopped = self._forgotten = self._has_ended = False

    def start(
        self,
        model: ChatModel,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        grew: Callable[[str], None],
        *,
        is_private: bool = False,
    ) -> None:
        """Have `model` answer `messages`, unless stopped already; `grew` gets each piece on the window's thread."""

        def on_text(piece: str) -> None:
            self._begun_s = self._begun_s or time.monotonic()
            self._text += piece
            grew(piece)
            self._plan_save()

        if self._stopped:
            self._finish(NOTHING_CAME)
            return
        try:
            self._generation = model.generate(messages, sampling, on_text, is_private=is_private)
        except Exception as error:  # noqa: BLE001 - `ended` carries it to whoever waits
            self._fail(error)
        else:
            self._dispatcher.deliver(self._generation.future, self._finish, self._fail)

    def stop(self) -> None:
        """Stop writing; safe before the first word and twice."""
        self._stopped = True
        if self._generation is not None:
            self._generation.stop()

    def forget(self) -> None:
        """Stop writing and keep nothing more: the message is about to be deleted."""
        self._forgotten = True
        self.stop()

    def keep_now(self) -> Future[None]:
        """Keep what has come as a stopped reply, without waiting for the model; nothing of it is kept after that.

        For a window that is about to be locked: whoever writes the reply is ended, and `ended` may never come.
        """
        if self._has_ended:
            return done(None)
        self._save_due = False
        kept = self._keep(self._text, "stopped") if self._text else self._remove()
        self._forgotten = True
        return kept

    def _plan_save(self) -> None:
        if not self._save_due:
            self._save_due = True
            self._dispatcher.later(SAVE_EVERY_S, self._save)

    def _save(self) -> None:
        if self._save_due:
            self._save_due = False
            self._dispatcher.deliver(self._keep(self._text, "writing"), lambda _: None, self._fail)

    def _finish(self, reply: Reply) -> None:
        self._save_due = False
        leaves_the_old = self._place.show_instead is not None and not reply.text
        kept = self._remove() if leaves_the_old else self._keep(reply.text, STATE_AFTER[reply.finish], reply)
        self._dispatcher.deliver(kept, lambda _: self._end(reply), self._fail)

    def _fail(self, error: BaseException) -> None:
        """Give up: the model could not begin, or what it wrote could not be kept."""
        self._save_due = False
        self.stop()
        tidied = self._keep(self._text, "interrupted") if self._text else self._remove()
        self._dispatcher.deliver(tidied, lambda _: self._end(error), lambda _: self._end(error))

    def _end(self, outcome: Reply | BaseException) -> None:
        """Tell it once: a save that failed ends the reply, and the model's own end still follows."""
        if not self._has_ended:
            self._has_ended = True
            self._ended(outcome)

    def _keep(self, text: str, state: MessageState, reply: Reply | None = None) -> Future[None]:
        if self._forgotten:
            return done(None)
        conversations, message_id = self._place.vault.conversations, self._place.message_id
        figures = self._figures(reply) if reply else None
        return self._database.submit(lambda: conversations.update_message(message_id, text, state, figures))

    def _figures(self, reply: Reply) -> ReplyFigures | None:
        """Return what the reply took; one that never began took nothing."""
        if not self._begun_s or not reply.reply_tokens:
            return None
        return ReplyFigures(reply.prompt_tokens, reply.reply_tokens, round((time.monotonic() - self._begun_s) * 1000))

    def _remove(self) -> Future[None]:
        if self._forgotten:
            return done(None)
        place = self._place
        return self._database.submit(
            lambda: place.vault.conversations.delete_message(place.message_id, place.show_instead)
        )
