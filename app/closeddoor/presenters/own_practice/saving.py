"""What was written on documents of one's own and is not in the vault yet: kept soon, and tried again if it fails."""

from collections.abc import Callable
from dataclasses import replace

from closeddoor.domain.own_briefing import OwnBriefing, OwnWork
from closeddoor.domain.ports import Dispatcher
from closeddoor.services.own_practice import OwnBriefingGoneError, OwnPracticeService

SAVE_AFTER_S = 1.0
"""What is typed is in the vault after this long at most."""

RETRY_AFTER_S = 10.0
"""A disk that refused is asked again after this long, and whenever the page is left."""


class UnsavedWork:
    """Remembers the last work on each document until the vault has it; `tell` gets each failure, None once it is over.

    Call it on the window's thread.
    """

    def __init__(
        self, service: OwnPracticeService, dispatcher: Dispatcher, tell: Callable[[BaseException | None], None]
    ) -> None:
        self._service = service
        self._dispatcher = dispatcher
        self._tell = tell
        self._works: dict[int, OwnWork] = {}
        self._sent: dict[int, OwnWork] = {}
        self._due: set[float] = set()

    def write(self, briefing_id: int, work: OwnWork) -> None:
        """Take what was written; it is kept within `SAVE_AFTER_S`."""
        self._works[briefing_id] = work
        self._keep_after(SAVE_AFTER_S)

    def keep(self) -> None:
        """Keep all of it now."""
        works, self._works = self._works, {}
        for briefing_id, work in works.items():
            self._send(briefing_id, work)

    def latest(self, briefing: OwnBriefing) -> OwnBriefing:
        """Return a document with what was written last, in the vault or not."""
        return replace(briefing, work=self._works.get(briefing.id, briefing.work))

    def forget(self, briefing_id: int) -> None:
        """Drop what was written on a document that is no longer there."""
        self._works.pop(briefing_id, None)

    def _send(self, briefing_id: int, work: OwnWork) -> None:
        self._sent[briefing_id] = work

        def failed(error: BaseException) -> None:
            if not isinstance(error, OwnBriefingGoneError) and self._sent.get(briefing_id) is work:
                self._works.setdefault(briefing_id, work)  # unless more was written meanwhile
                self._keep_after(RETRY_AFTER_S)
            self._tell(error)

        self._dispatcher.deliver(self._service.save(briefing_id, work), lambda _: self._tell(None), failed)

    def _keep_after(self, delay_s: float) -> None:
        """Keep after a while; of each kind one timer runs at a time."""
        if delay_s in self._due:
            return
        self._due.add(delay_s)

        def keep() -> None:
            self._due.discard(delay_s)
            self.keep()

        self._dispatcher.later(delay_s, keep)
