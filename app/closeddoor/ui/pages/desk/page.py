"""The facilitator's desk: a choice of pack, then its parts, one at a time; a document beside its source."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.desk import DeskViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.ui.pages.desk.choose import Choose
from closeddoor.ui.pages.desk.reading import Reading
from closeddoor.ui.pages.desk.work import Work
from closeddoor.ui.pages.practice.panes import Panes
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.document.positions import code_points_within
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import words

PREVIEW = tr("Preview: what a participant would see. Nothing of it is recorded.")


class DeskPage(QWidget):
    """Emits what the user does; keys are those of the state. Marks carry target or decoy, and code points.

    `preview_ended`: the user is done with what `show_preview` showed.
    """

    folder_chosen = Signal(object)
    begin_requested = Signal(object, str, str, str)
    part_requested = Signal(str)
    finding_requested = Signal(str, str)
    written = Signal(str, str)
    pressed = Signal(str)
    mark_requested = Signal(str, int, int)
    source_mark_requested = Signal(str, int, int)
    task_chosen = Signal(str)
    label_chosen = Signal(str)
    step_back_requested = Signal()
    decided = Signal(bool)
    key_chosen = Signal(object)
    new_key_wanted = Signal(object)
    former_chosen = Signal(object)
    build_requested = Signal(object, object)
    cancel_requested = Signal()
    preview_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose, self._form, self._beside, self._reading = Choose(), Work(), Work(620), Reading()
        self._panes = Panes(
            self._reading,
            self._beside,
            first_words=tr("See the text"),
            second_words=tr("Go to its source"),
            shares=(54, 46),
        )
        self._preview = QWidget()
        self._preview_column = QVBoxLayout(self._preview)
        self._previewed: QWidget | None = None
        self._shows = ("", "")
        self._told: tuple[str, Problem | None] = ("", None)
        self._stack = QStackedWidget()
        for page in (self._choose, self._form, self._panes, self._preview):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._frame_preview()
        self._relay()

    def render(self, state: DeskViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        is_other = (state.stage, state.part) != self._shows
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        if state.stage == "choose":
            self._choose.render(state)
        elif state.stage == "document":
            self._beside.render(state)
            self._reading.render(state.document, is_other=is_other)
        else:
            self._form.render(state)
        self._shows = (state.stage, state.part)
        self._told = (state.said, state.problem)
        self._tell()
        if self._previewed is None:
            shown = {"choose": self._choose, "document": self._panes}.get(state.stage, self._form)
            self._stack.setCurrentWidget(shown)
            if is_other and had_focus:
                self._take_focus(state.stage)

    def _take_focus(self, stage: str) -> None:
        """Let the keyboard begin where another part shows: what was pressed to come here is gone."""
        if stage == "choose":
            self._choose.take_focus()
        else:
            (self._beside if stage == "document" else self._form).take_focus()

    def show_field(self, key: str) -> None:
        """Bring a field into view, with the keyboard in it."""
        if self._stack.currentWidget() is self._panes:
            self._panes.show_second()
            self._beside.show_field(key)
        else:
            self._form.show_field(key)

    def show_mark(self, span: str) -> None:
        """Bring a mark of the document into view."""
        self._panes.show_first()
        self._reading.show_mark(span)

    def show_preview(self, page: QWidget) -> None:
        """Show a page of the participant's over the desk, until `preview_ended`."""
        self.end_preview()
        self._previewed = page
        self._preview_column.addWidget(page, 1)
        page.show()
        self._stack.setCurrentWidget(self._preview)
        announce(self, PREVIEW)

    def end_preview(self) -> None:
        """Take the preview away; who shows one anew makes its page anew."""
        if self._previewed is not None:
            self._previewed.hide()
            self._previewed.deleteLater()
            self._previewed = None

    def has_preview(self) -> bool:
        return self._previewed is not None

    def _tell(self) -> None:
        """Say beside the text what the pane that does not show would say."""
        self._reading.tell(*(("", None) if self._panes.shows_both() else self._told))

    def _mark(self, kind: str) -> None:
        start, end = self._reading.view().selected()
        if start < end:
            self._reading.view().clear_selection()
            self.mark_requested.emit(kind, start, end)
            return
        source = self._beside.groups().source()
        cursor = source.area.textCursor() if source is not None else None
        text = source.area.draft() if source is not None else ""
        first = code_points_within(text, cursor.selectionStart()) if cursor is not None else 0
        last = code_points_within(text, cursor.selectionEnd()) if cursor is not None else 0
        self.source_mark_requested.emit(kind, first, last)

    def _frame_preview(self) -> None:
        head = QWidget()
        row = Flow(gap_px=M, on_one_line=True)
        row.addWidget(words(PREVIEW, "strong"))
        back = secondary(tr("Back to the desk"), "back")
        back.clicked.connect(self.preview_ended)
        row.addWidget(back)
        within = QVBoxLayout(head)
        within.setContentsMargins(L, S, L, S)
        within.addLayout(row)
        self._preview_column.setContentsMargins(0, 0, 0, 0)
        self._preview_column.addWidget(head)

    def _relay(self) -> None:
        self._panes.room_changed.connect(lambda _: self._tell())
        self._choose.folder_chosen.connect(self.folder_chosen)
        self._choose.row_chosen.connect(self.part_requested)
        self._choose.begin_requested.connect(self.begin_requested)
        self._reading.mark_requested.connect(self._mark)
        self._reading.task_chosen.connect(self.task_chosen)
        self._reading.label_chosen.connect(self.label_chosen)
        self._reading.view().range_activated.connect(lambda span: self.show_field(f"mark {span}"))
        for work in (self._form, self._beside):
            work.written.connect(self.written)
            work.pressed.connect(self.pressed)
            work.part_requested.connect(self.part_requested)
            work.finding_requested.connect(self.finding_requested)
            work.step_back_requested.connect(self.step_back_requested)
            work.decided.connect(self.decided)
            work.cancel_requested.connect(self.cancel_requested)
        self._form.build.key_chosen.connect(self.key_chosen)
        self._form.build.new_key_wanted.connect(self.new_key_wanted)
        self._form.build.former_chosen.connect(self.former_chosen)
        self._form.build.build_requested.connect(self.build_requested)
