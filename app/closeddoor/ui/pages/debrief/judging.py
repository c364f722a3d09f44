"""Deciding a point oneself: the unsure ones are asked about, any other verdict can be contested."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.pages.debrief.slip import OFFER
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.buttons import Button, link, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.words import set_words, words


@dataclass(frozen=True)
class JudgingWords:
    """How this kind of point is spoken about: the question, yes, no, and how either verdict is contested."""

    question: str
    yes: str
    no: str
    contest_no: str
    contest_yes: str


class Judging(QWidget):
    """Asks where the grader was not sure; else offers to contest, or to change what was decided.

    `decided` carries True for made, False for not made; `slip_wanted`: whoever decided may tell the author.
    """

    decided = Signal(bool)
    slip_wanted = Signal()

    def __init__(self, said: JudgingWords) -> None:
        super().__init__()
        self._said = said
        self._is_made = False
        self._question = words(face="strong")
        self._yes: Button = secondary(said.yes)
        self._no: Button = secondary(said.no)
        self._yes.clicked.connect(lambda: self.decided.emit(True))
        self._no.clicked.connect(lambda: self.decided.emit(False))
        self._by_you = words(tr("Decided by you. It is left out of how the grader is measured."), "small")
        self._contest: Button = link(said.contest_no)
        self._contest.clicked.connect(lambda: self.decided.emit(not self._is_made))
        self._slip: Button = link(OFFER)
        self._slip.clicked.connect(self.slip_wanted)
        buttons = QWidget()
        flow = Flow(buttons, gap_px=M)
        for part in (self._yes, self._no, self._contest, self._slip):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XS, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._question)
        column.addWidget(self._by_you)
        column.addWidget(buttons)

    def assign(self, verdict: Verdict, *, is_made: bool, decided_by_you: bool, can_contest: bool) -> None:
        """Show what may be said about a point; `is_made` is what the verdict says now."""
        asks = verdict == "unsure"
        self._is_made = is_made
        set_words(self._question, self._said.question if asks else "")
        self._yes.setVisible(asks)
        self._no.setVisible(asks)
        self._by_you.setVisible(decided_by_you)
        self._slip.setVisible(decided_by_you)
        self._contest.setVisible(not asks and (can_contest or decided_by_you))
        self._contest.set_words(self._said.contest_yes if is_made else self._said.contest_no)
        self.setVisible(asks or can_contest or decided_by_you)
