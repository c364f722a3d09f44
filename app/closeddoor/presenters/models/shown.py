"""The one view state that the parts of the model room change together."""

from dataclasses import replace
from typing import Protocol

from closeddoor.presenters.states.models import ModelsViewState


class ModelsPage(Protocol):
    """What the room needs of its page."""

    def render(self, state: ModelsViewState) -> None: ...


class Shown:
    """Keeps the state and gives each new one to the page."""

    def __init__(self, page: ModelsPage, state: ModelsViewState) -> None:
        self._page = page
        self.state = state

    def show(self, **changes: object) -> None:
        """Change the state and render it."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._page.render(self.state)
