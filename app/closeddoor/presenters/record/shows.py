"""What first attempts show, in words: bands with their evidence, and what is too little to tell."""

from collections.abc import Mapping, Sequence

from closeddoor.domain.record.bands import LEAST_POINTS, LEAST_SCENARIOS, AttemptPoints, Band, Competency
from closeddoor.domain.record.change import Change, Direction, Half, change_of
from closeddoor.domain.record.evidence import WORTH, Outcome, Point
from closeddoor.domain.record.shares import share_of
from closeddoor.language import tr
from closeddoor.presenters.record.calibration import calibration_view
from closeddoor.presenters.record.estimates import estimates_view
from closeddoor.presenters.states.record import CompetencyRow, EvidenceRow, PointRow, ShareView, ShowsState
from closeddoor.presenters.states.shared import Verdict
from closeddoor.presenters.words import counted, day_of, one_line, percent
from closeddoor.services.record import Findings

TITLES: Mapping[str, str] = {
    "informed-questions": tr("Informed questions"),
    "technical-input": tr("Technical input"),
    "public-care": tr("Care with public words"),
    "learning-stance": tr("A learning stance"),
    "evidence": tr("Evidence"),
    "money": tr("Money"),
    "exits": tr("Exits"),
    "data-privacy": tr("Data and privacy"),
    "accountability": tr("Accountability"),
    "regulation": tr("Regulation"),
    "operations": tr("Operations"),
}
BANDS: Mapping[Band, str] = {
    "seldom_missed": tr("Seldom missed"),
    "more_made": tr("More often made than missed"),
    "about_even": tr("Made about as often as missed, as far as this can tell"),
    "more_missed": tr("More often missed than made"),
    "mostly_missed": tr("Mostly missed"),
}
_DIRECTIONS: Mapping[Direction, str] = {
    "more": tr("more, beyond what luck explains."),
    "fewer": tr("fewer, beyond what luck explains."),
    "neither": tr("no more than luck explains."),
}
_VERDICTS: Mapping[Outcome, Verdict] = {"made": "found", "partly": "partly", "missed": "missed"}
_STRONG: tuple[Band, ...] = ("seldom_missed",)
_WEAK: tuple[Band, ...] = ("mostly_missed", "more_missed")

MOST_ATTEMPTS = 8
"""How many attempts stand as evidence under one competency, the latest; all of them count."""

MOST_TITLE, MOST_POINT = 90, 240

ABOUT = tr(
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
    parts = [
        tr("Seldom missed: {listed}.", listed=_listed(strong)) if strong else "",
        tr("Often missed: {listed}.", listed=_listed(weak)) if weak else "",
    ]
    if strong or weak:
        return " ".join(part for part in parts if part)
    if any(each.band is not None for each in found):
        return tr("Nothing stands out yet: points are made about as often as they are missed.")
    briefings = counted(counted_attempts, "briefing")
    return tr(
        "From {briefings} there are counts, and no judgement yet. A band takes {least}.",
        briefings=briefings,
        least=_least(),
    )


def _least() -> str:
    return tr(
        "{least_points} points in at least {least_scenarios} briefings",
        least_points=LEAST_POINTS,
        least_scenarios=LEAST_SCENARIOS,
    )


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
        more=tr("{briefings} counted too.", briefings=counted(hidden, "earlier briefing")) if hidden else "",
        change=_change(change_of(competency)),
    )


def _change(change: Change | None) -> str:
    if change is None:
        return ""
    halves = tr("At first {earlier} made, later {later}", earlier=_half(change.earlier), later=_half(change.later))
    return f"{halves}: {_DIRECTIONS[change.direction]}"


def _half(half: Half) -> str:
    return tr("{made} of {count}", made=percent(half.made / half.count), count=half.count)


def _share(points: Sequence[Point]) -> ShareView:
    share = share_of(sum(WORTH[point.outcome] for point in points), len(points))
    said = tr(
        "{value} of the points, likely between {low} and {high}",
        value=percent(share.value),
        low=percent(share.low),
        high=percent(share.high),
    )
    return ShareView(share.value, share.low, share.high, said)


def _counts(points: Sequence[Point], attempts: int) -> str:
    made = sum(point.outcome == "made" for point in points)
    partly = sum(point.outcome == "partly" for point in points)
    half = tr(", {partly} more in part", partly=partly) if partly else ""
    return tr(
        "{made} of {points} made{half}, in {briefings}",
        made=made,
        points=counted(len(points), "point"),
        half=half,
        briefings=counted(attempts, "briefing"),
    )


def _evidence(attempt: AttemptPoints) -> EvidenceRow:
    made = sum(point.outcome == "made" for point in attempt.points)
    rows = tuple(PointRow(one_line(point.title, MOST_POINT), _VERDICTS[point.outcome]) for point in attempt.points)
    when = tr("{day_of} · {made} of {count} made", day_of=day_of(attempt.at_ms), made=made, count=len(attempt.points))
    return EvidenceRow(attempt.attempt_id, one_line(attempt.title, MOST_TITLE), when, rows)


def _notes(findings: Findings) -> tuple[str, ...]:
    """Say what is counted, and what is not and why."""
    notes = [ABOUT]
    if findings.later:
        notes.append(tr("{attempts} left out of every figure.", attempts=counted(findings.later, "later attempt")))
    if findings.self_decided:
        decided = counted(findings.self_decided, "point")
        notes.append(
            tr(
                "{decided} that you decided or contested yourself: kept in the debriefs, counted nowhere here.",
                decided=decided,
            )
        )
    if findings.unreadable:
        notes.append(
            tr(
                "{attempts} whose pack or result cannot be read any more.",
                attempts=counted(findings.unreadable, "attempt"),
            )
        )
    return tuple(notes)


def _title(tag: str) -> str:
    return TITLES.get(tag, one_line(tag.replace("-", " ").replace("_", " ").capitalize(), MOST_TITLE))


def _listed(titles: Sequence[str]) -> str:
    words = [title[:1].lower() + title[1:] for title in titles]
    return words[0] if len(words) == 1 else tr("{list} and {words}", list=", ".join(words[:-1]), words=words[-1])
