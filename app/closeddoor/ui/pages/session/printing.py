"""The papers of a session without a window, for the command line."""

from PySide6.QtGui import QGuiApplication

from closeddoor.presenters.states.session import PaperKind, Prepared
from closeddoor.ui.pages.session.papers import paper_steps


def paper_bytes(kind: PaperKind, prepared: Prepared) -> bytes:
    """Return one of the papers as a PDF file, set without a break."""
    application = QGuiApplication.instance() or QGuiApplication([])
    steps = paper_steps(kind, prepared)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            content: bytes = end.value
            del application
            return content
