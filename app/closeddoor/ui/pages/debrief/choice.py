"""The debrief of a choice or a decision: every option with its reasons, and how sure against how right."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import ChoiceDebrief, OptionOutcome, TaskDebrief
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.section import Section, debrief_of
from closeddoor.ui.pages.debrief.slip import slip_link
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.widgets.words import rule, set_words, words


class OptionView(QWidget):
    """One option: the best one and one's own carry a badge; what it is worth is said only on demand."""

    def __init__(self, intents: DebriefIntents, task_id: str, option: OptionOutcome) -> None:
        super().__init__()
        self._credit_line = option.credit_line
        self._credit = words(face="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(S)
        if option.is_best or option.is_yours:
            column.addLayout(self._badges(option))
        column.addWidget(words(option.title, "heading" if option.is_best or option.is_yours else "document"))
        column.addWidget(self._credit)
        column.addWidget(words(option.why))
        if option.is_yours != option.is_best:
            column.addWidget(slip_link(intents, task_id, option.option_id))

    def show_points(self, *, is_shown: bool) -> None:
        set_words(self._credit, self._credit_line if is_shown else "")

    def _badges(self, option: OptionOutcome) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        if option.is_best:
            row.addWidget(VerdictBadge("found", option.best_word))
        if option.is_yours:
            row.addWidget(VerdictBadge("neutral", tr("Your choice")))
        if option.harm_word:
            row.addWidget(VerdictBadge("decoy", option.harm_word))
        row.addStretch(1)
        return row


class ChoiceSection(Section):
    """What was chosen does not change any more, so the options are built once."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(intents)
        self._shown: tuple[OptionOutcome, ...] = ()
        self._options: list[OptionView] = []
        self._confidence = words(face="document")
        self.body.addWidget(self._confidence)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)

    def fill(self, state: TaskDebrief, *, shows_points: bool) -> None:
        choice = debrief_of(state, ChoiceDebrief)
        set_words(self._confidence, choice.confidence_line)
        if choice.options != self._shown:
            self._shown = choice.options
            self._build(choice.task_id)
        for option in self._options:
            option.show_points(is_shown=shows_points)

    def _build(self, task_id: str) -> None:
        self._options = [OptionView(self.intents, task_id, option) for option in self._shown]
        empty(self._list)
        for option in self._options:
            self._list.addWidget(rule())
            self._list.addWidget(option)
