"""What is offered for ten minutes, and before a meeting, in words: which briefing, how long, and why this one."""

from closeddoor.presenters.home.rows import briefing_row
from closeddoor.presenters.states.home import BriefingOffer, CardsOffer
from closeddoor.presenters.words import counted, day_of
from closeddoor.services.choosing import Candidate, Suggestion
from closeddoor.services.overview import Overview

MODULES = {
    "vendor-proposal": "vendor proposals",
    "business-case": "business cases",
    "risk": "AI risk",
    "project-update": "project updates",
    "public-statement": "public statements",
}
"""The modules as one speaks of them in a sentence."""

ALL_DONE = "You have been through every briefing on the shelf."


def cards_offer(due: int) -> CardsOffer:
    return CardsOffer(cards_line(due), f"{ALL_DONE} These questions from your debriefs are due.")


def cards_line(due: int | None) -> str:
    """Return `3 questions to go over`; empty when none is due, or when that is not known."""
    return f"{counted(due, 'question')} to go over" if due else ""


def briefing_offer(suggestion: Suggestion, overview: Overview) -> BriefingOffer:
    candidate = suggestion.candidate
    return BriefingOffer(
        briefing_row(candidate, overview), minutes_line(suggestion, overview), why(suggestion, overview)
    )


def minutes_line(suggestion: Suggestion, overview: Overview) -> str:
    """Return how long it is to the next place to stop, and how long all of it is where that is more."""
    steps = overview.timetable.steps(suggestion.candidate)
    whole = sum(step.minutes for step in steps)
    if not suggestion.minutes:
        return ""
    length = counted(suggestion.minutes, "minute")
    if suggestion.minutes == whole:
        return f"{length}, start to finish"
    is_begun = overview.timetable.place(suggestion.candidate) > 0
    return f"{length} to the {'next' if is_begun else 'first'} place to stop · {whole} in all"


def why(suggestion: Suggestion, overview: Overview) -> str:
    """Return the reason in one sentence, or two."""
    candidate = suggestion.candidate
    module = MODULES[candidate.scenario.module]
    if suggestion.reason == "under_way":
        return _where_left(candidate, overview)
    if suggestion.reason == "not_practised":
        return f"You have not worked on {module} yet; this one is at level {candidate.scenario.level}."
    if suggestion.reason == "practised_least":
        return f"Of what is new to you, {module} is what you have practised least."
    if suggestion.reason == "longer":
        return "Nothing shorter is left that is new to you."
    if suggestion.reason == "twin":
        return f"{ALL_DONE} This is the twin of {_latest(overview)}: the same skills, other facts."
    return f"{ALL_DONE} This one lies longest back: you finished it on {day_of(candidate.finished_at_ms)}."


def _where_left(candidate: Candidate, overview: Overview) -> str:
    if candidate.standing and candidate.standing.stage == "debrief":
        return "Your answers are scored, and the debrief is still open."
    steps, place = overview.timetable.steps(candidate), overview.timetable.place(candidate)
    return f"You left it at step {place + 1} of {len(steps)}, “{steps[place].title}”."


def _latest(overview: Overview) -> str:
    latest = max(overview.candidates, key=lambda each: each.finished_at_ms)
    return f"“{latest.scenario.title}”, which you finished last"
