"""The documents of the conversation, above the field where one writes, and what of them the model was given.

`sources`, `said` and `undo` have their places in the strip until a page gives them others; `brief` stands for the strip
where there is no room for it.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.attachments import AttachmentRow, AttachmentsViewState, PassageView, SourceRow
from closeddoor.ui.document_drop import DocumentDrop
from closeddoor.ui.file_choice import ask_for_files
from closeddoor.ui.pages.sandbox.passage import PassageDialog
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import TARGET, S
from closeddoor.ui.widgets.buttons import link, quiet
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.menu import LINE, Item, MenuButton, menu_of
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.undo_band import UndoBand
from closeddoor.ui.widgets.words import set_words, words

DOCUMENTS = tr("Documents (*.pdf *.docx *.pptx *.xlsx *.txt *.md);;Any file (*)")
PRACTISE = tr("Practise on a document of yours")
SWITCHED_OFF = tr("Documents of your own are switched off here …")
ANOTHER = tr("Practise on another document")
_NAMED_SOURCES = 3
"""So many are named in full; of more, the numbers stand in a row, and say where they lead when asked."""
_LONGEST_NAME = 34
_NAMES_PX = 84
"""Two lines of names at text size 1.0."""


class AttachmentStrip(QWidget):
    """Shows documents as a row of names; a name opens the document, the sign beside it removes it."""

    attach_requested = Signal(object)  # Sequence[Path]
    cancel_requested = Signal()
    remove_requested = Signal(int)
    undo_requested = Signal()
    undo_settled = Signal()
    document_requested = Signal(int)
    practice_requested = Signal()
    document_practice_requested = Signal(int)
    source_requested = Signal(int)
    stops_changed = Signal()
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = AttachmentsViewState()
        self._attach = quiet(
            tr("Attach documents"), "document", hint=tr("PDF, Word, PowerPoint, Excel, text: read here only")
        )
        self._attach.clicked.connect(self._ask)
        self._practise = quiet(PRACTISE, hint=tr("Turn it into a briefing for yourself"))
        self._practise.clicked.connect(self._ask_for_practice)
        self._closed_off = SwitchedOff()
        self._closed_off.asked.connect(self.policy_requested)
        self.brief = MenuButton(tr("Documents"), self._items, "document")
        self._many = MenuButton(tr("Documents"), self._items_of_rows, "list")
        self._flow_of_sources = QWidget()
        self._documents = QWidget()
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._problem = ProblemBanner()
        self._remark = words(face="small")
        self.sources = QWidget()
        self.said: tuple[QWidget, ...] = (self._problem, self._busy, self._remark)
        self.undo = self._undo = UndoBand()
        self._lay_out()
        self._show_rows(())
        self._show_sources(())
        set_words(self._remark, "")

    def take_drops_on(self, page: QWidget) -> None:
        """Let files dropped anywhere on `page` be attached."""
        DocumentDrop(page, self.attach_requested.emit)

    def render(self, state: AttachmentsViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        before, self._state = self._state, state
        if state.rows != before.rows:
            self._show_rows(state.rows)
        if state.sources != before.sources:
            self._show_sources(state.sources)
        if (state.rows, state.sources) != (before.rows, before.sources):
            self.stops_changed.emit()
        self._attach.setEnabled(not state.refusal)
        self._practise.setVisible(not state.refusal)
        self._closed_off.say(state.refusal, self._attach)
        self._busy.render(state.busy)
        self._problem.render(state.problem)
        set_words(self._remark, state.remark)
        if state.undo and state.undo != before.undo:
            self._undo.offer(state.undo, self.undo_requested.emit, self.undo_settled.emit)
        elif not state.undo and before.undo:
            self._undo.settle()

    def show_passage(self, passage: PassageView) -> None:
        """Open the reading pane over the page."""
        dialog = PassageDialog(passage, self.window())
        dialog.practice_requested.connect(lambda: self.document_practice_requested.emit(passage.attachment_id))
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._show_sources(self._state.sources)
            self._fit()

    def _ask_for_practice(self) -> None:
        """Offer what is attached before anything else is looked for."""
        if any(row.can_practise for row in self._state.rows):
            menu_of(self._practise, self._practice_items()).popup(
                self._practise.mapToGlobal(self._practise.rect().bottomLeft())
            )
        else:
            self.practice_requested.emit()

    def _practice_items(self) -> Sequence[Item]:
        attached = [
            Item(tr("“{name}”", name=row.name), partial(self.document_practice_requested.emit, row.attachment_id))
            for row in self._state.rows
            if row.can_practise
        ]
        return (*attached, LINE, Item(tr("Another document …"), self.practice_requested.emit))

    def _items(self) -> Sequence[Item]:
        """Return all that can be done with documents, for where they do not show."""
        rows = self._items_of_rows()
        if self._state.refusal:
            closed = Item(SWITCHED_OFF, self.policy_requested.emit)
            return (*rows, LINE, closed) if rows else (closed,)
        attach = Item(tr("Attach documents …"), self._ask)
        practise = Item(ANOTHER if rows else PRACTISE, self.practice_requested.emit)
        return (*rows, LINE, attach, practise) if rows else (attach, practise)

    def _items_of_rows(self) -> Sequence[Item]:
        return [Item(row.name, items=self._items_of(row)) for row in self._state.rows]

    def _items_of(self, row: AttachmentRow) -> Sequence[Item]:
        here = row.attachment_id
        practise = Item(tr("Practise on it"), partial(self.document_practice_requested.emit, here))
        return (
            Item(tr("Open ({about})", about=row.about), partial(self.document_requested.emit, here)),
            *((practise,) if row.can_practise else ()),
            Item(tr("Remove"), partial(self.remove_requested.emit, here)),
        )

    def _ask(self) -> None:
        def chosen(paths: Sequence[Path]) -> None:
            self.attach_requested.emit(paths)

        ask_for_files(self.window(), tr("Attach documents"), DOCUMENTS, chosen)

    def _show_rows(self, rows: Sequence[AttachmentRow]) -> None:
        fresh = QWidget()
        flow = Flow(fresh)
        for row in rows:
            flow.addWidget(self._row(row))
        _put_in_place_of(self._documents, fresh, self._column)
        self._documents = fresh
        count = tr_many("{count} document", "{count} documents", len(rows), count=len(rows))
        for button in (self.brief, self._many):
            button.set_words(count if rows else tr("Documents"))
        self._fit()

    def _row(self, row: AttachmentRow) -> QWidget:
        holder = QWidget()
        open_it = link(_short(row.name), hint=tr("Open {name}: {about}", name=row.name, about=row.about))
        open_it.setAccessibleName(f"{row.name}, {row.about}")
        open_it.clicked.connect(lambda: self.document_requested.emit(row.attachment_id))
        remove = quiet(tr("Remove {name}", name=row.name), "close", icon_only=True)
        remove.clicked.connect(lambda: self.remove_requested.emit(row.attachment_id))
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, S, 0)
        line.setSpacing(0)
        for part in (open_it, remove):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _show_sources(self, sources: Sequence[SourceRow]) -> None:
        fresh = QWidget()
        flow = Flow(fresh)
        if sources:
            flow.addWidget(_level_with_links(tr("The last question was asked with")))
        for source in sources:
            flow.addWidget(self._source(source, is_named=len(sources) <= _NAMED_SOURCES))
        _put_in_place_of(self._flow_of_sources, fresh, self._column_of_sources)
        self._flow_of_sources = fresh
        self.sources.setVisible(bool(sources))

    def _source(self, source: SourceRow, *, is_named: bool) -> QWidget:
        shown = f"[{source.number}] {_short(source.words)}" if is_named else f"[{source.number}]"
        button = link(shown, hint=source.words)
        button.setMinimumWidth(TARGET)
        button.setAccessibleName(tr("Passage {number}: {words}", number=source.number, words=source.words))
        button.clicked.connect(lambda: self.source_requested.emit(source.number))
        return button

    def _lay_out(self) -> None:
        row = Flow()
        row.addWidget(self._attach)
        row.addWidget(self._many)
        row.addWidget(self._practise)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)
        self._column_of_sources = QVBoxLayout(self.sources)
        self._column_of_sources.setContentsMargins(0, 0, 0, 0)
        self._column_of_sources.addWidget(self._flow_of_sources)
        for widget in (self.sources, *self.said, self._undo, self._documents):
            self._column.addWidget(widget)
        self._column.addLayout(row)
        self._column.addWidget(self._closed_off)

    def _fit(self) -> None:
        """Name the documents where they take no more than two lines at this width, else count them."""
        layout = self._documents.layout()
        if layout is None:
            return
        is_little = layout.heightForWidth(max(self.width(), scaled(200))) <= scaled(_NAMES_PX)
        self._documents.setVisible(bool(self._state.rows) and is_little)
        self._many.setVisible(bool(self._state.rows) and not is_little)


def _put_in_place_of(old: QWidget, fresh: QWidget, column: QVBoxLayout) -> None:
    column.replaceWidget(old, fresh)
    old.hide()
    old.deleteLater()


def _level_with_links(text: str) -> QWidget:
    """Return small words that stand at the height of the links beside them."""
    label = words(text, "small")
    label.setWordWrap(False)
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
    holder.setFixedHeight(max(label.sizeHint().height(), link("[1]").sizeHint().height()))
    return holder


def _short(text: str) -> str:
    """Return a name that fits a line; its end stays, for it tells the format and the page."""
    half = _LONGEST_NAME // 2
    return text if len(text) <= _LONGEST_NAME else f"{text[:half]}…{text[-half:]}"
