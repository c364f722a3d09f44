"""The doors to the practice on own documents, and away from it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from closeddoor.presenters.window import WindowPresenter

if TYPE_CHECKING:
    from closeddoor.presenters.own_practice import OwnPracticePresenter


def lead_to_own_practice(
    presenter: "OwnPracticePresenter", frame: WindowPresenter, show: Callable[[str], None]
) -> None:
    """Show its page when a document is opened, and go back when it is closed; `show` brings a page by its name."""
    ways = OwnPracticeWays(frame, show)
    presenter.opened.connect(lambda: ways.open())  # noqa: PLW0108 - Qt keeps no method's object
    presenter.closed.connect(lambda: ways.close())  # noqa: PLW0108 - as above


class OwnPracticeWays:
    """Leads from a document that was opened on another page back there, and from any other to the choice of one."""

    def __init__(self, frame: WindowPresenter, show: Callable[[str], None]) -> None:
        self._frame = frame
        self._show = show
        self._is_from_elsewhere = False

    def open(self) -> None:
        self._is_from_elsewhere = self._frame.page != "own_practice"
        self._show("own_practice")

    def close(self) -> None:
        if self._is_from_elsewhere and self._frame.page == "own_practice":
            self._frame.back()
        self._is_from_elsewhere = False
