"""The first step: who one is, what happened, what is asked, and the documents."""

from itertools import groupby

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, ReadState, Step
from closeddoor.presenters.states.briefing import DocumentView as DocumentState
from closeddoor.ui.pages.practice.document_bar import DocumentBar
from closeddoor.ui.pages.practice.document_search import DocumentSearch
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.note_taking import NoteTaking
from closeddoor.ui.pages.practice.step_strip import minutes_words
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.theme.spacing import XL, XS, XXL, L, M, S
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.notices import UNSIGNED_PACK
from closeddoor.ui.widgets.prose import Prose, headline
from closeddoor.ui.widgets.words import rule, words

BESIDE_FROM_PX = 1000
TERMS_HINT = tr("Words with a dotted line explain themselves: rest on them, or press T in the document.")
NOTES_HINT = tr("Select words and press N to write a note beside them.")


class BriefColumn(QWidget):
    """Title, role, situation and how long each part takes; what is practised would tell what to look for."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Step, ...] | None = None
        self._title = Prose()
        self._unsigned = words(UNSIGNED_PACK, "small")
        self._role = words(face="document-soft")
        self._situation = Prose()
        self._way = QVBoxLayout()
        self._way.setSpacing(XS)
        self._terms = words(TERMS_HINT, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (self._title, self._unsigned, self._role, self._situation):
            column.addWidget(part)
        column.addSpacing(S)
        column.addWidget(rule())
        column.addWidget(words(tr("The way through"), "strong"))
        column.addLayout(self._way)
        column.addSpacing(S)
        column.addWidget(self._terms)
        column.addWidget(words(NOTES_HINT, "small"))
        column.addStretch(1)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, ReadState)
        self._title.set_text(headline(view.title))
        self._unsigned.setVisible(view.unsigned)
        self._role.setText(state.role)
        self._situation.set_text(state.situation)
        self._terms.setVisible(bool(view.terms))
        if self._shown != view.steps:
            self._shown = view.steps
            self._list_way(view.steps)

    def _list_way(self, steps: tuple[Step, ...]) -> None:
        """List the steps by sittings, each with its length, where one sitting is not enough."""
        empty(self._way)
        sittings = [tuple(part) for _, part in groupby(steps, key=lambda step: step.sitting)]
        for number, part in enumerate(sittings, 1):
            if len(sittings) > 1:
                self._way.addWidget(self._way_row(tr("Sitting {number}", number=number), _length(part), face="strong"))
            for step in part:
                self._way.addWidget(self._way_row(step.title, minutes_words(step.minutes)))
        whole = tr("In all, in {count} sittings", count=len(sittings)) if len(sittings) > 1 else tr("In all")
        self._way.addWidget(self._way_row(whole, _length(steps), face="strong"))

    def _way_row(self, title: str, length: str, *, face: str = "soft") -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words(title, "strong" if face == "strong" else "soft"), 1)
        minutes = words(length, "small")
        minutes.setWordWrap(False)
        layout.addWidget(minutes, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _length(steps: tuple[Step, ...]) -> str:
    return minutes_words(sum(step.minutes for step in steps))


class ReadStep(StepWidget):
    """The brief beside the documents where there is room, before them where there is not; one page, one scroll."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._documents: tuple[DocumentState, ...] = ()
        self._views: list[DocumentView] = []
        self._notes: list[NoteTaking] = []
        self._brief = BriefColumn()
        self._bar = DocumentBar(intents, tr("Find in the documents"))
        self._search = DocumentSearch(self._bar, self._reveal)
        self._sheets = QVBoxLayout()
        self._sheets.setSpacing(L)
        self._page = FlowPage(1160, top_px=M)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(XXL)
        self._row.addWidget(self._brief, 34)
        self._row.addLayout(self._sheets, 66)
        self._page.body.addLayout(self._row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, S, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar)
        outer.addWidget(self._page)

    def assign(self, view: BriefingViewState) -> None:
        self._brief.assign(view)
        if len(view.reading) != len(self._views):
            self._build(view.reading)
            self._search.set_views(self._views)
        self._bar.assign(view)
        for sheet, notes, document in zip(self._views, self._notes, view.reading, strict=True):
            sheet.set_document(document.text)
            sheet.set_terms(view.terms)
            notes.palette.offer((), can_edit=view.can_edit)
            notes.assign(document, can_edit=view.can_edit)

    def focus_search(self) -> bool:
        self._search.open()
        return True

    def first_field(self) -> QWidget | None:
        return self._page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        beside = room(self) >= BESIDE_FROM_PX
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self._row.setSpacing(XXL if beside else XL)

    def _build(self, documents: tuple[DocumentState, ...]) -> None:
        for document in documents[len(self._views) :]:
            sheet = QWidget()
            sheet.setProperty("ground", "surface")
            sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            view = DocumentView(document.title, grows=True)
            margins = QVBoxLayout(sheet)
            margins.setContentsMargins(M, XL, M, XL)
            margins.addWidget(view)
            self._views.append(view)
            self._notes.append(NoteTaking(view, self.intents))
            self._page.adopt(view)
            self._sheets.addWidget(sheet)
        self._sheets.addStretch(1)

    def _reveal(self, index: int, start: int) -> None:
        view = self._views[index]
        self._page.bring_up(view, view.place_rect(start, start).top(), 1 / 3)
