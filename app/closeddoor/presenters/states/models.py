"""The model room: the model in use, what it can be trusted with, others to choose from, and better ones to fetch."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem

ModelsPhase = Literal["ask", "looking", "list", "picking", "taking"]
"""ask: nothing was read yet; looking, picking and taking are work; list: what was found, which may be nothing."""

InUseAction = Literal["load", "unload", "retry", ""]


@dataclass(frozen=True)
class ModelFact:
    """One thing that is known, by name; `about` says where it comes from, or what it means.

    `is_copied`: the value is one to select and compare.
    """

    name: str
    value: str
    about: str = ""
    is_copied: bool = False


@dataclass(frozen=True)
class InUseView:
    """The model in use. `status` says how it stands with it now; `uses` are what it is used for, and what not.

    `back_to` names the model that was in use before, where this one did not load; `can_load_anyway`: it was refused
    for what is merely free now.
    """

    name: str = ""
    caveat: str = ""
    status: str = ""
    facts: tuple[ModelFact, ...] = ()
    uses: tuple[ModelFact, ...] = ()
    action: InUseAction = ""
    back_to: str = ""
    can_load_anyway: bool = False
    busy: Busy | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class TrustView:
    """What the measurement found: `verdict` in one sentence, `figures` in words; without it, what it would tell.

    `measure` are the words of the button, empty where nothing can be measured.
    """

    verdict: str = ""
    about: str = ""
    reasons: tuple[str, ...] = ()
    figures: tuple[ModelFact, ...] = ()
    measure: str = ""
    busy: Busy | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class TierView:
    """Models for one size of laptop; `is_here`: this laptop is of that size."""

    title: str
    about: str
    models: tuple[ModelFact, ...]
    is_here: bool = False


@dataclass(frozen=True)
class BetterView:
    """Models that are worth fetching, and how; `lead` says what this laptop has room for."""

    lead: str = ""
    note: str = ""
    tiers: tuple[TierView, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelRow:
    """A model that may be chosen; `key` 0 is the one that comes with the application. `fit` is about memory now."""

    key: int
    name: str
    detail: str
    fit: str = ""


@dataclass(frozen=True)
class ModelsViewState:
    """`chosen` is the row that is marked, None for none; `places` are where one would look.

    `has_looked`: the user has said yes to looking through the places. `offers_starter`: another model than the one
    that comes with the application is in use, and the list in which that one stands does not show. `rule` says which
    models may be used here, where not all may; then `may_choose` is whether any, `may_use_starter` whether that one.
    """

    phase: ModelsPhase
    in_use: InUseView = InUseView()
    trust: TrustView = TrustView()
    better: BetterView = BetterView()
    places: tuple[str, ...] = ()
    rows: tuple[ModelRow, ...] = ()
    chosen: int | None = None
    passed_over: tuple[str, ...] = ()
    found_line: str = ""
    done_line: str = ""
    busy: Busy | None = None
    problem: Problem | None = None
    has_looked: bool = False
    offers_starter: bool = False
    rule: str = ""
    may_choose: bool = True
    may_use_starter: bool = True
