"""Home: gathers what the page shows from library, attempts, cards and conversations."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from PySide6.QtCore import QObject

from closeddoor.domain.history import Conversation
from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.home.view import FINISHED_AT_A_TIME, MOST_FINISHED, Chosen, Known, home_view
from closeddoor.presenters.states.home import HomeViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.chat import ChatService
from closeddoor.services.choosing import for_ten_minutes
from closeddoor.services.overview import Overview, OverviewService

MOST_SUGGESTIONS = 40
"""After how many others the first briefing comes round again."""


class HomePage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: HomeViewState) -> None: ...


@dataclass(frozen=True)
class HomeSources:
    """Where what the home page shows comes from. Without `cards_due` nothing is said of cards."""

    overview: OverviewService
    chat: ChatService
    cards_due: Callable[[], Future[int]] | None = None


class HomePresenter(QObject):
    """Shows the two offers and what there is; all of it is loaded anew when the page is opened."""

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
        self._known = Known()
        self._chosen = Chosen()
        self._problem: Problem | None = None
        self._notices: list[Problem] = []

    def refresh(self, *, is_return: bool = False) -> None:
        """Load everything anew; the page fills as it arrives. What was said at the last visit is said no more.

        Who returns finds what they had chosen to see.
        """
        self._problem = None
        if not is_return:
            self._chosen = Chosen()
        deliver, sources = self._dispatcher.deliver, self._sources
        deliver(sources.chat.conversations(), self._take_conversations, self._show_failure)
        if sources.cards_due is not None:
            deliver(sources.cards_due(), self._take_cards_due, self._show_failure)
        deliver(sources.overview.overview(), self._take_overview, self._show_failure)

    def show_problem(self, problem: Problem) -> None:
        self._problem = problem
        self._render()

    def tell(self, notice: Problem) -> None:
        """Show what the history has to say of itself until it is closed; after it comes what was told next."""
        if notice not in self._notices:
            self._notices.append(notice)
            self._render()

    def close_notice(self) -> None:
        """Show the next notice, if there is one: this one was read."""
        del self._notices[:1]
        self._render()

    def show_model(self, model_line: str) -> None:
        """Say which model answers from now on."""
        self._model_line = model_line
        self._render()

    def offer_another(self) -> None:
        """Put the next briefing in the place of the one that is offered; after the last the first comes again."""
        self._chosen.suggestion += 1
        self._render()

    def show_more_finished(self) -> None:
        self._chosen.finished = min(self._chosen.finished + FINISHED_AT_A_TIME, MOST_FINISHED)
        self._render()

    def _take_overview(self, overview: Overview) -> None:
        self._known.shelf, self._known.overview = overview.shelf, overview
        suggested = for_ten_minutes(overview.candidates)
        self._known.suggestions = tuple(islice(suggested, MOST_SUGGESTIONS))
        if overview.shelf.problems:
            self._problem = Problem.of(overview.shelf.problems[0])
        self._render()

    def _take_conversations(self, conversations: tuple[Conversation, ...]) -> None:
        self._known.conversations = conversations
        self._render()

    def _take_cards_due(self, due: int) -> None:
        self._known.cards_due = due
        self._render()

    def _show_failure(self, error: BaseException) -> None:
        self.show_problem(Problem.of(error))

    def _render(self) -> None:
        notice = self._notices[0] if self._notices else None
        if self._known.overview is None and self._problem is None and notice is None:
            return  # an empty shelf is not claimed before it was looked at
        view = home_view(self._known, self._chosen)
        self._page.render(replace(view, model_line=self._model_line, problem=self._problem, notice=notice))
