"""The question before a pack comes or goes: what it is, who vouches for it, what follows, and two answers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from closeddoor.presenters.states.library import QuestionView
from closeddoor.ui.pages.library.entry import pack_lines
from closeddoor.ui.pages.library.key_words import KeyWordsView
from closeddoor.ui.theme.spacing import XL, L, M, S
from closeddoor.ui.widgets.buttons import Button, primary, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.option_row import TickRow
from closeddoor.ui.widgets.words import rule, words


class Question(QWidget):
    """Asks one question; `assign` follows whether it is agreed to and whether it can be answered just now."""

    agreed = Signal(bool)
    confirmed = Signal()
    declined = Signal()

    def __init__(self, question: QuestionView) -> None:
        super().__init__()
        self._decline = primary(question.decline) if question.is_stop else secondary(question.decline)
        self._decline.clicked.connect(self.declined)
        self._confirm: Button | None = None
        self._tick: TickRow | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)
        self._say_what(question)
        self._say_who(question)
        self._say_more(question)
        self._offer_answers(question)
        self._column.addStretch(1)

    def assign(self, question: QuestionView, *, is_busy: bool) -> None:
        """Show how far the question is answered."""
        if self._tick is not None:
            self._tick.setChecked(question.is_agreed)
            self._tick.setEnabled(not is_busy)
        if self._confirm is not None:
            self._confirm.setEnabled(question.can_confirm and not is_busy)
        self._decline.setEnabled(not is_busy)

    def take_focus(self, question: QuestionView) -> None:
        """Let the keyboard begin at the first thing to answer, and a screen reader say what is asked."""
        first = self._tick or self._confirm or self._decline
        first.setFocus()
        more = (text for section in question.sections for text in (section.title, *section.lines))
        announce(self, " ".join((question.title, question.heading, *question.lines, *more)))

    def _say_what(self, question: QuestionView) -> None:
        self._column.addWidget(words(question.kicker, "kicker"))
        self._column.addWidget(words(question.title, "title"))
        for line in pack_lines(question.pack) if question.pack else ():
            self._column.addWidget(line)
        self._column.addSpacing(M)

    def _say_who(self, question: QuestionView) -> None:
        frame = QFrame()
        frame.setProperty("banner" if question.is_stop else "notice", "true")
        column = QVBoxLayout(frame)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(S)
        column.addWidget(words(question.heading, "heading"))
        for line in question.lines:
            column.addWidget(words(line))
        self._column.addWidget(frame)
        keys = Flow(gap_px=XL)
        for key in question.keys:
            keys.addWidget(KeyWordsView(key))
        self._column.addLayout(keys)

    def _say_more(self, question: QuestionView) -> None:
        for section in question.sections:
            self._column.addSpacing(S)
            self._column.addWidget(words(section.title, "heading"))
            for line in section.lines:
                self._column.addWidget(words(line))

    def _offer_answers(self, question: QuestionView) -> None:
        if question.statement:
            self._tick = TickRow(question.statement)
            self._tick.toggled.connect(self.agreed)
            self._column.addWidget(self._tick)
        self._column.addSpacing(S)
        self._column.addWidget(rule())
        self._column.addSpacing(S)
        answers = Flow(gap_px=M)
        if question.confirm:
            self._confirm = secondary(question.confirm) if question.is_stop else primary(question.confirm)
            self._confirm.clicked.connect(self.confirmed)
        for button in (self._decline, self._confirm) if question.is_stop else (self._confirm, self._decline):
            if button is not None:
                answers.addWidget(button)
        self._column.addLayout(answers)
