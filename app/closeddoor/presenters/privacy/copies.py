"""Copies of the history: a backup in a file, one restored, what is damaged repaired, and what was set aside."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, cast

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr
from closeddoor.policy.in_force import rules
from closeddoor.presenters.privacy.copies_words import (
    IN_MEMORY,
    NO_CODE,
    aside_row,
    last_line,
    saved_words,
    summary_of,
)
from closeddoor.presenters.repairing import RepairSteps
from closeddoor.presenters.restoring import CloseHistory, RestoreSteps
from closeddoor.presenters.states.privacy.copies import AsideRow, CopiesStep, CopiesViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.backup import WRITING_SHARE, BackupService, RunningBackup
from closeddoor.services.backup_on_disk import BackupMade
from closeddoor.services.last_backup import LastBackup, LastBackupService
from closeddoor.services.restore import RestoreService
from closeddoor.vault.set_aside import SetAside
from closeddoor.vault.unlocking import OpenedKeys


class CopiesView(Protocol):
    """What this presenter needs of its section."""

    def render(self, state: CopiesViewState) -> None: ...


@dataclass(frozen=True)
class CopiesSources:
    """`restore` and `repair` close the open history by themselves; `close_history` does for what was set aside.

    `keys` returns what the history is open with, None for one in memory.
    """

    backups: BackupService
    last: LastBackupService
    restoring: RestoreService
    restore: RestoreSteps
    repair: RepairSteps
    close_history: CloseHistory
    keys: Callable[[], OpenedKeys | None]


class CopiesPresenter(QObject):
    """`held`: the page must not be left, for the history is closed; `anew_wanted`: begin again at the unlock page."""

    summary_changed = Signal()
    held = Signal(bool)
    anew_wanted = Signal()

    def __init__(
        self, view: CopiesView, sources: CopiesSources, dispatcher: Dispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._sources = sources
        self._dispatcher = dispatcher
        self._restore, self._repair = sources.restore, sources.repair
        self._restore.changed.connect(self._follow_restore)
        self._repair.changed.connect(self._follow_repair)
        self._running: RunningBackup | None = None
        self._asides: dict[str, SetAside] = {}
        self._last: LastBackup | None = None
        self._is_known = False
        self._is_closed = False
        self._is_held = False
        self._state = CopiesViewState()

    @property
    def summary(self) -> str:
        """Return when the last backup was saved, or why there is none; empty until that is known."""
        if not self._is_known:
            return ""
        return summary_of(self._last, is_kept=self._is_kept, is_possible=self._sources.backups.is_possible)

    def refresh(self) -> None:
        """Show the overview as it is now; what is under way goes on."""
        if self._is_closed or self._state.busy is not None:
            self._view.render(self._state)
            return
        self.show_step("overview")

    def show_problem(self, problem: Problem) -> None:
        self._show(problem=problem, busy=None)

    def show_step(self, step: str) -> None:
        """Show another step, as its form asks for it; `back` leads to the overview."""
        if step == "restore":
            self._restore.present = "kept" if self._is_kept else "memory"
            self._restore.leave()
            self._follow_restore()
        elif step == "repair":
            self._repair.begin((), self._sources.keys())
        else:
            self._restore.leave()
            self._show(step="overview", problem=None, done_line="", chosen=None)
            self._look_anew()

    def save(self, path: Path) -> None:
        """Save a backup as `path`: written, read back from the disk, and only then said to be saved."""
        self._show(busy=_saving(0.0), problem=None, done_line="")
        self._dispatcher.deliver(self._sources.last.entries(), lambda entries: self._save(path, entries), self._refuse)

    def cancel(self) -> None:
        """Give up what is under way; what was there before stays."""
        if self._running is not None:
            self._running.cancel()
        self._restore.cancel()
        self._repair.cancel()

    def choose_backup(self, path: Path) -> None:
        self._restore.choose(path)

    def look_into_backup(self, typed_code: str) -> None:
        self._restore.look(typed_code)

    def restore(self) -> None:
        """Put what was looked into in the place of the history, which is closed for it."""
        self._leave_history()
        self._restore.put_in_place()

    def repair(self) -> None:
        """Close the history and put what can be read of it into a new one, under the keys that it is open with."""
        self._leave_history()
        self._repair.repair("")

    def ask_about(self, step: str, name: str) -> None:
        """Ask before one that was set aside is put back or deleted."""
        chosen = next((row for row in self._state.asides if row.name == name), None)
        if chosen is not None:
            self._show(step=cast("CopiesStep", step), chosen=chosen, problem=None, done_line="")

    def put_back(self) -> None:
        """Let the one that was chosen take the place of the history, which is closed and set aside in turn."""
        aside = self._chosen()
        if aside is None:
            return
        self._leave_history()
        self._show(busy=Busy(tr("Putting it back.")), problem=None)
        self._dispatcher.deliver(self._sources.close_history(), lambda _: self._put_back(aside), self._refuse)

    def delete(self) -> None:
        """Delete the one that was chosen, for good."""
        aside = self._chosen()
        if aside is None:
            return
        self._show(busy=Busy(tr("Deleting it.")), problem=None)
        self._dispatcher.deliver(
            self._sources.restoring.delete(aside.path), lambda _: self._tell_deleted(), self._refuse
        )

    def leave(self) -> None:
        """Forget a file and a code that nobody looks at any more; what is under way goes on."""
        if self._state.busy is None and not self._is_closed:
            self._restore.leave()

    def end(self) -> None:
        """Take away what is half done, because no job will be done any more."""
        if self._running is not None:
            self._running.end()
            self._running = None

    @property
    def _is_kept(self) -> bool:
        return self._sources.keys() is not None

    def _chosen(self) -> SetAside | None:
        return self._asides.get(self._state.chosen.name) if self._state.chosen else None

    def _leave_history(self) -> None:
        self._is_closed = self._is_kept
        self._hold(is_held=True)

    def _hold(self, *, is_held: bool) -> None:
        """Tell it once: another page may be held for a reason of its own, and is not ours to give free."""
        if is_held != self._is_held:
            self._is_held = is_held
            self.held.emit(is_held)

    def _save(self, path: Path, entries: int) -> None:
        self._running = self._sources.backups.save(path, self._tell)
        self._dispatcher.deliver(self._running.future, lambda made: self._tell_saved(made, entries), self._refuse)

    def _tell(self, fraction: float) -> None:
        if self._running is not None:
            self._show(busy=_saving(fraction))

    def _tell_saved(self, made: BackupMade, entries: int) -> None:
        self._running = None
        self._show(busy=None, done_line=saved_words(made.path.name, made.size_bytes))
        noted = self._sources.last.note(made.made_at_ms, entries)
        self._dispatcher.deliver(noted, lambda _: self._look_anew(), self._refuse)

    def _put_back(self, aside: SetAside) -> None:
        put = self._sources.restoring.put_back(aside.path)
        done = tr("It is put back. The history before is set aside in its turn.")
        self._dispatcher.deliver(put, lambda _: self._show(step="closed", busy=None, done_line=done), self._refuse)

    def _tell_deleted(self) -> None:
        self._show(step="overview", busy=None, chosen=None, done_line=tr("It is deleted."))
        self._look_anew()

    def _look_anew(self) -> None:
        """Read when the last backup was and what was set aside; both are shown as they come."""
        refusal = "" if self._sources.backups.is_possible else NO_CODE if self._is_kept else IN_MEMORY
        self._show(is_kept=self._is_kept, refusal=refusal, **_place_of_backups())
        self._dispatcher.deliver(self._sources.last.read(), self._take_last, self._refuse)
        self._dispatcher.deliver(self._sources.restoring.set_aside(), self._take_asides, self._refuse)

    def _take_last(self, last: LastBackup | None) -> None:
        self._last, self._is_known = last, True
        self._show(last_line=last_line(last) if self._is_kept else "")
        self.summary_changed.emit()

    def _take_asides(self, asides: tuple[SetAside, ...]) -> None:
        self._asides = {aside.path.name: aside for aside in asides}
        rows: tuple[AsideRow, ...] = tuple(aside_row(aside) for aside in asides)
        self._show(asides=rows)

    def _follow_restore(self) -> None:
        view = self._restore.view
        step: CopiesStep = {"choose": "restore", "preview": "preview", "restored": "restored"}[view.step]  # type: ignore[assignment]  # the steps of a restore are steps of ours
        self._show(step=step, restore=view, busy=view.busy)
        self._settle(view.problem)

    def _follow_repair(self) -> None:
        view = self._repair.view
        self._show(step="repaired" if view.step == "repaired" else "repair", repair=view, busy=view.busy)
        self._settle(view.problem)

    def _refuse(self, error: BaseException) -> None:
        self._running = None
        self._show(busy=None)
        self._settle(Problem.of(error))

    def _settle(self, problem: Problem | None) -> None:
        """Say what went wrong; once the history is closed, the only way on is to open it again."""
        if problem is not None and self._is_closed:
            self._show(step="closed", problem=problem, busy=None)
            return
        if problem is not None:
            self._hold(is_held=False)
        self._show(problem=problem)

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._view.render(self._state)


def _place_of_backups() -> dict[str, object]:
    """Return where the machine's policy wants backups; nowhere is a refusal where there is no other."""
    policy = rules()
    folders = [folder.expanduser() for folder in policy.backup_folders or ()]
    return {"rule": policy.said_of_backups(), "folder": folders[0] if folders else None}


def _saving(fraction: float) -> Busy:
    is_written = fraction >= WRITING_SHARE
    text = tr("Reading the backup back, to be sure of it.") if is_written else tr("Writing the backup.")
    return Busy(text, fraction, can_cancel=True)
