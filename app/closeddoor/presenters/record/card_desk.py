"""The intents of the questions that are due: turn a card, say how well it came to mind, delete one."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import cast, get_args

from PySide6.QtCore import QObject

from closeddoor.domain.cards import Card, Recall
from closeddoor.language import tr
from closeddoor.presenters.record.board import RecordBoard
from closeddoor.presenters.record.cards import CardRound, rated_line
from closeddoor.services.record import CardService, Due, Rated


class CardDesk(QObject):
    """A rating and a deletion can be taken back for a while."""

    def __init__(self, board: RecordBoard, cards: CardService, day: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._board = board
        self._cards = cards
        self._day = day
        self._round = CardRound(day)

    def load(self) -> None:
        self._board.deliver(self._cards.due(), self._take_due)
        self._board.deliver(self._cards.all(), self._take_all)

    def turn(self) -> None:
        """Show the question of the card in hand."""
        self._round.turn()
        self._show()

    def rate(self, recall: str) -> None:
        """Say how well the card in hand came to mind; the next one follows."""
        card = self._round.current
        if card is not None and self._round.is_turned and recall in get_args(Recall):
            self._board.deliver(self._cards.rate(card.id, cast("Recall", recall)), self._rated)

    def forget(self, card_id: int) -> None:
        """Delete a card."""

        def offer(card: Card | None) -> None:
            if card is not None:
                self._board.offer(tr("The question was deleted."), partial(self._restore, card))
            self.load()

        self._board.deliver(self._cards.forget(card_id), offer)

    def _rated(self, rating: Rated) -> None:
        self._board.offer(rated_line(rating.card, self._day()), partial(self._take_back, rating))
        self.load()

    def _take_back(self, rating: Rated) -> None:
        self._board.deliver(self._cards.take_back(rating), lambda _: self.load())

    def _restore(self, card: Card) -> None:
        self._board.deliver(self._cards.restore(card), lambda _: self.load())

    def _take_due(self, due: Due) -> None:
        self._round.take(due)
        self._show()

    def _take_all(self, cards: tuple[Card, ...]) -> None:
        self._round.take_all(cards)
        self._show()

    def _show(self) -> None:
        self._board.show(cards=self._round.state())
