"""Questions that are due, one at a time: the occasion, a thought, the question, how well it came to mind."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.record import RECALLS, CardsState, DueCard, KeptRow, RecordViewState
from closeddoor.ui.theme import colours_of
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button, link, primary, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.words import rule, set_words, words

THINK = tr("Which question did you keep for this? Say it to yourself, then turn the card.")
HOW_WELL = tr("How well did it come to mind?")
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


class CardsView(FlowPage):
    """Shows the card in hand, or what there is to say while none is due, and all that are kept."""

    turn_requested = Signal()
    recall_chosen = Signal(str)
    forget_requested = Signal(int)
    home_requested = Signal()

    def __init__(self) -> None:
        super().__init__(760, top_px=L)
        self._shown: DueCard | None = None
        self._kept: tuple[KeptRow, ...] | None = None
        self._card = CardFace()
        self._card.turn_requested.connect(self.turn_requested)
        self._card.recall_chosen.connect(self.recall_chosen)
        self._resting = words(face="document-soft")
        self._begin = primary(tr("Choose a briefing"), "home")
        self._begin.clicked.connect(self.home_requested)
        self._all: Fold | None = None
        self.body.setSpacing(L)
        self.body.addWidget(self._card)
        self.body.addWidget(self._resting)
        self.body.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        for widget in (self._card, self._resting, self._begin):
            widget.hide()  # nothing is claimed before it was looked at

    def render(self, state: RecordViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        cards = state.cards
        had_keyboard = self._card.has_keyboard()
        self._card.setVisible(cards.card is not None)
        if cards.card is not None and cards.card != self._shown:
            self._card.assign(cards.card)
            if had_keyboard:
                self._card.take_focus()
        self._shown = cards.card
        if cards.resting and cards.resting != self._resting.text() and self.isVisible():
            announce(self, cards.resting)
        set_words(self._resting, cards.resting)
        self._begin.setVisible(state.is_ready and cards.card is None and not cards.kept)
        self._show_kept(cards)

    def focus(self) -> None:
        """Let the keyboard begin at the card in hand."""
        if self._shown is not None:
            self._card.take_focus()
        elif self._begin.isVisible():
            self._begin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS and self._shown is not None and self._shown.is_turned:
            self.recall_chosen.emit(RECALLS[KEYS.index(Qt.Key(event.key()))][0])
            return
        super().keyPressEvent(event)

    def _show_kept(self, cards: CardsState) -> None:
        if cards.kept == self._kept:
            return
        was_open = self._all is not None and self._all.findChild(KeptList) is not None
        self._kept = cards.kept
        if self._all is not None:
            self._all.hide()
            self._all.deleteLater()
            self._all = None
        if cards.kept:
            self._all = Fold(tr("All your questions"), tr("Fold all your questions"), partial(self._list, cards.kept))
            self.body.insertWidget(3, self._all)
            if was_open:
                self._all.findChildren(Button)[0].setChecked(True)
            order_by_layout(self)

    def _list(self, kept: tuple[KeptRow, ...]) -> QWidget:
        listed = KeptList(kept)
        listed.forget_requested.connect(self.forget_requested)
        return listed


class CardFace(QFrame):
    """One card. The keyboard rests on the card itself, so that no answer is given by pressing Enter once too often."""

    turn_requested = Signal()
    recall_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cue = words(face="title")
        self._think = words(THINK, "soft")
        self._turn = primary(tr("Turn the card"))
        self._turn.clicked.connect(lambda: self.turn_requested.emit())  # noqa: PLW0108  the signal carries a flag
        self._question = words(face="document")
        self._reason = words(face="document-soft")
        self._how_well = words(HOW_WELL, "strong")
        self._left = words(face="small")
        self._ratings = QWidget()
        answers = Flow(self._ratings, gap_px=M)
        for number, (recall, title) in enumerate(RECALLS, 1):
            answers.addWidget(self._rating(number, recall, title))
        column = QVBoxLayout(self)
        column.setContentsMargins(L, S, 0, S)
        column.setSpacing(M)
        for widget in (self._cue, self._think, self._question, self._reason, self._how_well, self._ratings):
            column.addWidget(widget)
        column.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._left)

    def assign(self, card: DueCard) -> None:
        self._cue.setText(card.cue)
        set_words(self._question, card.question)
        set_words(self._reason, card.reason)
        self._left.setText(f"{card.left}.")
        self._think.setVisible(not card.is_turned)
        self._turn.setVisible(not card.is_turned)
        self._how_well.setVisible(card.is_turned)
        self._ratings.setVisible(card.is_turned)
        said = (card.cue, card.question, card.reason, HOW_WELL) if card.is_turned else (card.cue, THINK)
        self.setAccessibleName(" ".join(part for part in said if part))

    def take_focus(self) -> None:
        """Rest on the button that turns the card, or on the card that was turned, which is then read out."""
        (self if self._turn.isHidden() else self._turn).setFocus()

    def has_keyboard(self) -> bool:
        return self.hasFocus() or any(button.hasFocus() for button in self.findChildren(Button))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = colours_of(self.palette())
        ink = colours.accent if self.hasFocus() else colours.line
        QPainter(self).fillRect(0, 0, 3, self.height(), QColor(ink))

    def _rating(self, number: int, recall: str, title: str) -> Button:
        button = secondary(f"{number}  {title}")
        button.setAccessibleName(title)
        button.setAccessibleDescription(tr("Key {number}", number=number))
        button.clicked.connect(partial(self._rate, recall))
        return button

    def _rate(self, recall: str) -> None:
        self.recall_chosen.emit(recall)


class KeptList(QWidget):
    """Every question that is kept, the one due first first."""

    forget_requested = Signal(int)

    def __init__(self, rows: tuple[KeptRow, ...]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for row in rows:
            column.addWidget(self._entry(row))

    def _entry(self, row: KeptRow) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(XS)
        column.addWidget(words(row.title))
        line = QHBoxLayout()
        line.setSpacing(M)
        line.addWidget(words(f"{row.below} · {row.when}", "small"), 1, Qt.AlignmentFlag.AlignVCenter)
        delete = link(tr("Delete"))
        delete.setAccessibleDescription(row.title)
        delete.clicked.connect(partial(self._forget, row.card_id))
        line.addWidget(delete, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
        column.addWidget(rule())
        return entry

    def _forget(self, card_id: int) -> None:
        self.forget_requested.emit(card_id)
