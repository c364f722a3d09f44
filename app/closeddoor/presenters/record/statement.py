"""A statement of practice: modules and hours that the participant ticks. Nothing in it says, or hints at, how well."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import floor
from typing import get_args

from closeddoor.domain.scenario import Module
from closeddoor.language import tr
from closeddoor.policy.in_force import why_not
from closeddoor.policy.rules import Policy
from closeddoor.presenters.states.record import StatementPage, StatementRow, StatementState
from closeddoor.presenters.words import counted, long_date, one_line
from closeddoor.services.record import RecordedAttempt

MODULES: Mapping[Module, str] = {
    "vendor-proposal": tr("Vendor proposals"),
    "business-case": tr("Business cases"),
    "risk": tr("AI risk"),
    "project-update": tr("Project updates"),
    "public-statement": tr("Public statements"),
}
TITLE = tr("Statement of practice")
OWN_WORDS = tr("This is a statement of my own. Nobody has checked it, and the application reports to nobody.")
NOT_HOW_WELL = tr("It says what was practised and for about how long. It does not say how well.")
NOT_A_NUMBER = tr("Hours are a number from 0.1 to 999, such as 1.5.")
TICK_FIRST = tr("Tick a module; the page then stands here as it will be.")
MEND_FIRST = tr("Put the hours right that are marked above; the page then stands here again.")
MOST_NAME = 120

_HOURS = re.compile(r"\d{1,3}([.,]\d{1,2})?")
_LEAST_HOURS = 0.1
_STEP_MINUTES = 6
_LONG_STEP_MINUTES = 15
"""Steps of the hours that are suggested: a tenth of an hour below one hour, a quarter from there on."""


@dataclass(frozen=True)
class Practised:
    """Scored attempts at a module, and the minutes that their briefings take by words and tasks."""

    attempts: int
    minutes: float

    @property
    def hours(self) -> str:
        """The hours to begin with, never more than the briefings take; empty where that is under six minutes."""
        step = _STEP_MINUTES if self.minutes < 60 else _LONG_STEP_MINUTES
        steps = floor(self.minutes / step)
        return f"{steps * step / 60:g}" if steps else ""


@dataclass(frozen=True)
class Draft:
    """What the participant ticked and typed; nothing of it is stored. Hours that were not touched are as suggested."""

    practised: Mapping[Module, Practised] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()
    hours: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def with_practised(self, practised: Mapping[Module, Practised]) -> "Draft":
        return replace(self, practised=practised)

    def with_tick(self, module: str, *, is_ticked: bool) -> "Draft":
        return replace(self, ticked=self.ticked | {module} if is_ticked else self.ticked - {module})

    def with_hours(self, module: str, hours: str) -> "Draft":
        """Take hours as typed; whoever types some for a module means to name it."""
        return replace(self, hours={**self.hours, module: hours}, ticked=self.ticked | {module})

    def with_name(self, name: str) -> "Draft":
        return replace(self, name=name[:MOST_NAME])


def practised_by_module(attempts: Iterable[RecordedAttempt]) -> dict[Module, Practised]:
    """Return what was practised, every scored attempt counted, also the second at a briefing."""
    found: dict[Module, Practised] = {}
    for attempt in attempts:
        if attempt.module is not None and attempt.header.is_scored:
            before = found.get(attempt.module, Practised(0, 0.0))
            found[attempt.module] = Practised(before.attempts + 1, before.minutes + attempt.minutes)
    return found


def statement_state(draft: Draft, today: date) -> StatementState:
    refusal = why_not(Policy.check_export)
    rows = tuple(_row(draft, module) for module in get_args(Module))
    chosen = [row for row in rows if row.is_ticked]
    if not chosen or any(row.problem for row in chosen):
        return StatementState(rows, draft.name, hint=MEND_FIRST if chosen else TICK_FIRST, refusal=refusal)
    return StatementState(rows, draft.name, _page(draft.name, chosen, today), refusal=refusal)


def statement_text(page: StatementPage) -> str:
    """Return the page as plain text."""
    modules = [f"{title}: {hours}" for title, hours in page.modules]
    return "\n".join((page.title, "", *page.above, "", *modules, "", *page.below)) + "\n"


def read_hours(typed: str) -> float | None:
    """Return hours as typed, with a point or a comma; None for what is no such number."""
    text = typed.strip()
    hours = float(text.replace(",", ".")) if _HOURS.fullmatch(text) else 0.0
    return hours if hours >= _LEAST_HOURS else None


def _row(draft: Draft, module: Module) -> StatementRow:
    practised = draft.practised.get(module, Practised(0, 0.0))
    hours = draft.hours.get(module, practised.hours)
    is_ticked = module in draft.ticked
    problem = NOT_A_NUMBER if is_ticked and read_hours(hours) is None else ""
    return StatementRow(module, MODULES[module], _about(practised), is_ticked, hours, problem)


def _about(practised: Practised) -> str:
    if not practised.attempts:
        return tr("No finished briefing in this record")
    minutes = counted(floor(practised.minutes), "minute")
    return tr(
        "{briefings}, {minutes} by their words and tasks",
        briefings=counted(practised.attempts, "finished briefing"),
        minutes=minutes,
    )


def _page(name: str, chosen: Iterable[StatementRow], today: date) -> StatementPage:
    shown_name = one_line(name, MOST_NAME)
    practice = tr(
        "I have practised judging proposals, figures and claims about artificial intelligence with Closed Door, an "
        "application for private practice on one’s own computer, in these modules and for about this long."
    )
    return StatementPage(
        title=TITLE,
        above=(shown_name, long_date(today), practice) if shown_name else (long_date(today), practice),
        modules=tuple((row.title, _hours(read_hours(row.hours) or 0.0)) for row in chosen),
        below=(OWN_WORDS, NOT_HOW_WELL),
    )


def _hours(hours: float) -> str:
    """Return `12 minutes`, `1 hour`, `1.25 hours`: nobody says a fifth of an hour."""
    if hours < 1:
        return counted(round(hours * 60), "minute")
    return tr("{hours:g} hour", hours=hours) if hours == 1 else tr("{hours:g} hours", hours=hours)
