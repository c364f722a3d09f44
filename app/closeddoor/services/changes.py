"""Telling everyone who shows history that it changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class HistoryChanged:
    """A write happened: to which tables, and who asked for it (that one has updated itself already)."""

    tables: frozenset[str]
    initiator: object


class HistoryChanges:
    """The list of those who want to know; calls happen at once, on the window's thread."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[HistoryChanged], None]] = []

    def subscribe(self, listener: Callable[[HistoryChanged], None]) -> None:
        self._listeners.append(listener)

    def announce(self, tables: Iterable[str], initiator: object) -> None:
        change = HistoryChanged(frozenset(tables), initiator)
        for listener in list(self._listeners):
            listener(change)
