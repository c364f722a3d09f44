"""What is typed survives: kept while one types, brought back when the page is opened for the first time."""

from collections.abc import Callable
from concurrent.futures import Future

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.services.chat import DraftService, is_off_the_record
from closeddoor.services.futures import ignore_known

FIELD = "field"
"""The one draft that is kept; its value is what asks for the words, so that those of now are kept."""


class UnsentWords:
    """Watches the state. What is typed off the record is in memory only, and never leaves its conversation.

    On the record there is one draft, which goes along from conversation to conversation; off the record, each has its
    own until it ends.
    """

    def __init__(self, shown: Shown, service: DraftService, dispatcher: Dispatcher) -> None:
        self._shown = shown
        self._service = service
        self._dispatcher = dispatcher
        self._drafts = Drafts[str, Callable[[], str]](self._save, dispatcher, shown.end_problem, shown.fail)
        self._kept = ""
        self._recorded = ""
        self._off_the_record: dict[int, str] = {}
        self._was_restored = False

    def changed(self) -> None:
        """Note that something was typed, sent or chosen."""
        if self._to_keep() != self._kept:
            self._drafts.write(FIELD, self._to_keep)

    def keep(self) -> None:
        """Keep now what is in the field."""
        self.changed()
        self._drafts.keep()

    def restore(self) -> None:
        """Bring back, once, what was typed before, unless something is in the field already."""
        if self._was_restored:
            return
        self._was_restored = True

        def show(text: str) -> None:
            self._kept = text
            if self._is_off:
                self._recorded = self._recorded or text
            elif text and not self._shown.state.draft:
                self._shown.show(draft=text)

        self._dispatcher.deliver(self._service.load(), show, ignore_known)

    def leave_for(self, conversation_id: int | None) -> str:
        """Return what stands in the field in another conversation, None for a new one, on the record at first.

        What was typed off the record waits in memory for its conversation to be opened again; where that has not
        begun, it goes. What was typed on the record waits until one is back on it.
        """
        state, will_be_off = self._shown.state, conversation_id is not None and is_off_the_record(conversation_id)
        if conversation_id == state.current_id and conversation_id is not None:
            return state.draft
        if self._is_off:
            if state.current_id is not None:
                self._off_the_record[state.current_id] = state.draft
        else:
            self._recorded = state.draft
        if will_be_off and conversation_id is not None:
            return self._off_the_record.pop(conversation_id, "")
        recorded, self._recorded = self._recorded, ""
        return recorded

    def set_aside(self, text: str) -> None:
        """Let what was typed on the record wait until one is back on it."""
        self._recorded = text

    def forget(self, conversation_id: int) -> None:
        """Forget what was typed in a conversation that has ended."""
        self._off_the_record.pop(conversation_id, None)

    @property
    def _is_off(self) -> bool:
        state = self._shown.state
        return state.set_up.is_off_the_record or (state.current_id is not None and is_off_the_record(state.current_id))

    def _save(self, _: str, to_keep: Callable[[], str]) -> Future[None]:
        self._kept = to_keep()
        return self._service.keep(self._kept)

    def _to_keep(self) -> str:
        return self._recorded if self._is_off else unsent(self._shown)


def unsent(shown: Shown) -> str:
    """Return the words that nothing else keeps: what was set aside for an edit, and the edit where it was changed.

    A lock ends the edit, so both come back in the one field.
    """
    state = shown.state
    if state.editing_id is None:
        return state.draft
    as_asked = next((row.text for row in state.messages if row.message_id == state.editing_id), "")
    words = (shown.set_aside, state.draft if state.draft != as_asked else "")
    return "\n\n".join(each for each in words if each.strip())
