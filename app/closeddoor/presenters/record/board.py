"""What the parts of the record's presenter share: the state on the page, results that come back, the offer to undo."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol, TypeVar

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.record.undoing import Undoing
from closeddoor.presenters.states.record import RecordViewState
from closeddoor.presenters.states.shared import Problem

T = TypeVar("T")


class RecordPage(Protocol):
    """What the record needs of its page."""

    def render(self, state: RecordViewState) -> None: ...


class RecordBoard:
    """Holds the one state; each change of it is shown."""

    def __init__(self, page: RecordPage, dispatcher: Dispatcher) -> None:
        self._page = page
        self._dispatcher = dispatcher
        self._undoing = Undoing()
        self.state = RecordViewState()

    def show(self, **changes: object) -> None:
        """Change some fields of the state, by name."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # names of its own
        self._page.render(self.state)

    def deliver(
        self, future: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        """Call `done` with a result; a known failure is shown, by `failed` if there is one."""
        self._dispatcher.deliver(future, done, failed or self.show_failure)

    def show_failure(self, error: BaseException) -> None:
        """Say what went wrong; a fault of ours is raised."""
        self.show(busy=None, question=None)
        self.show(problem=Problem.of(error), is_ready=True)

    def offer(self, text: str, undo: Callable[[], None], settled: Callable[[], None] = lambda: None) -> None:
        """Offer to undo what was just done; what was offered before passes first."""
        self._undoing.offer(text, undo, settled)
        self.show(undo=self._undoing.current)

    def accept_undo(self, token: int) -> None:
        self._undoing.undo(token)
        self.show(undo=self._undoing.current)

    def let_pass(self, token: int) -> None:
        """Let an offer pass: what was done stays done."""
        self._undoing.settle(token)
        self.show(undo=self._undoing.current)
