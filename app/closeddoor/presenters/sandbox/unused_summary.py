"""A summary that is being read and changed: a lock, a crash or a closed window does not take it."""

from collections.abc import Callable

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.services.chat import DraftService, WaitingSummary
from closeddoor.services.futures import ignore_known

FIELD = "summary"
"""The one that is kept."""


class UnusedSummary:
    """Keeps it soon, and brings it back where its conversation is opened next. It is given nothing off the record."""

    def __init__(self, shown: Shown, service: DraftService, dispatcher: Dispatcher) -> None:
        self._service = service
        self._dispatcher = dispatcher
        self._drafts = Drafts[str, WaitingSummary | None](
            lambda _, waiting: service.keep_summary(waiting), dispatcher, shown.end_problem, shown.fail
        )
        self._last: WaitingSummary | None = None
        self._was_loaded = False

    def note(self, waiting: WaitingSummary | None) -> None:
        """Take what stands in the field now; None where it was used or given up."""
        if waiting != self._last:
            self._last, self._was_loaded = waiting, True
            self._drafts.write(FIELD, waiting)

    def keep(self) -> None:
        self._drafts.keep()

    def forget(self, conversation_id: int) -> None:
        """Keep nothing of a conversation that is deleted."""
        if self._last is not None and self._last.conversation_id == conversation_id:
            self.note(None)

    def restore(self, conversation_id: int, show: Callable[[WaitingSummary], None]) -> None:
        """Have shown what waits for this conversation since the window before this one."""

        def show_its_own() -> None:
            if self._last is not None and self._last.conversation_id == conversation_id:
                show(self._last)

        def take(kept: WaitingSummary | None) -> None:
            if not self._was_loaded:
                self._last, self._was_loaded = kept, True
            show_its_own()

        if self._was_loaded:
            show_its_own()
        else:
            self._dispatcher.deliver(self._service.summary(), take, ignore_known)
