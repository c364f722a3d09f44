"""The parts of a guide: numbered questions whose answers unfold, red flags, terms."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.meeting import QuestionView, SaidAndMeant
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button, link
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.words import Face, rule, words

UNFOLD_ALL, FOLD_ALL = tr("Unfold all answers"), tr("Fold all answers")
ANSWERS = (tr("Good and evasive answers"), tr("Fold the answers"))


class QuestionsPart(HeadedPart):
    """The questions, their numbers in a column of their own, a hairline between one and the next."""

    def __init__(self, questions: Sequence[QuestionView]) -> None:
        super().__init__(tr("Questions worth asking"))
        self._folds: list[Fold] = []
        self._all = link(UNFOLD_ALL)
        self._all.clicked.connect(self._toggle_all)
        grid = QGridLayout()
        grid.setContentsMargins(0, S, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(M)
        grid.setColumnStretch(1, 1)
        for number, question in enumerate(questions, 1):
            count = words(str(number), "heading")
            count.setWordWrap(False)
            grid.addWidget(count, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._question(question), 2 * number, 1)
            grid.addWidget(rule(), 2 * number + 1, 0, 1, 2)
        self.column.addLayout(grid)
        self.column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

    def _question(self, question: QuestionView) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(words(question.question, "heading"))
        fold = Fold(*ANSWERS, lambda: _answers(question))
        for button in fold.findChildren(Button):
            button.setAccessibleDescription(question.question)
            button.toggled.connect(self._name_all)
        self._folds.append(fold)
        column.addWidget(fold)
        return entry

    def _toggle_all(self) -> None:
        opens = not self._all_open()
        for fold in self._folds:
            fold.set_open(is_open=opens)

    def _name_all(self) -> None:
        self._all.set_words(FOLD_ALL if self._all_open() else UNFOLD_ALL)

    def _all_open(self) -> bool:
        return all(fold.is_open for fold in self._folds)


def said_part(title: str, entries: Sequence[SaidAndMeant], face: Face) -> HeadedPart:
    """Return what may be said and what is to be thought of it, one under the other."""
    part = HeadedPart(title)
    for entry in entries:
        part.column.addWidget(_said(entry, face))
    return part


def _answers(question: QuestionView) -> QWidget:
    answers = QWidget()
    column = QVBoxLayout(answers)
    column.setContentsMargins(0, XS, 0, S)
    column.setSpacing(XS)
    for title, text in ((tr("A good answer"), question.good), (tr("An evasive one"), question.evasive)):
        column.addWidget(words(title, "small"))
        column.addWidget(words(text))
        column.addSpacing(S)
    return answers


def _said(entry: SaidAndMeant, face: Face) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, S, 0, L)
    column.setSpacing(XS)
    column.addWidget(words(entry.words, face))
    column.addWidget(words(entry.meaning))
    return both
