"""The middle of the sandbox: the conversation, who answers, or the branches, and what is said beside them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from closeddoor.ui.pages.sandbox.asides import Asides
from closeddoor.ui.pages.sandbox.outline import Outline
from closeddoor.ui.pages.sandbox.set_up import SetUpPage
from closeddoor.ui.pages.sandbox.transcript import Transcript
from closeddoor.ui.theme.spacing import L, M


class Middle(QStackedWidget):
    """Shows one of the three. What is said beside the conversation scrolls with what shows.

    The branches are a list: over them it stands in `above_branches`. `stops_changed`: Tab goes another way now.
    """

    stops_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.transcript, self.set_up, self.outline = Transcript(), SetUpPage(), Outline()
        self.asides = Asides()
        self.above_branches = QVBoxLayout()
        self.above_branches.setContentsMargins(M, 0, L, 0)
        self._asides_home: QWidget | None = None
        self.setMinimumHeight(1)  # at large text sizes the field one writes in comes first
        for widget in (self.transcript, self.set_up, self.outline):
            self.addWidget(widget)
        self.set_up.stops_changed.connect(self.stops_changed)
        self.transcript.turns_changed.connect(self.stops_changed)
        self.asides.spoke.connect(self._show_asides)
        self._place_asides(self.transcript)

    @property
    def shows_conversation(self) -> bool:
        return self.currentWidget() is self.transcript

    def show_panel(self, name: str) -> None:
        """Show `set_up`, `branches`, or with an empty name the conversation."""
        shown = self.set_up if name == "set_up" else self.outline if name else self.transcript
        if self.currentWidget() is not shown:
            self.setCurrentWidget(shown)
        self._place_asides(shown)

    def _place_asides(self, panel: QWidget) -> None:
        if panel is self._asides_home:
            return
        self._asides_home = panel
        if panel is self.transcript:
            self.transcript.put_below(self.asides)
        elif panel is self.set_up:
            self.set_up.put_at_top(self.asides)
        else:
            self.above_branches.addWidget(self.asides)
        self.stops_changed.emit()

    def _show_asides(self) -> None:
        """Bring what is said now into view."""
        self.transcript.follow_end()
        self.set_up.show_top()
