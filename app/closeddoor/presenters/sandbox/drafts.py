"""What is typed survives: kept when typing rests, brought back when the page is opened for the first time."""

from PySide6.QtCore import QObject, QTimer

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.services.chat import Draft, DraftService
from closeddoor.services.futures import ignore_known

REST_MS = 800


class Drafts(QObject):
    """Watches the state; off the record nothing is kept, and what was kept before is overwritten."""

    def __init__(self, shown: Shown, service: DraftService, dispatcher: Dispatcher, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = shown
        self._service = service
        self._dispatcher = dispatcher
        self._kept = ""
        self._was_restored = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.keep)

    def changed(self) -> None:
        """Note that something was typed, sent or chosen."""
        if self._to_keep().text != self._kept:
            self._rest.start()

    def keep(self) -> None:
        """Keep now what is in the field."""
        self._rest.stop()
        draft = self._to_keep()
        if draft.text != self._kept:
            self._kept = draft.text
            self._dispatcher.deliver(self._service.keep(draft), lambda _: None, ignore_known)

    def restore(self) -> None:
        """Bring back, once, what was typed before, unless something is in the field already."""
        if self._was_restored:
            return
        self._was_restored = True

        def show(draft: Draft) -> None:
            self._kept = draft.text
            if draft.text and not self._shown.state.draft:
                self._shown.show(draft=draft.text)

        self._dispatcher.deliver(self._service.load(), show, ignore_known)

    def _to_keep(self) -> Draft:
        state = self._shown.state
        is_off = state.set_up.is_off_the_record
        return Draft(None, "") if is_off else Draft(state.current_id, state.draft)
