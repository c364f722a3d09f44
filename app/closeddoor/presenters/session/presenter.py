"""A session with a group: choose a briefing, print what it needs, and go through it on the projector.

Nothing here is given a place to write to but the files that the user asks for: what happens in a session is in memory,
and is gone when it is left.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.language import tr
from closeddoor.presenters.paper import Order, PaperDesk, Prepare
from closeddoor.presenters.session.listing import Listing
from closeddoor.presenters.session.preparing import prepare
from closeddoor.presenters.session.stage import Stage
from closeddoor.presenters.states.session import Prepared, SessionViewState, StageViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.futures import done
from closeddoor.services.library import LibraryService
from closeddoor.services.saving import saved_line
from closeddoor.services.shelf import Shelf
from closeddoor.services.shelf_briefing import whole_briefing

PREPARING = Busy(tr("The briefing is read."))

TICK_S = 10.0
"""How often the clock is looked at, which counts in minutes."""


class SessionPage(Protocol):
    """What this presenter needs of the desk."""

    def render(self, state: SessionViewState) -> None: ...


class StagePage(Protocol):
    """What this presenter needs of the stage."""

    def render(self, state: StageViewState) -> None: ...


@dataclass(frozen=True)
class SessionSources:
    """Where briefings come from, and the thread that reads them and saves files; there is no vault among them."""

    library: LibraryService
    jobs: Executor


class SessionPresenter(QObject):
    """`begun` asks for the stage to be shown, `ended` for it to be left."""

    begun = Signal()
    ended = Signal()

    def __init__(
        self,
        page: SessionPage,
        stage_page: StagePage,
        sources: SessionSources,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._page = page
        self._stage_page = stage_page
        self._sources = sources
        self._dispatcher = dispatcher
        self._clock_s = clock_s
        self._paper = PaperDesk(dispatcher, sources.jobs, self)
        self._listing = Listing()
        self._state = SessionViewState(is_known=False)
        self._stage: Stage | None = None
        self._choices = 0

    # At the desk

    def refresh(self) -> None:
        """List the briefings anew; what was chosen stays."""
        self._show(saved_line="", problem=None)
        self._dispatcher.deliver(self._sources.library.shelf(), self._take_shelf, self._fail)

    def search(self, text: str) -> None:
        """Leave the briefings that have all words of `text`."""
        self._listing.look_for(text)
        self._list()

    def show_more(self) -> None:
        self._listing.draw_more()
        self._list()

    def choose(self, pack_id: str, scenario_id: str) -> None:
        """Make a briefing ready; one chosen meanwhile takes its place."""
        self._make_ready(whole_briefing(self._sources.library, self._dispatcher, pack_id, scenario_id))

    def take(self, pack: Pack, scenario_id: str) -> None:
        """Make a briefing ready that is on no shelf: a draft, as it lies on its author's desk."""
        scenario = pack.scenario(scenario_id)
        if scenario is not None:
            self._make_ready(done((pack, scenario)))

    def _make_ready(self, found: Future[tuple[Pack, Scenario]]) -> None:
        self._choices += 1
        choice = self._choices
        self._show(busy=PREPARING, saved_line="", problem=None)

        def ready(prepared: Prepared) -> None:
            if choice == self._choices:
                self._show(chosen=prepared, busy=None)

        def refuse(error: BaseException) -> None:
            if choice == self._choices:
                self._fail(error)

        deliver = self._dispatcher.deliver
        deliver(found, lambda whole: deliver(self._prepared(*whole), ready, refuse), refuse)

    def put_back(self) -> None:
        """Return from the briefing that was chosen to the list."""
        self._choices += 1
        self._show(chosen=None, busy=None, saved_line="", problem=None)
        self._list()

    def save_paper(self, path: Path, prepare_paper: Prepare) -> None:
        """Save one of the papers where the user asked for it."""
        self._show(saved_line="", problem=None)
        order = Order(
            path,
            prepare_paper,
            busy=lambda busy: self._show(busy=busy),
            saved=lambda saved: self._show(saved_line=saved_line(saved)),
            failed=self._fail,
            is_own=False,  # words of the pack alone
        )
        self._paper.make(order)

    def give_up_paper(self) -> None:
        self._paper.give_up()

    # On the stage

    def begin(self) -> None:
        """Go on the stage with the briefing that was chosen, from its first slide."""
        if self._state.chosen is not None:
            scale = self._stage.scale if self._stage else None
            self._stage = Stage(self._state.chosen, self._clock_s, scale)
            self._render_stage()
            self.begun.emit()
            self._tick(self._stage)

    def end(self) -> None:
        """Leave the stage, and forget where it was."""
        if self._stage is not None and not self._stage.is_over:
            self._stage.is_over = True
            self.ended.emit()

    def go(self, by: int) -> None:
        """Show the slide that many after the one that shows; negative for before."""
        self._on_stage(lambda stage: stage.go(by))

    def go_to_part(self, part: str) -> None:
        """Show the first slide of a section."""
        self._on_stage(lambda stage: stage.go_to_part(part))

    def go_to_step(self, by: int) -> None:
        """Go on to another step of the run of show, whose clock begins then."""
        self._on_stage(lambda stage: stage.go_to_step(by))

    def size(self, by: int) -> None:
        """Make the text of the stage larger or smaller by so many steps."""
        self._on_stage(lambda stage: stage.size(by))

    def show_problem(self, problem: Problem) -> None:
        self._show(problem=problem)

    def _on_stage(self, change: Callable[[Stage], None]) -> None:
        if self._stage is not None and not self._stage.is_over:
            change(self._stage)
            self._render_stage()

    def _render_stage(self) -> None:
        if self._stage is not None:
            self._stage_page.render(self._stage.view())

    def _tick(self, stage: Stage) -> None:
        """Show the minutes as they pass, as long as this session goes on."""

        def look() -> None:
            if stage is self._stage and not stage.is_over:
                self._render_stage()
                self._tick(stage)

        self._dispatcher.later(TICK_S, look)

    def _prepared(self, pack: Pack, scenario: Scenario) -> Future[Prepared]:
        return self._sources.jobs.submit(lambda: prepare(pack, scenario))

    def _take_shelf(self, shelf: Shelf) -> None:
        self._listing.take(shelf)
        self._show(is_known=True)
        self._list()

    def _list(self) -> None:
        rows, more = self._listing.rows()
        self._show(rows=rows, more=more, text=self._listing.text)

    def _fail(self, error: BaseException) -> None:
        self._show(busy=None, is_known=True, problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names of its own
        self._page.render(self._state)
