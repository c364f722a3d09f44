"""One turn on the page: from what is typed to the last word of the reply."""

from collections.abc import Callable
from typing import Protocol

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Reply
from closeddoor.inference.states import Phase, WorkerState
from closeddoor.presenters.sandbox.rows import BUSY_WORDS, with_piece
from closeddoor.presenters.sandbox.set_up import SetUpChoice
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.presenters.states.sandbox import MessageRow
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.chat import ChatService


class SandboxModel(Protocol):
    """The model as this page speaks of it: which it is, what it can be trusted with, how loading is given up."""

    @property
    def name(self) -> str: ...

    @property
    def caveat(self) -> str: ...

    def cancel_loading(self) -> None: ...


class Turns:
    """Implements `ChatListener`; `load` reads a conversation anew when a turn has begun or ended.

    `going_on` is called when a turn is asked for, or another conversation.
    """

    def __init__(
        self, shown: Shown, chat: ChatService, model: SandboxModel, set_up: SetUpChoice, load: Callable[[int], None]
    ) -> None:
        self._shown = shown
        self._chat = chat
        self._model = model
        self._set_up = set_up
        self._load = load
        self._phase: Phase = "absent"
        self._writing_in: int | None = None
        self._was_left = False
        self._not_kept_yet = ""
        self._not_kept_edit: int | None = None
        self.going_on: Callable[[], None] = _nobody

    def draft(self, text: str) -> None:
        """Remember what is being written, so that no rendering loses it."""
        self._shown.keep(draft=text)

    def send(self, text: str) -> None:
        """Ask what was written: after the last turn, or in a branch beside the turn that was edited."""
        state = self._shown.state
        if not text.strip() or self._chat.is_writing:
            return
        edited = state.editing_id if state.current_id is not None else None
        self._shown.show(draft=self._shown.set_aside if edited else "", editing_id=None)
        self._not_kept_yet, self._not_kept_edit, self._shown.set_aside = text, edited, ""
        self._wait_for_model()
        if state.current_id is not None and edited is not None:
            self._chat.edit(state.current_id, edited, text.strip(), self)
        else:
            self._chat.send(state.current_id, text.strip(), self, self._set_up.beginning(state.lists.folder_id))

    def edit(self, message_id: int) -> None:
        """Take an earlier turn into the field, to ask it in other words; what stood there is set aside."""
        state = self._shown.state
        row = next((row for row in state.messages if row.message_id == message_id and row.role == "user"), None)
        if row is not None and not self._chat.is_writing:
            self._shown.set_aside = state.draft if state.editing_id is None else self._shown.set_aside
            self._shown.show(editing_id=message_id, draft=row.text)

    def end_edit(self) -> None:
        """Leave the earlier turn as it is."""
        if self._shown.state.editing_id is not None:
            self._shown.show(editing_id=None, draft=self._shown.set_aside)
            self._shown.set_aside = ""

    def regenerate(self) -> None:
        """Have the last question answered once more, beside the replies that are there."""
        current_id = self._shown.state.current_id
        if current_id is not None and not self._chat.is_writing:
            self._wait_for_model()
            self._chat.regenerate(current_id, self)

    def go_on_without_oldest(self) -> None:
        current_id = self._shown.state.current_id
        if current_id is not None and not self._chat.is_writing:
            self._wait_for_model()
            self._chat.answer_without_oldest(current_id, self)

    def stop(self) -> None:
        self._chat.stop()

    def cancel(self) -> None:
        """Give up what the page says it is busy with: loading the model, or reading the conversation."""
        if self._phase in {"starting", "loading"}:
            self._model.cancel_loading()
        else:
            self._chat.stop()

    def leave(self) -> None:
        """Stop the turn under way, if any; its end must not lead back to its conversation."""
        self._was_left = True
        self.going_on()
        self._set_up.flush()
        self.end_edit()
        if self._shown.state.set_up.is_off_the_record:
            self._not_kept_yet = ""  # where it would return to is not where it was written
        self._chat.stop()

    def follow_model(self, state: WorkerState) -> None:
        """Show how far a model is that a reply waits for."""
        self._phase = state.phase
        if self._chat.is_writing and state.phase in BUSY_WORDS:
            fraction = state.progress if state.phase == "loading" else None
            self._shown.show(busy=Busy(BUSY_WORDS[state.phase], fraction, can_cancel=True))

    def turn_kept(self, conversation_id: int) -> None:
        self._not_kept_yet, self._not_kept_edit = "", None
        if not self._was_left:
            self._shown.show(current_id=conversation_id)

    def turn_began(self, conversation_id: int) -> None:
        self._writing_in = conversation_id
        words = BUSY_WORDS.get(self._phase, BUSY_WORDS["ready"])
        self._shown.show(busy=Busy(words, can_cancel=True))
        self._load(conversation_id)

    def reply_grew(self, message_id: int, piece: str) -> None:
        """Show a new piece; the state keeps the whole text, so that a later rendering never shows less."""
        state = self._shown.state
        if self._writing_in != state.current_id:
            return  # another conversation was opened, and the model has not heard yet that it is to stop
        rows = state.messages
        is_shown = bool(rows) and rows[-1].message_id == message_id
        if not is_shown or state.busy is not None:
            began = MessageRow(message_id, "assistant", piece, "writing")
            shown = with_piece(rows, message_id, piece) if is_shown else (*up_to_the_question(rows), began)
            self._shown.show(busy=None, messages=shown)
            return
        self._shown.keep(messages=with_piece(rows, message_id, piece))
        self._shown.append_text(message_id, piece)

    def turn_ended(self, conversation_id: int, reply: Reply) -> None:
        problem = Problem(reply.problem) if reply.finish == "interrupted" else None
        self._rest(problem)
        self._load(conversation_id)

    def turn_failed(self, conversation_id: int | None, error: KnownError) -> None:
        full = error.code == "model.context_full" and conversation_id == self._shown.state.current_id
        self._rest(None if full else Problem.of(error))  # what is full is asked about at the end of the conversation
        unsent = "\n\n".join(text for text in (self._not_kept_yet, self._shown.state.draft) if text)
        self._shown.show(context_full=full, draft=unsent, editing_id=self._not_kept_edit)
        self._not_kept_yet, self._not_kept_edit = "", None
        if conversation_id is not None:
            self._load(conversation_id)

    def _wait_for_model(self) -> None:
        self.going_on()
        self._set_up.flush()
        self._was_left = False
        self._shown.show(
            can_send=False, can_stop=True, can_regenerate=False, can_branch=False, context_full=False, problem=None
        )

    def _rest(self, problem: Problem | None) -> None:
        self._shown.show(can_send=True, can_stop=False, can_branch=True, busy=None, problem=problem)


def _nobody() -> None:
    """Nobody has to know yet."""


def up_to_the_question(rows: tuple[MessageRow, ...]) -> tuple[MessageRow, ...]:
    """Return the rows without the replies at their end: another one is written in their place."""
    asked = list(rows)
    while asked and asked[-1].role == "assistant":
        asked.pop()
    return tuple(asked)
