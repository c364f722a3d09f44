"""The library page's intents: look at a file, install it, remove a pack."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.library.questions import choice_of, install_question, removal_question
from closeddoor.presenters.library.rows import built_in_rows, finished_rows, installed_rows, not_shown_row, title_of
from closeddoor.presenters.states.library import LibraryViewState, QuestionView
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import today
from closeddoor.services.earlier import EarlierService, FinishedEarlier
from closeddoor.services.installing import InstallingService
from closeddoor.services.library import LibraryService, Shelf
from closeddoor.services.packs import Outcome, Prospect

LOOKING = Busy("The pack is read and its signature checked.", can_cancel=True)
INSTALLING = Busy("The pack is installed.")
REMOVING = Busy("The pack is removed.")


class LibraryPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: LibraryViewState) -> None: ...


@dataclass(frozen=True)
class LibrarySources:
    """Where what the library shows comes from, and who changes it."""

    library: LibraryService
    installing: InstallingService
    earlier: EarlierService


class LibraryPresenter(QObject):
    """Shows the packs; asks before one comes or goes. One question at a time, and nothing changes before its answer."""

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
        self._state = LibraryViewState()
        self._confirm: Callable[[], None] | None = None
        self._looks = 0

    def refresh(self) -> None:
        """Load everything anew. What was said at the last visit is said no more; a question stays."""
        self._show(said="", problem=None)
        self._load()

    def look_at(self, path: Path) -> None:
        """Read a file that the user chose or dropped, and ask what has to be asked about it."""
        if self._state.busy is not None:
            return
        self._looks += 1
        look = self._looks
        self._confirm = None
        self._show(question=None, said="", problem=None, busy=LOOKING)

        def ask(prospect: Prospect) -> None:
            if look == self._looks:
                self._ask(install_question(prospect, self._day()), lambda: self._install(prospect))

        def refuse(error: BaseException) -> None:
            if look == self._looks:
                self._show_failure(error)

        self._dispatcher.deliver(self._sources.installing.look_at(path), ask, refuse)

    def ask_removal(self, pack_id: str) -> None:
        """Say what goes and what stays; the pack is removed when the user confirms."""
        title = self._title_of(pack_id)
        self._ask(removal_question(title), lambda: self._remove(pack_id, title))

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

    def _ask(self, question: QuestionView, confirm: Callable[[], None]) -> None:
        self._confirm = confirm
        self._show(question=question, said="", problem=None, busy=None)

    def _install(self, prospect: Prospect) -> None:
        def tell(outcome: Outcome) -> None:
            info = prospect.offer.pack.info
            place = f" in place of revision {outcome.replaced.revision}" if outcome.replaced else ""
            unsigned = " It is unsigned." if outcome.claim.public_key is None else ""
            self._done(f"“{title_of(info)}” is installed{place}. Its briefings are on the shelf.{unsigned}")

        self._show(busy=INSTALLING)
        installed = self._sources.installing.install(prospect, choice_of(prospect))
        self._dispatcher.deliver(installed, tell, self._show_failure)

    def _remove(self, pack_id: str, title: str) -> None:
        self._show(busy=REMOVING)
        removed = self._sources.installing.remove(pack_id)
        said = f"“{title}” was removed. What you finished with it can still be read."
        self._dispatcher.deliver(removed, lambda _: self._done(said), self._show_failure)

    def _done(self, said: str) -> None:
        self._show(question=None, busy=None, said=said)
        self._load()

    def _load(self) -> None:
        deliver, sources = self._dispatcher.deliver, self._sources
        deliver(sources.library.shelf(), self._take_shelf, self._show_failure)
        deliver(sources.earlier.finished(), self._take_finished, self._show_failure)

    def _take_shelf(self, shelf: Shelf) -> None:
        day = self._day()
        self._show(
            installed=installed_rows(shelf, day),
            built_in=built_in_rows(shelf, day),
            not_shown=tuple(map(not_shown_row, shelf.not_shown)),
        )

    def _take_finished(self, earlier: tuple[FinishedEarlier, ...]) -> None:
        self._show(finished=finished_rows(earlier))

    def _title_of(self, pack_id: str) -> str:
        titles = {row.pack_id: row.title for row in self._state.installed}
        return (titles | {row.pack_id: row.title for row in self._state.not_shown}).get(pack_id, pack_id)

    def _show_failure(self, error: BaseException) -> None:
        self._confirm = None
        self._show(question=None, busy=None)
        if not isinstance(error, KnownError):
            raise error
        self._show(problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names of its own
        self._page.render(self._state)
