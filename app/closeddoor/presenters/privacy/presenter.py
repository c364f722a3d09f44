"""The privacy room: which section shows, and what the overview says of each."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from closeddoor.presenters.states.privacy.room import SECTION_TITLES, RoomViewState, SectionName, SectionRow
from closeddoor.presenters.states.shared import Problem


class RoomPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: RoomViewState) -> None: ...


class Section(Protocol):
    """What the room needs of a section; each renders its own view."""

    @property
    def summary(self) -> str:
        """Return how it stands, in a few words; empty until it is known."""
        ...

    @property
    def summary_changed(self) -> SignalInstance: ...

    def refresh(self) -> None: ...

    def show_problem(self, problem: Problem) -> None: ...


class PrivacyPresenter(QObject):
    """Knows its sections by name; one that is not there has no line. `left`: the reader goes elsewhere."""

    left = Signal()

    def __init__(self, page: RoomPage, lead: Callable[[], tuple[str, ...]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._lead = lead
        self._sections: dict[SectionName, Section] = {}
        self._shown: SectionName | None = None
        self._problem: Problem | None = None
        self._is_held = False

    @property
    def section(self) -> str:
        """The section that shows alone; "" for the overview."""
        return self._shown or ""

    def hold(self, is_held: bool) -> None:  # noqa: FBT001 - a signal's value
        """Let the user stay in the section that shows: the history is closed, and no other has anything to read."""
        self._is_held = is_held
        self._render()

    def add(self, name: SectionName, section: Section) -> None:
        """Let the overview have a line for `section`, in the place that its name has there, when it is next shown."""
        self._sections[name] = section
        section.summary_changed.connect(self._render)

    def refresh(self, *, is_return: bool = False) -> None:
        """Look at everything anew; who comes sees the overview, who returns what they left."""
        if self._is_held:
            return
        if not is_return:
            self._shown = None
        self._problem = None
        self._render()
        for section in self._sections.values():
            section.refresh()

    def show_section(self, name: str) -> None:
        """Show one section alone, looked at anew; the overview for a name that has none."""
        shown = next((each for each in self._sections if each == name), None)
        if self._is_held:
            return
        if shown is None:
            self.refresh()
        elif shown != self._shown:
            self._shown = shown
            self._render()
            self._sections[shown].refresh()

    def go_back(self) -> bool:
        """Go from a section to the overview; return whether there was that way to go."""
        if self._shown is None:
            return False
        self.refresh()
        return True

    def show_problem(self, problem: Problem) -> None:
        """Say on the overview, or on the section that shows, what went wrong."""
        if self._shown is not None:
            self._sections[self._shown].show_problem(problem)
            return
        self._problem = problem
        self._render()

    def _render(self) -> None:
        rows = tuple(
            SectionRow(name, title, self._sections[name].summary)
            for name, title in SECTION_TITLES.items()
            if name in self._sections
        )
        self._page.render(RoomViewState(rows, self._shown, self._lead(), self._problem, is_held=self._is_held))
