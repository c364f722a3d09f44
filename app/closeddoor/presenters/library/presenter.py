"""The library page's intents: find a briefing, look at a pack, install it, remove one and have it back."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.release import is_release_name
from closeddoor.language import tr, tr_many
from closeddoor.policy.in_force import rules
from closeddoor.presenters.library.briefings import Filters
from closeddoor.presenters.library.catalogue import Catalogue
from closeddoor.presenters.library.questions import choice_of, install_question
from closeddoor.presenters.library.releases import release_question
from closeddoor.presenters.library.rows import finished_rows, title_of
from closeddoor.presenters.states.library import LibraryViewState, QuestionView, View
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import today
from closeddoor.services.earlier import EarlierService, FinishedEarlier
from closeddoor.services.installing import InstallingService
from closeddoor.services.library import LibraryService
from closeddoor.services.overview import Overview, OverviewService
from closeddoor.services.packs import Outcome, Prospect, Removed
from closeddoor.services.updates import Update, UpdateService

T = TypeVar("T")

LOOKING_AT_RELEASE = Busy(tr("The file is read and its signature checked."), can_cancel=True)
LOOKING = Busy(tr("The pack is read and its signature checked."), can_cancel=True)
INSTALLING = Busy(tr("The pack is installed."))
REMOVING = Busy(tr("The pack is removed."))

PROGRESS_S = 0.25
"""How often it is told how far the reading of many packs is."""


class LibraryPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: LibraryViewState) -> None: ...

    def offer_undo(self, text: str, undo: Callable[[], None], settled: Callable[[], None]) -> None: ...


@dataclass(frozen=True)
class LibrarySources:
    """Where what the library shows comes from, and who changes it."""

    library: LibraryService
    overview: OverviewService
    installing: InstallingService
    earlier: EarlierService
    updates: UpdateService


class LibraryPresenter(QObject):
    """Lists briefings and packs; asks before a pack comes, one question at a time. What is removed can be had back.

    A newer version is looked at and shown, and nothing else; `backup_requested` is emitted to save one before it.
    """

    backup_requested = Signal()

    def __init__(
        self,
        page: LibraryPage,
        sources: LibrarySources,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
        day: Callable[[], date] = today,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._sources = sources
        self._dispatcher = dispatcher
        self._day = day
        self._catalogue = Catalogue()
        self._state = LibraryViewState(is_known=False)
        self._confirm: Callable[[], None] | None = None
        self._looks = 0
        self._loads = 0

    @property
    def view(self) -> View:
        """Which of its two views shows."""
        return self._state.view

    def refresh(self) -> None:
        """Load everything anew. What was said at the last visit is said no more; a question stays."""
        self._show(said="", problem=None, packs_rule=rules().said_of_packs())
        self._load()

    def show_view(self, view: View) -> None:
        """Show the briefings, or the packs they come from."""
        self._show(view=view)

    def search(self, text: str) -> None:
        """Leave what has all words of `text`, in any order."""
        self._look_for(replace(self._catalogue.filters, text=text))

    def filter_by(self, key: str, value: str) -> None:
        """Leave the briefings that have `value`; an empty one leaves all."""
        self._look_for(self._catalogue.filters.having(key, value))

    def clear_filters(self) -> None:
        self._look_for(Filters())

    def show_more(self) -> None:
        """Draw further rows below those that are there."""
        self._catalogue.draw_more()
        self._list()

    def look_at(self, path: Path) -> None:
        """Read a file or folder that the user chose or dropped, and ask what has to be asked about it."""
        if self._state.busy is not None:
            return
        sources = self._sources
        if is_release_name(path):
            self._wait_for(sources.updates.look_at(path), LOOKING_AT_RELEASE, self._show_release)
        else:
            self._wait_for(sources.installing.look_at(path), LOOKING, self._ask_to_install)

    def remove(self, pack_id: str) -> None:
        """Remove a pack at once, and offer it back for a while."""
        if self._state.busy is not None:
            return
        title = self._catalogue.title_of(pack_id)
        gone = tr("“{title}” was removed. What you finished with it can still be read.", title=title)

        def offer_back(removed: Removed | None) -> None:
            self._done("" if removed else gone)
            if removed is not None:
                self._page.offer_undo(gone, lambda: self._restore(removed, title), lambda: None)

        self._show(busy=REMOVING, said="", problem=None)
        self._dispatcher.deliver(self._sources.installing.remove(pack_id), offer_back, self._show_failure)

    def agree(self, is_agreed: bool) -> None:  # noqa: FBT001 - a page's signal
        """Take or take back the statement that has to be agreed to."""
        if self._state.question is not None:
            self._show(question=replace(self._state.question, is_agreed=is_agreed))

    def confirm(self) -> None:
        """Do what was asked about."""
        question, confirm = self._state.question, self._confirm
        if question is not None and question.can_confirm and confirm is not None and self._state.busy is None:
            self._confirm = None
            confirm()

    def dismiss(self) -> None:
        """Leave things as they are: the question is withdrawn, and a file that is being looked at is left alone."""
        if self._state.busy is None or self._state.busy.can_cancel:
            self._looks += 1
            self._confirm = None
            self._show(question=None, busy=None)

    def show_problem(self, problem: Problem) -> None:
        self._show(problem=problem)

    def _wait_for(self, looked_at: Future[T], busy: Busy, ask: Callable[[T], None]) -> None:
        """Ask about what was looked at, if nobody has given up on it or looked at something else by then."""
        self._looks += 1
        look = self._looks
        self._confirm = None
        self._show(question=None, said="", problem=None, busy=busy)

        def ask_if_waited_for(found: T) -> None:
            if look == self._looks:
                ask(found)

        def refuse(error: BaseException) -> None:
            if look == self._looks:
                self._show_failure(error)

        self._dispatcher.deliver(looked_at, ask_if_waited_for, refuse)

    def _ask_to_install(self, prospect: Prospect) -> None:
        self._ask(install_question(prospect, self._day()), lambda: self._install(prospect))

    def _show_release(self, update: Update) -> None:
        self._ask(release_question(update, self._sources.updates.installed), self._save_backup)

    def _save_backup(self) -> None:
        """Go to where backups are saved; what was said of the newer version stays here, for its steps."""
        self._confirm = self._save_backup
        self.backup_requested.emit()

    def _look_for(self, filters: Filters) -> None:
        if filters != self._catalogue.filters:
            self._catalogue.look_for(filters)
            self._list()

    def _ask(self, question: QuestionView, confirm: Callable[[], None]) -> None:
        self._confirm = confirm
        self._show(question=question, said="", problem=None, busy=None)

    def _install(self, prospect: Prospect) -> None:
        def tell(outcome: Outcome) -> None:
            info = prospect.offer.pack.info
            place = (
                tr(" in place of revision {revision}", revision=outcome.replaced.revision) if outcome.replaced else ""
            )
            unsigned = tr(" It is unsigned.") if outcome.claim.public_key is None else ""
            self._done(
                tr_many(
                    "“{title_of}” is installed{place}. Its briefing is on the shelf.{unsigned}",
                    "“{title_of}” is installed{place}. Its briefings are on the shelf.{unsigned}",
                    len(prospect.offer.pack.scenarios),
                    title_of=title_of(info),
                    place=place,
                    unsigned=unsigned,
                )
            )

        self._show(busy=INSTALLING)
        installed = self._sources.installing.install(prospect, choice_of(prospect))
        self._dispatcher.deliver(installed, tell, self._show_failure)

    def _restore(self, removed: Removed, title: str) -> None:
        restored = self._sources.installing.restore(removed)
        self._dispatcher.deliver(
            restored, lambda _: self._done(tr("“{title}” is back.", title=title)), self._show_failure
        )

    def _done(self, said: str) -> None:
        self._show(question=None, busy=None, said=said)
        self._load()

    def _load(self) -> None:
        self._loads += 1
        deliver, sources, load = self._dispatcher.deliver, self._sources, self._loads
        overview = sources.overview.overview()
        deliver(overview, self._take_overview, self._show_failure)
        deliver(sources.earlier.finished(), self._take_finished, self._show_failure)
        if not overview.done():
            self._dispatcher.later(PROGRESS_S, lambda: self._tell_progress(load, overview))

    def _tell_progress(self, load: int, overview: Future[Overview]) -> None:
        """Say how many packs were read, as long as they are, and look again soon."""
        if load != self._loads or overview.done():
            return
        read, total = self._sources.library.progress
        if total:
            self._show(reading=Busy(tr("Packs are read: {read} of {total}.", read=read, total=total), read / total))
        self._dispatcher.later(PROGRESS_S, lambda: self._tell_progress(load, overview))

    def _take_overview(self, overview: Overview) -> None:
        self._catalogue.take(overview, self._day())
        self._show(reading=None)
        self._list()

    def _take_finished(self, earlier: tuple[FinishedEarlier, ...]) -> None:
        self._show(finished=finished_rows(earlier))

    def _list(self) -> None:
        self._show(**self._catalogue.listed())

    def _show_failure(self, error: BaseException) -> None:
        self._confirm = None
        self._show(question=None, busy=None, reading=None)
        self._show(problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names of its own
        self._page.render(self._state)
