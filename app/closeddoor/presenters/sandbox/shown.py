"""The one view state that the parts of this presenter change together."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.presenters.states.shared import Problem


class SandboxPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: SandboxViewState) -> None: ...

    def append_text(self, message_id: int, piece: str) -> None: ...


class Shown:
    """Keeps the state and gives each new one to the page; `changed` is called when what is typed may have.

    `set_aside` is what stood in the field before an earlier turn was taken into it.
    """

    def __init__(self, page: SandboxPage, state: SandboxViewState) -> None:
        self._page = page
        self.state = state
        self.set_aside = ""
        self.changed: Callable[[], None] = _nobody

    def show(self, **changes: object) -> None:
        """Change the state and render it."""
        self.keep(**changes)
        self._page.render(self.state)

    def keep(self, **changes: object) -> None:
        """Change what the page shows already: what is typed, and what streams."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        if "draft" in changes or "set_up" in changes:
            self.changed()

    def append_text(self, message_id: int, piece: str) -> None:
        self._page.append_text(message_id, piece)

    def fail(self, error: BaseException) -> None:
        """Tell what went wrong; a mistake of ours is raised."""
        self.show(problem=Problem.of(error))

    def end_problem(self, over: Problem | None) -> None:
        """Tell no longer what went wrong, where that is what is told."""
        if over is not None and self.state.problem == over:
            self.show(problem=None)


def _nobody() -> None:
    """Nobody wants to know yet."""
