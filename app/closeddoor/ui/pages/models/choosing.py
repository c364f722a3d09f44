"""The section on other models: a question before anything is read, the list of what was found, a file of one's own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.models import ModelsViewState
from closeddoor.ui.file_choice import ask_for_files
from closeddoor.ui.pages.models.choice import ModelChoice
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import set_words, words

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


class ChoosingSection(HeadedPart):
    """Says which model the user wants and how; keeps nothing."""

    look_requested = Signal()
    model_chosen = Signal(int)
    use_requested = Signal()
    copy_requested = Signal()
    cancel_requested = Signal()
    again_requested = Signal()
    starter_requested = Signal()
    files_chosen = Signal(object)  # Sequence[Path]
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Choose another"), "heading")
        self.setParent(parent)
        self._problem, self._busy = ProblemBanner(), BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._done = words(face="strong")
        self._places = words(face="small")
        self._look = primary(tr("Look for models"))
        self._look.clicked.connect(self.look_requested)
        self._found = words(face="soft")
        self._bound = SwitchedOff()
        self._bound.asked.connect(self.policy_requested)
        self._choice = ModelChoice()
        self._choice.chosen.connect(self.model_chosen)
        self._use, self._copy = primary(tr("Use it where it is")), secondary(tr("Copy it first"))
        self._again = secondary(tr("Look again"))
        self._file, self._starter = secondary(tr("Choose a model file")), secondary(tr("Use the one that came along"))
        self._file.clicked.connect(self._ask_for_file)
        self._starter.clicked.connect(self.starter_requested)
        self._asking, self._list = self._make_question(), self._make_list()
        for part in (self._bound, self._done, self._problem, self._busy, self._asking, self._list):
            self.column.addWidget(part)
        self.column.addSpacing(L)
        self.column.addWidget(self._make_own())

    def render(self, state: ModelsViewState) -> None:  # type: ignore[override]  # a state, not a paint device
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
        closed = () if state.may_choose else (self._look, self._file)
        self._bound.say(state.rule, *closed, *(() if state.may_use_starter else (self._starter,)))
        if had_focus and state.phase == "list":
            self._choice.focus_first()

    def problem_banner(self) -> QWidget:
        """Return what says what went wrong: it may stand far from what was pressed."""
        return self._problem

    def _render_buttons(self, state: ModelsViewState) -> None:
        is_starter = state.chosen == 0
        for button in (self._use, self._copy):
            button.setEnabled(state.chosen is not None and (state.may_use_starter if is_starter else state.may_choose))
        self._use.set_words(tr("Use this model") if is_starter else tr("Use it where it is"))
        self._copy.setVisible(not is_starter)
        self._again.set_words(tr("Look again") if state.has_looked else tr("Look for models of other apps"))
        self._starter.setVisible(state.offers_starter)
        self._starter.setEnabled(state.busy is None)

    def _tell_done(self, line: str) -> None:
        if line and line != self._done.text():
            announce(self._done, line)
        set_words(self._done, line)

    def _make_question(self) -> QWidget:
        asking, column = _part()
        column.addWidget(words(tr("Look for models of other apps?"), "strong"))
        column.addWidget(words(ABOUT_ASKING, "soft"))
        column.addWidget(self._places)
        column.addSpacing(S)
        column.addWidget(self._look, 0, Qt.AlignmentFlag.AlignLeft)
        return asking

    def _make_own(self) -> QWidget:
        own, column = _part()
        column.addWidget(words(tr("A model file of your own"), "strong"))
        column.addWidget(words(ABOUT_FILES, "soft"))
        column.addWidget(_flow(self._file, self._starter))
        return own

    def _ask_for_file(self) -> None:
        ask_for_files(self.window(), tr("Choose a model file"), MODELS, self.files_chosen.emit)

    def _make_list(self) -> QWidget:
        found, column = _part()
        column.addWidget(words(tr("Models on this laptop"), "strong"))
        column.addWidget(self._found)
        column.addWidget(self._choice)
        column.addWidget(words(ABOUT_COPIES, "small"))
        self._use.clicked.connect(self.use_requested)
        self._copy.clicked.connect(self.copy_requested)
        self._again.clicked.connect(self.again_requested)
        column.addWidget(_flow(self._use, self._copy, self._again))
        return found


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(M)
    return part, column


def _flow(*buttons: QWidget) -> QWidget:
    holder = QWidget()
    row = Flow(holder, gap_px=M)
    for button in buttons:
        row.addWidget(button)
    return holder
