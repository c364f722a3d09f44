"""The model page: which one is in use, a question before anything is read, and the list of what was found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.models_found import ModelsViewState
from closeddoor.ui.document_drop import DocumentDrop
from closeddoor.ui.file_choice import ask_for_files
from closeddoor.ui.pages.models_found.choice import ModelChoice
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.words import rule, set_words, words

ABOUT_ASKING = tr(
    "Closed Door can use a model that another application has already put on this laptop. It looks only after you"
    " press the button, only in these folders, and only at names, sizes and the first bytes of files."
)
ABOUT_COPIES = tr(
    "Used where it is, a model goes when its application removes it or you move its file. A copy stays with Closed"
    " Door's files on this disk, also when you keep no history."
)
ABOUT_FILES = tr(
    "Any conversation model in the GGUF format that is one file: choose it, or drop it on this page. It is read once"
    " from beginning to end, so that it is known again."
)
MODELS = tr("Models (*.gguf);;Any file (*)")


class ModelsFoundPage(ColumnPage):
    """Says what the user wants of the models; keeps nothing."""

    look_requested = Signal()
    model_chosen = Signal(int)
    use_requested = Signal()
    copy_requested = Signal()
    cancel_requested = Signal()
    again_requested = Signal()
    files_chosen = Signal(object)  # Sequence[Path]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(720, parent)
        self._state: ModelsViewState | None = None
        self._line, self._caveat = words(face="heading"), words(face="soft")
        self._problem, self._busy = ProblemBanner(), BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._done = words(face="strong")
        self._places = words(face="small")
        self._look = primary(tr("Look for models"))
        self._look.clicked.connect(self.look_requested)
        self._found = words(face="soft")
        self._choice = ModelChoice()
        self._choice.chosen.connect(self.model_chosen)
        self._use, self._copy = primary(tr("Use it where it is")), secondary(tr("Copy it first"))
        self._again = secondary(tr("Look again"))
        self._file = secondary(tr("Choose a model file"))
        self._file.clicked.connect(self._ask_for_file)
        self._asking, self._list = self._make_question(), self._make_list()
        self._lay_out()
        DocumentDrop(self, self.files_chosen.emit)

    def render(self, state: ModelsViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._line.setText(state.model_line)
        self._caveat.setText(state.caveat)
        self._problem.render(state.problem)
        self._busy.render(state.busy)
        self._tell_done(state.done_line)
        set_words(self._places, "\n".join(state.places))
        is_asking = state.phase in ("ask", "looking")
        had_focus = self._look.hasFocus() or self._file.hasFocus()
        self._asking.setVisible(is_asking)
        self._list.setVisible(not is_asking)
        self._look.setEnabled(state.busy is None)
        self._list.setEnabled(state.busy is None)
        set_words(self._found, state.found_line)
        self._choice.render(state.rows, state.chosen, state.passed_over)
        self._render_buttons(state)
        self._file.setEnabled(state.phase not in ("looking", "taking"))
        if state.problem is not None:
            self.ensureWidgetVisible(self._problem)  # what was pressed may stand far below it
        if had_focus and state.phase == "list":
            self._choice.focus_first()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt's event
        if self._look.isVisible():
            self._look.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._choice.focus_first()

    def _render_buttons(self, state: ModelsViewState) -> None:
        is_starter = state.chosen == 0
        for button in (self._use, self._copy):
            button.setEnabled(state.chosen is not None)
        self._use.set_words(tr("Use this model") if is_starter else tr("Use it where it is"))
        self._copy.setVisible(not is_starter)
        self._again.set_words(tr("Look again") if state.has_looked else tr("Look for models of other apps"))

    def _tell_done(self, line: str) -> None:
        if line and line != self._done.text():
            announce(self._done, line)
        set_words(self._done, line)

    def _make_question(self) -> QWidget:
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(words(tr("Look for models of other apps?"), "heading"))
        column.addWidget(words(ABOUT_ASKING, "soft"))
        column.addWidget(self._places)
        column.addSpacing(S)
        column.addWidget(self._look, 0, Qt.AlignmentFlag.AlignLeft)
        return asking

    def _make_own(self) -> QWidget:
        own = QWidget()
        column = QVBoxLayout(own)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(rule())
        column.addWidget(words(tr("A model file of your own"), "heading"))
        column.addWidget(words(ABOUT_FILES, "soft"))
        column.addWidget(self._file, 0, Qt.AlignmentFlag.AlignLeft)
        return own

    def _ask_for_file(self) -> None:
        ask_for_files(self.window(), tr("Choose a model file"), MODELS, self.files_chosen.emit)

    def _make_list(self) -> QWidget:
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(words(tr("Models on this laptop"), "heading"))
        column.addWidget(self._found)
        column.addWidget(self._choice)
        column.addWidget(words(ABOUT_COPIES, "small"))
        buttons = QWidget()
        row = Flow(buttons, gap_px=M)
        for button, wanted in (
            (self._use, self.use_requested),
            (self._copy, self.copy_requested),
            (self._again, self.again_requested),
        ):
            button.clicked.connect(wanted)
            row.addWidget(button)
        column.addWidget(buttons)
        return found

    def _lay_out(self) -> None:
        self.body.addWidget(words(tr("Model"), "title"))
        self.body.addSpacing(S)
        self.body.addWidget(words(tr("In use"), "kicker"))
        self.body.addWidget(self._line)
        self.body.addWidget(self._caveat)
        self.body.addWidget(self._done)
        self.body.addSpacing(L)
        self.body.addWidget(rule(strong=True))
        self.body.addSpacing(S)
        self.body.addWidget(self._problem)
        self.body.addWidget(self._busy)
        self.body.addWidget(self._asking)
        self.body.addWidget(self._list)
        self.body.addSpacing(L)
        self.body.addWidget(self._make_own())
        self.body.addStretch(1)
