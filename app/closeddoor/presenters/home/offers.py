"""What is offered for ten minutes, and before a meeting, in words: which briefing, how long, and why this one."""

from closeddoor.language import tr
from closeddoor.presenters.home.rows import briefing_row
from closeddoor.presenters.states.home import BriefingOffer, CardsOffer
from closeddoor.presenters.words import counted, day_of
from closeddoor.services.choosing import Candidate, Suggestion
from closeddoor.services.overview import Overview

MODULES = {
    "vendor-proposal": tr("vendor proposals"),
    "business-case": tr("business cases"),
    "risk": tr("AI risk"),
    "project-update": tr("project updates"),
    "public-statement": tr("public statements"),
}
"""The modules as one speaks of them in a sentence."""

ALL_DONE = tr("You have been through every briefing on the shelf.")


def cards_offer(due: int) -> CardsOffer:
    return CardsOffer(cards_line(due), tr("{all_done} These questions from your debriefs are due.", all_done=ALL_DONE))


def cards_line(due: int | None) -> str:
    """Return `3 questions to go over`; empty when none is due, or when that is not known."""
    return tr("{questions} to go over", questions=counted(due, "question")) if due else ""


def briefing_offer(suggestion: Suggestion, overview: Overview) -> BriefingOffer:
    candidate = suggestion.candidate
    return BriefingOffer(briefing_row(candidate, overview), minutes_line(suggestion), why(suggestion, overview))


def minutes_line(suggestion: Suggestion) -> str:
    """Return how long it is to the next place to stop, and how long to the end where that is more."""
    left = suggestion.candidate.minutes_left
    if not suggestion.minutes:
        return ""
    length = counted(suggestion.minutes, "minute")
    if suggestion.candidate.place:
        if suggestion.minutes == left:
            return tr("{length} to the end", length=length)
        return tr("{length} to the next place to stop · {left} to the end", length=length, left=left)
    if suggestion.minutes == left:
        return tr("{length}, start to finish", length=length)
    return tr("{length} to the first place to stop · {left} in all", length=length, left=left)


def why(suggestion: Suggestion, overview: Overview) -> str:
    """Return the reason in one sentence, or two."""
    candidate = suggestion.candidate
    module = MODULES[candidate.scenario.module]
    if suggestion.reason == "under_way":
        return _where_left(candidate)
    if suggestion.reason == "not_practised":
        return tr(
            "You have not worked on {module} yet; this one is at level {level}.",
            module=module,
            level=candidate.scenario.level,
        )
    if suggestion.reason == "practised_least":
        return tr("Of what is new to you, {module} is what you have practised least.", module=module)
    if suggestion.reason == "longer":
        return tr("Nothing shorter is left that is new to you.")
    if suggestion.reason == "twin":
        return tr(
            "{all_done} This is the twin of {latest}: the same skills, other facts.",
            all_done=ALL_DONE,
            latest=_latest(overview),
        )
    return tr(
        "{all_done} This one lies longest back: you finished it on {day_of}.",
        all_done=ALL_DONE,
        day_of=day_of(candidate.finished_at_ms),
    )


def _where_left(candidate: Candidate) -> str:
    if candidate.standing and candidate.standing.stage == "debrief":
        return tr("Your answers are scored, and the debrief is still open.")
    steps, place = candidate.steps, candidate.place
    return tr(
        "You left it at step {place} of {count}, “{title}”.",
        place=place + 1,
        count=len(steps),
        title=steps[place].title,
    )


def _latest(overview: Overview) -> str:
    latest = max(overview.candidates, key=lambda each: each.finished_at_ms)
    return tr("“{title}”, which you finished last", title=latest.scenario.title)
