"""The desk before a session: which briefing, what it takes, what to print, and on to the projector."""

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.paper import Prepare
from closeddoor.presenters.states.session import PaperKind, Prepared, SessionRow, SessionViewState
from closeddoor.presenters.words import counted
from closeddoor.ui.file_choice import ask_where_to_save
from closeddoor.ui.pages.session.papers import PAPERS, paper_steps, paper_title
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import link, primary, secondary
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.words import rule, set_words, words

ABOUT = tr(
    "For two to eight people in one room. The projector shows the papers, then clause by clause what is to be said of"
    " them. No names, no scores; nothing that happens in a session is stored, on this laptop or anywhere."
)
LOCKING = tr(
    "Open this page before you switch the projector on: everybody sees what it shows. The window locks as it always"
    " does when nobody touches it."
)
OF_GUIDE = tr("As the author's guide has it.")
WORKED_OUT = tr("The author's guide has no table of minutes: this was worked out from what there is to read and to do.")
NONE_FITS = tr("No briefing has these words.")
PDF_FILES = tr("PDF (*.pdf)")
KINDS: tuple[PaperKind, ...] = ("documents", "guide", "hands")


class SessionPage(ColumnPage):
    """A list of briefings, or the one that was chosen."""

    briefing_chosen = Signal(str, str)
    put_back_requested = Signal()
    text_changed = Signal(str)
    more_requested = Signal()
    begin_requested = Signal()
    paper_requested = Signal(object, object)  # Path, Prepare
    paper_given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(760, parent)
        self._rows: tuple[SessionRow, ...] = ()
        self._chosen: Prepared | None = None
        self._problem, self._busy = ProblemBanner(), BusyLine()
        self._busy.cancel_requested.connect(self.paper_given_up)
        self._saved = words(face="soft")
        self._find = Line()
        self._find.setAccessibleName(tr("Find a briefing by words"))
        self._find.setPlaceholderText(tr("Find a briefing by words"))
        self._find.textEdited.connect(self.text_changed)
        self._list = Rows(tr("Which briefing?"), NONE_FITS, "heading")
        self._more = secondary(tr("Show more"))
        self._more.clicked.connect(self.more_requested)
        self._choosing, self._ready = QWidget(), QWidget()
        self._ready_column = QVBoxLayout(self._ready)
        self._ready_column.setContentsMargins(0, 0, 0, 0)
        self._ready_column.setSpacing(M)
        self._lay_out()

    def render(self, state: SessionViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        self._busy.render(state.busy)
        if state.saved_line and state.saved_line != self._saved.text():
            announce(self, state.saved_line)
        set_words(self._saved, state.saved_line)
        if self._find.text() != state.text:
            self._find.setText(state.text)
        self._more.setVisible(state.more > 0)
        self._more.set_words(tr("Show more ({more} left)", more=state.more))
        if state.rows != self._rows or not state.is_known:
            self._rows = state.rows
            self._draw_rows()
        if state.chosen != self._chosen:
            self._chosen = state.chosen
            self._draw_chosen()
        self._choosing.setVisible(self._chosen is None)
        self._list.setVisible(state.is_known)
        self._ready.setVisible(self._chosen is not None)

    def _draw_rows(self) -> None:
        self._list.clear()
        for row in self._rows:
            button = RowButton(row.title, row.about)
            button.clicked.connect(partial(self._choose, row.pack_id, row.scenario_id))
            self._list.put(button)
        order_by_layout(self)

    def _choose(self, pack_id: str, scenario_id: str) -> None:
        self.briefing_chosen.emit(pack_id, scenario_id)

    def _draw_chosen(self) -> None:
        empty(self._ready_column)
        if self._chosen is not None:
            self._add_chosen(self._chosen)
            self.verticalScrollBar().setValue(0)
            order_by_layout(self)

    def _add_chosen(self, prepared: Prepared) -> None:
        begin = primary(tr("Begin on the projector"))
        begin.clicked.connect(self.begin_requested)
        other = link(tr("Another briefing"))
        other.clicked.connect(self.put_back_requested)
        column, left = self._ready_column, Qt.AlignmentFlag.AlignLeft
        column.addWidget(words(prepared.title, "heading"))
        column.addWidget(words(_in_short(prepared), "soft"))
        column.addWidget(other, 0, left)
        column.addSpacing(S)
        column.addWidget(begin, 0, left)
        column.addWidget(words(LOCKING, "small"))
        self._add_papers(prepared)
        self._add_run(prepared)
        begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_papers(self, prepared: Prepared) -> None:
        self._add_heading(tr("On paper"))
        buttons = QWidget()  # a layout by itself would leave its buttons behind when the column is emptied
        row = Flow(gap_px=S)
        for kind in KINDS:
            button = secondary(tr("{paper} …", paper=PAPERS[kind].title), "document")
            button.clicked.connect(partial(self._ask_where, kind, prepared))
            row.addWidget(button)
        buttons.setLayout(row)
        self._ready_column.addWidget(buttons)
        about = tr("PDF files. Only the discussion guide holds what the author thinks: keep it to yourself.")
        self._ready_column.addWidget(words(about, "small"))

    def _add_run(self, prepared: Prepared) -> None:
        self._add_heading(tr("Run of show"))
        self._ready_column.addWidget(words(OF_GUIDE if prepared.is_run_of_guide else WORKED_OUT, "small"))
        for step in prepared.steps:
            self._ready_column.addWidget(words(tr("{when}   {title}", when=step.when, title=step.title)))

    def _add_heading(self, title: str) -> None:
        self._ready_column.addSpacing(M)
        self._ready_column.addWidget(words(title, "strong"))
        self._ready_column.addWidget(rule(strong=True))

    def _ask_where(self, kind: PaperKind, prepared: Prepared) -> None:
        title = paper_title(kind, prepared)
        prepare: Prepare = partial(paper_steps, kind, prepared)
        ask_where_to_save(self, title, _file_name(title), PDF_FILES, partial(self._hand_over, prepare))

    def _hand_over(self, prepare: Prepare, path: Path) -> None:
        self.paper_requested.emit(path, prepare)

    def _lay_out(self) -> None:
        choosing = QVBoxLayout(self._choosing)
        choosing.setContentsMargins(0, 0, 0, 0)
        choosing.setSpacing(M)
        choosing.addWidget(self._find)
        choosing.addWidget(self._list)
        choosing.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(words(tr("A session with a group"), "title"))
        self.body.addWidget(words(ABOUT, "document-soft"))
        for widget in (self._problem, self._busy, self._saved, self._choosing, self._ready):
            self.body.addWidget(widget)
        self.body.addStretch(1)


def _in_short(prepared: Prepared) -> str:
    minutes = sum(step.minutes for step in prepared.steps)
    documents = counted(len(prepared.documents), "document")
    return tr("{module} · {documents} · {minutes} minutes with a group", module=prepared.module, documents=documents,
              minutes=minutes)  # fmt: skip


def _file_name(title: str) -> str:
    """Return a name that every file system takes."""
    return " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", title).split())[:100].strip(" .") + ".pdf"
