"""The frame: which page shows, what the privacy line says, how everything looks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, Protocol, cast

from PySide6.QtCore import QObject, Signal

from closeddoor.presenters.states.window import PageName, WindowViewState

BEFORE_UNLOCK = "Nothing leaves this laptop"
UNLOCKED = "Nothing leaves this laptop · history encrypted"


class Window(Protocol):
    """What this presenter needs of the window."""

    def render(self, state: WindowViewState) -> None: ...


class WindowPresenter(QObject):
    """Knows the page that shows; `page_shown` tells the others, who refresh what they show there."""

    page_shown = Signal(str)

    def __init__(self, window: Window, privacy_detail: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._state = WindowViewState(
            page="unlock", can_navigate=False, privacy_line=BEFORE_UNLOCK, privacy_detail=privacy_detail
        )

    @property
    def page(self) -> PageName:
        return self._state.page

    def start(self) -> None:
        self._window.render(self._state)

    def show(self, page: str) -> None:
        """Show a page; before the vault is open there is only the first one."""
        if self._state.can_navigate:
            self._state = replace(self._state, page=cast("PageName", page))
            self._window.render(self._state)
            self.page_shown.emit(page)

    def open(self) -> None:
        """The vault is open: everything can be reached."""
        self._state = replace(self._state, can_navigate=True, privacy_line=UNLOCKED)
        self.show("home")

    def apply(self, settings: Mapping[str, object]) -> None:
        """Follow the settings."""
        self._state = replace(
            self._state,
            theme=cast("Literal['system', 'light', 'dark']", settings["theme"]),
            text_scale=cast("float", settings["text_scale"]),
            reduced_motion=bool(settings["reduced_motion"]),
        )
        self._window.render(self._state)
