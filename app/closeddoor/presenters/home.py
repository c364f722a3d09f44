"""Home: the one thing to do next, the shelf, recent conversations."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QObject

from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Attempt, Conversation
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.presenters.briefing.view import MODULE_TITLES
from closeddoor.presenters.sandbox import conversation_row
from closeddoor.presenters.states.home import BriefingRow, HomeViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.words import day_of, long_date, one_line
from closeddoor.services.chat import ChatService
from closeddoor.services.library import LibraryService, Shelf
from closeddoor.services.practice import READ, Finished, FinishedService, PracticeService, steps_of

RECENT_CONVERSATIONS = 5
MOST_CHARACTERS = 240
"""How much of a line for next time is shown here; all of it stands in the debrief."""


class HomePage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: HomeViewState) -> None: ...


@dataclass(frozen=True)
class HomeSources:
    """Where what the home page shows comes from."""

    library: LibraryService
    practice: PracticeService
    finished: FinishedService
    chat: ChatService


@dataclass
class _Known:
    shelf: Shelf | None = None
    attempts: tuple[Attempt, ...] = ()
    finished: Mapping[tuple[str, str], Finished] = field(default_factory=dict)
    conversations: tuple[Conversation, ...] = ()


class HomePresenter(QObject):
    """Gathers what the home page shows from library, attempts and conversations."""

    def __init__(
        self,
        page: HomePage,
        sources: HomeSources,
        model_line: str,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._sources = sources
        self._model_line = model_line
        self._dispatcher = dispatcher
        self._known = _Known()
        self._problem: Problem | None = None

    def refresh(self) -> None:
        """Load everything anew; the page fills as it arrives. What was said at the last visit is said no more."""
        self._problem = None
        deliver, sources = self._dispatcher.deliver, self._sources
        deliver(sources.library.shelf(), self._take_shelf, self._show_failure)
        deliver(sources.practice.attempts(), self._take_attempts, self._show_failure)
        deliver(sources.finished.latest(), self._take_finished, self._show_failure)
        deliver(sources.chat.conversations(), self._take_conversations, self._show_failure)

    def show_problem(self, problem: Problem) -> None:
        self._problem = problem
        self._render()

    def _take_shelf(self, shelf: Shelf) -> None:
        self._known.shelf = shelf
        if shelf.problems:
            self._problem = Problem.of(shelf.problems[0])
        self._render()

    def _take_attempts(self, attempts: tuple[Attempt, ...]) -> None:
        self._known.attempts = attempts
        self._render()

    def _take_finished(self, finished: Mapping[tuple[str, str], Finished]) -> None:
        self._known.finished = finished
        self._render()

    def _take_conversations(self, conversations: tuple[Conversation, ...]) -> None:
        self._known.conversations = conversations
        self._render()

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.show_problem(Problem.of(error))

    def _render(self) -> None:
        if self._known.shelf is None and self._problem is None:
            return  # an empty shelf is not claimed before it was looked at
        rows = shelf_rows(self._known.shelf or Shelf(), self._known.attempts, self._known.finished)
        recent = self._known.conversations[:RECENT_CONVERSATIONS]
        self._page.render(
            HomeViewState(
                next_up=next_row(rows),
                shelf=rows,
                conversations=tuple(conversation_row(conversation) for conversation in recent),
                model_line=self._model_line,
                problem=self._problem,
            )
        )


def shelf_rows(
    shelf: Shelf, attempts: tuple[Attempt, ...], finished: Mapping[tuple[str, str], Finished] | None = None
) -> tuple[BriefingRow, ...]:
    """Return one row per briefing, each pack's by level, with where its latest attempt stands.

    Beside it stands what the latest finished attempt left.
    """
    latest: dict[tuple[str, str], Attempt] = {}
    for attempt in attempts:
        latest.setdefault((attempt.pack_id, attempt.scenario_id), attempt)
    return tuple(
        _with_finished(
            replace(
                _row(pack, scenario, latest.get((pack.info.id, scenario.id))),
                is_unsigned=shelf.is_unsigned(pack.info.id),
            ),
            (finished or {}).get((pack.info.id, scenario.id)),
        )
        for pack in shelf.packs
        for scenario in sorted(pack.scenarios, key=lambda each: each.level)
    )


def next_row(rows: tuple[BriefingRow, ...]) -> BriefingRow | None:
    """Return what to offer first: a briefing that is open, else a new one, the lower level before the higher."""
    order = {"open": 0, "new": 1, "done": 2}
    return min(rows, key=lambda row: (order[row.state], row.level), default=None)


def _row(pack: Pack, scenario: Scenario, attempt: Attempt | None) -> BriefingRow:
    row = BriefingRow(
        pack_id=pack.info.id,
        scenario_id=scenario.id,
        module=MODULE_TITLES[scenario.module],
        title=scenario.title,
        summary=scenario.role,
        level=scenario.level,
        minutes=sum(step.minutes for step in steps_of(scenario)),
        facts_as_of=long_date(pack.info.facts_as_of),
        state="new",
    )
    if attempt is None:
        return row
    if attempt.finished_at_ms is not None:
        return replace(row, state="done", progress=f"Finished on {day_of(attempt.finished_at_ms)}")
    return replace(row, state="open", progress=_progress(scenario, attempt))


def _with_finished(row: BriefingRow, finished: Finished | None) -> BriefingRow:
    if finished is None:
        return row
    return replace(row, finished_id=finished.attempt_id, next_time=one_line(finished.next_time, MOST_CHARACTERS))


def _progress(scenario: Scenario, attempt: Attempt) -> str:
    if attempt.stage == "debrief":
        return "The debrief is open"
    steps = steps_of(scenario)
    place = next((n for n, step in enumerate(steps) if step.id == (attempt.position or READ)), 0)
    return f"Step {place + 1} of {len(steps)}: {steps[place].title}"
