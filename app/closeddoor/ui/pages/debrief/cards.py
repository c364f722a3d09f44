"""What to take along: one line of one's own, and the author's questions, each kept or not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.presenters.states.debrief_parts import CardView
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.theme.spacing import XL, XS, L, M, S
from closeddoor.ui.widgets.buttons import link
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import rule, set_words, words

NEXT_TIME = tr("Next time I will ask …")
AS_A_CARD = tr("Kept as a card. It comes back tomorrow, and then less and less often, for as long as it comes to mind.")
AUTHORS = tr("Questions the author would take along")
KEEP, KEPT = tr("Keep this question"), tr("Kept as a card. Take that back")


class CardRow(QWidget):
    """One of the author's questions: the occasion, the question, why it matters."""

    kept = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._is_kept = False
        self._when = words(face="small")
        self._ask = words(face="heading")
        self._because = words()
        self._keep = link(KEEP)
        self._keep.clicked.connect(lambda: self.kept.emit(not self._is_kept))
        buttons = QHBoxLayout()
        buttons.addWidget(self._keep)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(XS)
        for part in (self._when, self._ask, self._because):
            column.addWidget(part)
        column.addLayout(buttons)

    def assign(self, card: CardView) -> None:
        is_kept = card.card_id is not None
        if is_kept != self._is_kept:
            announce(self, tr("Kept as a card") if is_kept else tr("Not kept"))
        self._is_kept = is_kept
        set_words(self._when, card.when)
        self._ask.setText(card.ask)
        set_words(self._because, card.because)
        self._keep.set_words(KEPT if is_kept else KEEP)
        self._keep.setAccessibleDescription(card.ask)


class NextTime(QWidget):
    """One line to take along, kept as it is typed, and the author's questions."""

    next_time_changed = Signal(str)

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__()
        self._intents = intents
        self._shown = ""
        self._rows: list[CardRow] = []
        self.field = TextArea(NEXT_TIME, least_lines=1, most_lines=4, serif=True)
        self.field.draft_changed.connect(self.next_time_changed)
        self._as_card = words(AS_A_CARD, "small")
        self._authors = words(AUTHORS, "strong")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        label = words(NEXT_TIME, "heading")
        label.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XL, 0, 0)
        column.setSpacing(S)
        column.addWidget(rule(strong=True))
        column.addSpacing(S)
        column.addWidget(label)
        column.addWidget(self.field)
        column.addWidget(self._as_card)
        column.addSpacing(L)
        column.addWidget(self._authors)
        column.addLayout(self._list)

    def assign(self, state: DebriefViewState) -> None:
        if state.next_time != self._shown:
            self._shown = state.next_time
            self.field.set_draft(state.next_time)
        self._as_card.setVisible(bool(state.next_time.strip()))
        self._authors.setVisible(bool(state.cards))
        for number, card in enumerate(state.cards):
            self._row(number).assign(card)

    def _row(self, number: int) -> CardRow:
        if number == len(self._rows):
            row = CardRow()
            row.kept.connect(lambda keeps: self._intents.card_kept.emit(number, keeps))
            self._rows.append(row)
            self._list.addWidget(rule())
            self._list.addWidget(row)
        return self._rows[number]
