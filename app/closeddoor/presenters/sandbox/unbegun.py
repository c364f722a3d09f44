"""Who is to answer in a conversation that has not begun: a lock, a crash or a closed window does not take it."""

from collections.abc import Callable

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.set_up import SetUp
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.services.chat import DraftService
from closeddoor.services.futures import ignore_known

FIELD = "set_up"
"""The one that is kept."""

NOTHING = SetUp()


class UnbegunSetUp:
    """Keeps the choice soon, its own words above all, and brings it back once. It is given nothing off the record."""

    def __init__(self, shown: Shown, service: DraftService, dispatcher: Dispatcher) -> None:
        self._service = service
        self._dispatcher = dispatcher
        self._drafts = Drafts[str, SetUp](
            lambda _, chosen: service.keep_set_up(chosen), dispatcher, shown.end_problem, shown.fail
        )
        self._last = NOTHING
        self._was_restored = False

    def note(self, chosen: SetUp) -> None:
        """Take what is chosen now; `NOTHING` where a conversation is open, or is to be off the record."""
        if chosen != self._last:
            self._last = chosen
            self._drafts.write(FIELD, chosen)

    def keep(self) -> None:
        self._drafts.keep()

    def restore(self, show: Callable[[SetUp], None]) -> None:
        """Have what was chosen before shown, the first time this is asked for, unless something was chosen since."""
        if self._was_restored:
            return
        self._was_restored = True

        def take(kept: SetUp) -> None:
            chosen = self._drafts.latest(FIELD, kept)
            if self._last == NOTHING != chosen:
                self._last = chosen
                show(chosen)

        self._dispatcher.deliver(self._service.set_up(), take, ignore_known)
