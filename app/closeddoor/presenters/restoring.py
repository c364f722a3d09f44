"""Restoring a backup step by step: the file and its code, what it holds, and only then in place of what is here."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.presenters.mending_words import Present, preview_words, restored_words
from closeddoor.presenters.states.mending import RestoreView
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.restore import RestoreService
from closeddoor.services.running import Running
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.restore import BackupPreview

NO_FILE = Problem(
    tr("No backup is chosen yet."), tr("Nothing was changed."), tr("Choose the file; its name ends in .cdbackup.")
)

CloseHistory = Callable[[], Future[None]]
"""Closes the history that is open, if one is: nobody may have it open while another takes its place."""


def nothing_open() -> Future[None]:
    """Return the `CloseHistory` of a window in which none is open."""
    done: Future[None] = Future()
    done.set_result(None)
    return done


class RestoreSteps(QObject):
    """`changed`: there is another `view`. Nothing that is here changes before `put_in_place`."""

    changed = Signal()

    def __init__(
        self,
        service: RestoreService,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
        *,
        close_history: CloseHistory = nothing_open,
        clock: Clock = now_ms,
    ) -> None:
        super().__init__(parent)
        self.view = RestoreView()
        self.present: Present = "unopened"
        self._service = service
        self._dispatcher = dispatcher
        self._close_history = close_history
        self._clock = clock
        self._file: Path | None = None
        self._code: Secret | None = None
        self._preview: BackupPreview | None = None
        self._running: Running[BackupPreview] | None = None

    @property
    def code(self) -> Secret | None:
        """The code that opens what was restored, where nothing else does."""
        return None if self._preview is None or self._preview.keeps_ways else self._code

    @property
    def holds_code(self) -> bool:
        """Whether a code that was typed is in memory, and one click uses it."""
        return self._code is not None

    def forget_code(self) -> None:
        """Forget the code; what was looked into can be put in its place all the same, and is then opened by typing."""
        self._code = None

    def choose(self, path: Path) -> None:
        self._file = path
        self._show(file_name=path.name, problem=None)

    def look(self, typed_code: str) -> None:
        """Unpack the chosen backup beside the history and say what it holds; the code is the one of its day."""
        if self._file is None:
            self._show(problem=NO_FILE)
            return
        self._code = Secret.from_text(typed_code)
        self._show(busy=_looking(0.0), problem=None)
        running = self._running = self._service.unpack(self._file, self._code, self._tell)
        self._dispatcher.deliver(
            running.future,
            lambda preview: self._show_preview(running, preview),
            lambda error: self._refuse(error) if self._running is running else None,
        )

    def put_in_place(self) -> None:
        """Set aside what is here, and make what was looked at the history."""
        self._show(busy=Busy(tr("Putting the backup in its place.")), problem=None)
        self._dispatcher.deliver(self._close_history(), lambda _: self._restore(), self._refuse)

    def cancel(self) -> None:
        """Give up looking; nothing was changed."""
        if self._running is not None:
            self._running.cancel()

    def leave(self) -> None:
        """Forget the file and the code; what was unpacked goes, and what was restored stays."""
        self.cancel()
        if self.view.step == "preview" and self.view.busy is None:
            self._service.discard()
        self._file = self._code = self._preview = self._running = None
        self.view = RestoreView()

    def _restore(self) -> None:
        self._dispatcher.deliver(self._service.restore(), self._show_restored, self._refuse)

    def _tell(self, fraction: float) -> None:
        if self.view.busy is not None:
            self._show(busy=_looking(fraction))

    def _show_preview(self, running: Running[BackupPreview], preview: BackupPreview) -> None:
        if self._running is not running:  # it was left meanwhile; another that is looked at has its own place by then
            if self._running is None:
                self._service.discard()
            return
        self._running, self._preview = None, preview
        self._show(step="preview", preview=preview_words(preview, self.present, self._clock()), busy=None)

    def _show_restored(self, aside: Path | None) -> None:
        assert self._preview is not None  # noqa: S101 - it was looked at before
        self._show(
            step="restored", result=restored_words(self._preview, aside.name if aside else ""), busy=None, problem=None
        )

    def _refuse(self, error: BaseException) -> None:
        self._running = None
        self._show(busy=None, problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self.view = replace(self.view, **changes)  # type: ignore[arg-type]  # the names are those of the view
        self.changed.emit()


def _looking(fraction: float) -> Busy:
    return Busy(tr("Opening the backup. Nothing is changed."), fraction, can_cancel=True)
