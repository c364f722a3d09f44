"""Repairing a damaged history step by step: what it does, with which key, and what came of it."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.presenters.mending_words import repair_words
from closeddoor.presenters.restoring import CloseHistory, nothing_open
from closeddoor.presenters.states.mending import RepairKey, RepairView
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.opening import Key
from closeddoor.services.repair import RepairReport, RepairService
from closeddoor.services.running import Running
from closeddoor.vault.slots import SlotKind
from closeddoor.vault.unlocking import OpenedKeys

NOTHING_TYPED = Problem(
    tr("A repair needs the key of your history, to read what is left of it."), tr("Nothing was changed.")
)


class RepairSteps(QObject):
    """`changed`: there is another `view`. The damaged history is only read, and then set aside as it was."""

    changed = Signal()

    def __init__(
        self,
        service: RepairService,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
        *,
        close_history: CloseHistory = nothing_open,
    ) -> None:
        super().__init__(parent)
        self.view = RepairView()
        self._given: Key | OpenedKeys | None = None
        self._service = service
        self._dispatcher = dispatcher
        self._close_history = close_history
        self._running: Running[RepairReport] | None = None

    @property
    def key(self) -> Key | None:
        """What was typed for it, which opens what was repaired."""
        return self._given if isinstance(self._given, Key) else None

    @property
    def holds_key(self) -> bool:
        """Whether a key that was given is in memory, and one click uses it."""
        return self._given is not None

    def begin(self, slots: tuple[SlotKind, ...], given: Key | OpenedKeys | None = None) -> None:
        """Ask for a key that there is a slot for, unless one was given a moment ago."""
        self._given = given
        ways = _ways(slots)
        self.view = RepairView(key="given" if given else ways[0], ways=ways)
        self.changed.emit()

    def ask_for(self, kind: str) -> None:
        """Ask for another of the keys."""
        self._given = None
        self._show(key=cast("RepairKey", kind), problem=None)

    def repair(self, typed: str) -> None:
        """Put what can be read into a new history under the same keys."""
        self._given = self._key(typed)
        if self._given is None:
            self._show(problem=NOTHING_TYPED)
            return
        self._show(busy=_reading(None), problem=None)
        self._dispatcher.deliver(self._close_history(), lambda _: self._begin(), self._refuse)

    def cancel(self) -> None:
        """Give it up; nothing was changed."""
        if self._running is not None:
            self._running.cancel()

    def forget_key(self) -> None:
        """Forget the key, and ask for one where a repair was about to use it."""
        if self._given is None:
            return
        self._given = None
        if self.view.key == "given":
            self._show(key=self.view.ways[0])

    def leave(self) -> None:
        """Forget the key."""
        self.cancel()
        self._given = None

    def _key(self, typed: str) -> Key | OpenedKeys | None:
        if self.view.key == "given":
            return self._given
        if self.view.key == "account":
            return Key("account")
        return Key(self.view.key, Secret.from_text(typed)) if typed else None

    def _begin(self) -> None:
        if self._given is None:  # it was left meanwhile
            return
        self._running = self._service.repair(self._given, lambda fraction: self._show(busy=_reading(fraction)))
        self._dispatcher.deliver(self._running.future, self._show_report, self._refuse)

    def _show_report(self, report: RepairReport) -> None:
        self._running = None
        self._show(step="repaired", words=repair_words(report), busy=None)

    def _refuse(self, error: BaseException) -> None:
        self._running = None
        if self.view.key == "given":  # it may be the key that does not fit: then another can be asked for
            self._given = None
            self.view = replace(self.view, key=self.view.ways[0])
        self._show(busy=None, problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self.view = replace(self.view, **changes)  # type: ignore[arg-type]  # the names are those of the view
        self.changed.emit()


def _ways(slots: tuple[SlotKind, ...]) -> tuple[RepairKey, ...]:
    """Return the keys to ask for, the usual one first; where the slots cannot be read, those that one can type."""
    with_passphrase = "passphrase" in slots or "passphrase_device" in slots or not slots
    ways: list[RepairKey] = ["passphrase"] if with_passphrase else []
    if "account" in slots:
        ways.append("account")
    if "recovery_code" in slots or not slots:
        ways.append("recovery_code")
    return tuple(ways)


def _reading(fraction: float | None) -> Busy:
    text = tr("Reading what is left, page by page. The damaged history is not changed.")
    return Busy(text, fraction, can_cancel=fraction is not None)
