"""Erasing everything in one confirmed step: a word that is typed.

Not the passphrase: whoever sits at this account can delete the files without us, and who forgot it must be able to.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.privacy.erase import EraseViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import size_in_words
from closeddoor.services.erasing import ErasingService
from closeddoor.vault.erasing import Holdings

WORD = tr("erase")
LEAD = tr(
    "Everything that Closed Door keeps of you on this laptop goes at once, and only a backup or another copy of the "
    "disk brings it back."
)
SAVE_FIRST = tr("Save a backup first if you may want it again.")
IN_MEMORY = tr(
    "Your history is in memory only. It is gone when you close the window, and nothing of it is on the disk."
)
STAYS = (
    tr("Backups that you saved. Each still opens with the recovery code of its day: delete the files yourself."),
    tr("Debriefs, slips and other files that you saved, and the pack files that you installed from."),
    tr("Closed Door itself, and the folder of its data with nothing of yours in it."),
)
BEYOND = (
    tr(
        "Snapshots and backups that the system or another program made of this disk. They hold the keys too, and open "
        "with your recovery code as before, or with your passphrase if that needs no keychain."
    ),
    tr(
        "What the disk keeps by itself: the files of the keys are overwritten before they are deleted, but a "
        "solid-state disk may hold on to old blocks for a while. Only the encryption of the whole disk covers that."
    ),
)
KEYCHAIN_GOES = tr(
    "What Closed Door keeps in this account's keychain. A copy of this profile then opens only with its recovery code, "
    "or with its passphrase if that needs no keychain."
)
ERASING = tr("Erasing. Closed Door begins anew in a moment.")


class EraseView(Protocol):
    """What this presenter needs of its section."""

    def render(self, state: EraseViewState) -> None: ...


class ErasePresenter(QObject):
    """`start_afresh` is called once everything was ordered to go: the fresh process finishes it and says so."""

    summary_changed = Signal()

    def __init__(
        self,
        view: EraseView,
        erasing: ErasingService,
        dispatcher: Dispatcher,
        start_afresh: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._erasing = erasing
        self._dispatcher = dispatcher
        self._start_afresh = start_afresh
        self._state = EraseViewState()
        self._summary = ""

    @property
    def summary(self) -> str:
        return self._summary

    def refresh(self) -> None:
        """Look what there is; a word that was typed is forgotten."""
        if self._state.busy is None:
            self._show(typed="", can_erase=False, problem=None)
            self._dispatcher.deliver(self._erasing.look(), self._show_holdings, self._fail)

    def show_problem(self, problem: Problem) -> None:
        self._show(problem=problem)

    def type_word(self, typed: str) -> None:
        """The step counts when the word stands there, in small letters or large."""
        self._show(typed=typed, can_erase=typed.strip().casefold() == WORD.casefold())

    def choose_models(self, with_models: bool) -> None:  # noqa: FBT001 - a signal's value
        self._show(with_models=with_models)

    def erase(self) -> None:
        """Do it, if the word stands there."""
        if not self._state.can_erase or self._state.busy is not None:
            return
        self._show(busy=Busy(ERASING), problem=None)
        erased = self._erasing.erase(with_models=self._state.with_models)
        self._dispatcher.deliver(erased, lambda _: self._start_afresh(), self._fail)

    def _show_holdings(self, held: Holdings) -> None:
        models = tr("The copied models too ({size})", size=size_in_words(held.models_bytes)) if held.models else ""
        if not held.files:
            self._summarise(tr("In memory only: gone when you close"))
            self._show(lead=IN_MEMORY, goes=(), models="")
            return
        self._summarise(
            tr_many(
                "{n} file, {size}", "{n} files, {size}", held.files, n=held.files, size=size_in_words(held.size_bytes)
            )
        )
        stays = STAYS if held.models == 0 else (*STAYS, tr("The models, unless you choose otherwise below."))
        lead = f"{LEAD} {SAVE_FIRST}" if self._erasing.is_open else LEAD
        self._show(lead=lead, goes=_goes(held), stays=stays, beyond=BEYOND, word=WORD, models=models)

    def _summarise(self, summary: str) -> None:
        self._summary = summary
        self.summary_changed.emit()

    def _fail(self, error: BaseException) -> None:
        self._show(busy=None, problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._view.render(self._state)


def _goes(held: Holdings) -> tuple[str, ...]:
    """Return what goes, a sentence for each, the keys first as they are destroyed first."""
    lines = [
        tr("Every key: without them the rest is noise, so they are destroyed first."),
        tr(
            "Conversations, briefings, answers, debriefs, notes, cards, attached documents, installed packs and "
            "settings: all files of the history ({size}).",
            size=size_in_words(held.size_bytes),
        ),
    ]
    if held.aside:
        lines.append(
            tr_many(
                "{n} earlier history that was set aside by a restore or a repair.",
                "{n} earlier histories that were set aside by restores and repairs.",
                held.aside,
                n=held.aside,
            )
        )
    if held.keychain_items:
        lines.append(KEYCHAIN_GOES)
    return tuple(lines)
