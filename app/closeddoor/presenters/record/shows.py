"""What first attempts show, in words: bands with their evidence, and what is too little to tell."""

from collections.abc import Mapping, Sequence

from closeddoor.domain.record.bands import LEAST_POINTS, LEAST_SCENARIOS, AttemptPoints, Band, Competency
from closeddoor.domain.record.change import Change, Direction, Half, change_of
from closeddoor.domain.record.evidence import WORTH, Outcome, Point
from closeddoor.domain.record.shares import share_of
from closeddoor.presenters.record.calibration import calibration_view
from closeddoor.presenters.record.estimates import estimates_view
from closeddoor.presenters.states.record import CompetencyRow, EvidenceRow, PointRow, ShareView, ShowsState
from closeddoor.presenters.states.shared import Verdict
from closeddoor.presenters.words import counted, day_of, one_line, percent
from closeddoor.services.record import Findings

TITLES: Mapping[str, str] = {
    "informed-questions": "Informed questions",
    "technical-input": "Technical input",
    "public-care": "Care with public words",
    "learning-stance": "A learning stance",
    "evidence": "Evidence",
    "money": "Money",
    "exits": "Exits",
    "data-privacy": "Data and privacy",
    "accountability": "Accountability",
    "regulation": "Regulation",
    "operations": "Operations",
}
BANDS: Mapping[Band, str] = {
    "seldom_missed": "Seldom missed",
    "more_made": "More often made than missed",
    "about_even": "Made about as often as missed, as far as this can tell",
    "more_missed": "More often missed than made",
    "mostly_missed": "Mostly missed",
}
_DIRECTIONS: Mapping[Direction, str] = {
    "more": "more, beyond what luck explains.",
    "fewer": "fewer, beyond what luck explains.",
    "neither": "no more than luck explains.",
}
_VERDICTS: Mapping[Outcome, Verdict] = {"made": "found", "partly": "partly", "missed": "missed"}
_STRONG: tuple[Band, ...] = ("seldom_missed",)
_WEAK: tuple[Band, ...] = ("mostly_missed", "more_missed")

MOST_ATTEMPTS = 8
"""How many attempts stand as evidence under one competency, the latest; all of them count."""

MOST_TITLE, MOST_POINT = 90, 240

ABOUT = (
    "Counted are first attempts only: after a debrief the answers are known. The bands say what was found in these "
    "briefings; nobody has shown yet that they say anything about judgement at work."
)


def shows_state(findings: Findings) -> ShowsState:
    """Return what there is to say of first attempts."""
    banded = [each for each in findings.competencies if each.band is not None]
    return ShowsState(
        lead=lead(findings.competencies, findings.counted),
        banded=tuple(_row(each) for each in sorted(banded, key=_rank)),
        too_little=tuple(_row(each) for each in findings.competencies if each.band is None),
        calibration=calibration_view(findings.levels),
        estimates=estimates_view(findings.intervals),
        notes=_notes(findings),
    )


def lead(found: Sequence[Competency], counted_attempts: int) -> str:
    """Return the one sentence at the top: what is seldom missed, what mostly is, or how little there is yet."""
    strong = [_title(each.tag) for each in found if each.band in _STRONG]
    weak = [_title(each.tag) for each in found if each.band in _WEAK]
    parts = [f"Seldom missed: {_listed(strong)}." if strong else "", f"Often missed: {_listed(weak)}." if weak else ""]
    if strong or weak:
        return " ".join(part for part in parts if part)
    if any(each.band is not None for each in found):
        return "Nothing stands out yet: points are made about as often as they are missed."
    briefings = counted(counted_attempts, "briefing")
    return f"From {briefings} there are counts, and no judgement yet. A band takes {_least()}."


def _least() -> str:
    return f"{LEAST_POINTS} points in at least {LEAST_SCENARIOS} briefings"


def _rank(competency: Competency) -> tuple[int, str]:
    """Order by what is missed most: that is what one comes to look for."""
    band = competency.band
    return (-list(BANDS).index(band) if band is not None else 1, competency.tag)


def _row(competency: Competency) -> CompetencyRow:
    points, band = competency.points, competency.band
    shown = competency.attempts[:MOST_ATTEMPTS]
    hidden = len(competency.attempts) - len(shown)
    return CompetencyRow(
        title=_title(competency.tag),
        band=BANDS[band] if band is not None else "",
        counts=_counts(points, len(competency.attempts)),
        share=_share(points) if band is not None else None,
        evidence=tuple(map(_evidence, shown)),
        more=f"{counted(hidden, 'earlier briefing')} counted too." if hidden else "",
        change=_change(change_of(competency)),
    )


def _change(change: Change | None) -> str:
    if change is None:
        return ""
    halves = f"At first {_half(change.earlier)} made, later {_half(change.later)}"
    return f"{halves}: {_DIRECTIONS[change.direction]}"


def _half(half: Half) -> str:
    return f"{percent(half.made / half.count)} of {half.count}"


def _share(points: Sequence[Point]) -> ShareView:
    share = share_of(sum(WORTH[point.outcome] for point in points), len(points))
    said = f"{percent(share.value)} of the points, likely between {percent(share.low)} and {percent(share.high)}"
    return ShareView(share.value, share.low, share.high, said)


def _counts(points: Sequence[Point], attempts: int) -> str:
    made = sum(point.outcome == "made" for point in points)
    partly = sum(point.outcome == "partly" for point in points)
    half = f", {partly} more in part" if partly else ""
    return f"{made} of {counted(len(points), 'point')} made{half}, in {counted(attempts, 'briefing')}"


def _evidence(attempt: AttemptPoints) -> EvidenceRow:
    made = sum(point.outcome == "made" for point in attempt.points)
    rows = tuple(PointRow(one_line(point.title, MOST_POINT), _VERDICTS[point.outcome]) for point in attempt.points)
    when = f"{day_of(attempt.at_ms)} · {made} of {len(attempt.points)} made"
    return EvidenceRow(attempt.attempt_id, one_line(attempt.title, MOST_TITLE), when, rows)


def _notes(findings: Findings) -> tuple[str, ...]:
    """Say what is counted, and what is not and why."""
    notes = [ABOUT]
    if findings.later:
        notes.append(f"{counted(findings.later, 'later attempt')} left out of every figure.")
    if findings.self_decided:
        decided = counted(findings.self_decided, "point")
        notes.append(f"{decided} that you decided or contested yourself: kept in the debriefs, counted nowhere here.")
    if findings.unreadable:
        notes.append(f"{counted(findings.unreadable, 'attempt')} whose pack or result cannot be read any more.")
    return tuple(notes)


def _title(tag: str) -> str:
    return TITLES.get(tag, one_line(tag.replace("-", " ").replace("_", " ").capitalize(), MOST_TITLE))


def _listed(titles: Sequence[str]) -> str:
    words = [title[:1].lower() + title[1:] for title in titles]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
