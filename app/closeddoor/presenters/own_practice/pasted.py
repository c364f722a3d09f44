"""The text that is pasted and not begun: a lock, a crash or a closed window does not take it."""

from collections.abc import Callable

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.futures import ignore_known
from closeddoor.services.own_practice import OwnPracticeService

FIELD = "pasted"
"""The one draft that is kept."""


class PastedText:
    """Keeps the text soon, and brings it back once; `Drafts` says what `on_kept` and `on_failed` are told."""

    def __init__(
        self,
        service: OwnPracticeService,
        dispatcher: Dispatcher,
        on_kept: Callable[[Problem | None], None],
        on_failed: Callable[[BaseException], None],
    ) -> None:
        self._service = service
        self._dispatcher = dispatcher
        self._drafts = Drafts[str, str](lambda _, text: service.keep_pasted(text), dispatcher, on_kept, on_failed)
        self._was_restored = False

    def write(self, text: str) -> None:
        self._was_restored = True  # what is typed now is newer than anything that is kept
        self._drafts.write(FIELD, text)

    def keep(self) -> None:
        self._drafts.keep()

    def forget(self) -> None:
        self._drafts.forget_all()

    def restore(self, show: Callable[[str], None]) -> None:
        """Have what was pasted before shown, the first time this is asked for, unless something was typed since."""
        if self._was_restored:
            return
        self._was_restored = True

        def show_latest(kept: str) -> None:
            text = self._drafts.latest(FIELD, kept)
            if text:
                show(text)

        self._dispatcher.deliver(self._service.pasted(), show_latest, ignore_known)
