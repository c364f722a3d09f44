"""One offer to undo at a time: whoever accepts or lets it pass names the offer, so a late answer reaches nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from closeddoor.presenters.states.record import UndoOffer


@dataclass(frozen=True)
class _Open:
    offer: UndoOffer
    undo: Callable[[], None]
    settled: Callable[[], None]


class Undoing:
    """Exactly one of an offer's two functions is called, once."""

    def __init__(self) -> None:
        self._token = 0
        self._open: _Open | None = None

    @property
    def current(self) -> UndoOffer | None:
        return self._open.offer if self._open is not None else None

    def offer(self, text: str, undo: Callable[[], None], settled: Callable[[], None]) -> UndoOffer:
        """Offer something new; what was offered before passes."""
        if self._open is not None:
            self.settle(self._open.offer.token)
        self._token += 1
        self._open = _Open(UndoOffer(self._token, text), undo, settled)
        return self._open.offer

    def undo(self, token: int) -> None:
        accepted = self._withdraw(token)
        if accepted is not None:
            accepted.undo()

    def settle(self, token: int) -> None:
        passed = self._withdraw(token)
        if passed is not None:
            passed.settled()

    def _withdraw(self, token: int) -> _Open | None:
        if self._open is None or self._open.offer.token != token:
            return None
        withdrawn, self._open = self._open, None
        return withdrawn
