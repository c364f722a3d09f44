"""The model room's page: four sections under each other, in the order in which one asks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.models import ModelsViewState
from closeddoor.ui.document_drop import DocumentDrop
from closeddoor.ui.pages.models.better import BetterSection
from closeddoor.ui.pages.models.choosing import ChoosingSection
from closeddoor.ui.pages.models.in_use import InUseSection
from closeddoor.ui.pages.models.trust import TrustSection
from closeddoor.ui.theme.spacing import XL, S
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.tab_order import fields_of
from closeddoor.ui.widgets.words import rule, words

WIDTH_PX = 720


class ModelsPage(FlowPage):
    """Shows the room; each section says by itself what the user wants. A model file can be dropped anywhere on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH_PX, parent)
        self.in_use, self.trust = InUseSection(), TrustSection()
        self.choosing, self.better = ChoosingSection(), BetterSection()
        self.body.addWidget(words(tr("Model room"), "title"))
        self.body.addWidget(rule(strong=True))
        self.body.addSpacing(S)
        for section in (self.in_use, self.trust, self.choosing, self.better):
            self.body.addWidget(section)
            self.body.addSpacing(XL)
        self.body.addStretch(1)
        DocumentDrop(self, self.choosing.files_chosen.emit)

    def render(self, state: ModelsViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self.in_use.render(state.in_use)
        self.trust.render(state.trust)
        self.choosing.render(state)
        self.better.render(state.better)
        if state.problem is not None:
            self.ensureWidgetVisible(self.choosing.problem_banner())  # what was pressed may stand far from it

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to the first thing that can be done."""
        super().focusInEvent(event)
        first = next((each for each in fields_of(self) if each.isVisibleTo(self) and each.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
