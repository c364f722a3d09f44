"""Which briefing to offer: for ten minutes now, and before a meeting. Pure; nothing is drawn by lot.

A sitting is what `domain.timing` makes of a briefing: 8 to 12 minutes, ending where one may well stop. Who is past the
reading may stop after any task.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from closeddoor.domain.scenario import Module
from closeddoor.domain.standing import Standing, Standings
from closeddoor.domain.timing import SITTING_MINUTES
from closeddoor.services.practice.steps import READ, BriefingStep
from closeddoor.services.shelf import ListedPack, ListedScenario, Shelf

State = Literal["new", "open", "done"]

MODULE_ORDER: tuple[Module, ...] = get_args(Module)

Reason = Literal["under_way", "not_practised", "practised_least", "longer", "twin", "longest_ago"]
"""Why a briefing is offered: it is open; nothing, or least, was practised of its module; none is as short as wished;
all are done, and this is the twin of another; all are done, and this one longest ago."""


@dataclass(frozen=True)
class Candidate:
    """A briefing on the shelf, and where the participant stands with it."""

    pack: ListedPack
    scenario: ListedScenario
    standing: Standing | None = None

    @property
    def state(self) -> State:
        if self.standing is None:
            return "new"
        return "open" if self.standing.is_open else "done"

    @property
    def finished_at_ms(self) -> int:
        """Return when it was last finished, 0 if never."""
        return (self.standing.finished_at_ms if self.standing else None) or 0

    @property
    def steps(self) -> tuple[BriefingStep, ...]:
        return self.scenario.steps

    @property
    def minutes(self) -> int:
        """Return how long all of it is, in the minutes that its steps show."""
        return sum(step.minutes for step in self.steps)

    @property
    def place(self) -> int:
        """Return the index of the step at which it opens."""
        position = self.standing.position if self.standing and self.standing.is_open else READ
        return next((n for n, step in enumerate(self.steps) if step.id == position), 0)

    @property
    def minutes_left(self) -> int:
        """Return how long it is from where it opens to the end."""
        if self.standing and self.standing.is_open and self.standing.stage == "debrief":
            return 0
        return sum(step.minutes for step in self.steps[self.place :])

    @property
    def minutes_to_stop(self) -> int:
        """Return how long it is from where it opens to the next place to stop; the end is one."""
        if not self.minutes_left:
            return 0
        here = self.steps[self.place]
        if self.place:
            return here.minutes
        return sum(step.minutes for step in self.steps if step.sitting == here.sitting)


@dataclass(frozen=True)
class Suggestion:
    """A briefing to offer. `minutes` lead to the next place to stop; 0 where only its debrief is left to read."""

    candidate: Candidate
    minutes: int
    reason: Reason


def candidates_on(shelf: Shelf, standings: Standings) -> tuple[Candidate, ...]:
    """Return the briefings as they stand on the shelf, each pack's by level."""
    return tuple(
        Candidate(pack, scenario, standings.get((pack.info.id, scenario.id)))
        for pack in shelf.packs
        for scenario in sorted(pack.scenarios, key=lambda each: each.level)
    )


def under_way(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the briefings that are open, the one touched last first."""
    begun = [(each.standing.touched_at_ms, each) for each in candidates if each.standing and each.standing.is_open]
    return tuple(each for _, each in sorted(begun, key=lambda pair: pair[0], reverse=True))


def for_ten_minutes(candidates: Sequence[Candidate]) -> Iterator[Suggestion]:
    """Yield what to offer for ten minutes, the best first; a briefing without tasks is for a group and never offered.

    First what is open, the one touched last before the others; then new ones, level by level, of the module that was
    practised least; among them those whose first sitting is of the usual length before longer ones. When none is left,
    those that are done, twins and what lies longest back first.
    """
    scored = [each for each in candidates if not each.scenario.is_for_group]
    for each in under_way(scored):
        yield Suggestion(each, each.minutes_to_stop, "under_way")
    new = [each for each in scored if each.state == "new"]
    yield from _new(new, _practised(scored))
    if not new:
        yield from _again(scored)


def fitting(candidates: Sequence[Candidate], modules: Sequence[Module]) -> Suggestion | None:
    """Return a briefing of `modules` to read before a meeting: the unfinished one with the shortest way to a stop.

    When all are done it is the one that lies longest back; None where the shelf has none of these modules.
    """
    suitable = [each for each in candidates if not each.scenario.is_for_group and each.scenario.module in modules]
    unfinished = [each for each in suitable if each.state != "done"]
    if unfinished:
        timed = [(each.minutes_to_stop, modules.index(each.scenario.module)) for each in unfinished]
        best = min(range(len(unfinished)), key=timed.__getitem__)
        reason: Reason = "under_way" if unfinished[best].state == "open" else "not_practised"
        return Suggestion(unfinished[best], timed[best][0], reason)
    oldest = min(suitable, key=lambda each: each.finished_at_ms, default=None)
    return Suggestion(oldest, oldest.minutes_to_stop, "longest_ago") if oldest else None


def _practised(candidates: Sequence[Candidate]) -> Counter[Module]:
    """Count how often a briefing of each module was finished, or is being worked on."""
    counts: Counter[Module] = Counter()
    for each in candidates:
        if each.standing:
            counts[each.scenario.module] += each.standing.times_finished + each.standing.is_open
    return counts


def _new(new: Sequence[Candidate], counts: Counter[Module]) -> Iterator[Suggestion]:
    longer: list[Suggestion] = []

    def rank(candidate: Candidate) -> tuple[int, int, int]:
        module = candidate.scenario.module
        return candidate.scenario.level, counts[module], MODULE_ORDER.index(module)

    for each in sorted(new, key=rank):
        minutes = each.minutes_to_stop
        if minutes > SITTING_MINUTES[1]:
            longer.append(Suggestion(each, minutes, "longer"))
        else:
            yield Suggestion(each, minutes, "practised_least" if counts[each.scenario.module] else "not_practised")
    yield from longer


def _again(candidates: Sequence[Candidate]) -> Iterator[Suggestion]:
    """Yield what is done: a twin of what was finished last teaches most, then whatever lies longest back."""
    done = sorted((each for each in candidates if each.state == "done"), key=lambda each: each.finished_at_ms)
    latest = done[-1] if done else None
    for each in sorted(done, key=lambda each: not _is_twin(each, latest)):
        reason: Reason = "twin" if _is_twin(each, latest) else "longest_ago"
        yield Suggestion(each, each.minutes_to_stop, reason)


def _is_twin(candidate: Candidate, latest: Candidate | None) -> bool:
    if latest is None or candidate.pack.info.id != latest.pack.info.id:
        return False
    return latest.scenario.twin == candidate.scenario.id
