"""Erasing everything: what goes, what stays, and the one step that confirms it."""

from dataclasses import dataclass

from closeddoor.presenters.states.shared import Busy, Problem


@dataclass(frozen=True)
class EraseViewState:
    """Without `goes` there is nothing to erase, and `lead` says why; nothing is asked then.

    `word` is what is to be typed; `typed` is what was. `models` is the choice to erase the copied models too, empty
    where there are none.
    """

    lead: str = ""
    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    word: str = ""
    typed: str = ""
    can_erase: bool = False
    models: str = ""
    with_models: bool = False
    busy: Busy | None = None
    problem: Problem | None = None
