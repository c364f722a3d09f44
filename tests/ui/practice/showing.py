from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from closeddoor.presenters.states.briefing import BriefingViewState
from closeddoor.ui.pages.practice import BriefingPage

Kind = TypeVar("Kind", bound=QWidget)


def show(page: BriefingPage, state: BriefingViewState) -> None:
    """Render `state` and let Qt lay it out."""
    page.render(state)
    QApplication.processEvents()


def found(page: QWidget, kind: type[Kind]) -> Kind:
    """Return the one `kind` on the page."""
    widget = page.findChild(kind)
    assert isinstance(widget, kind)
    return widget


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
