"""What practice on an own document shows of its work: points, marks, earlier documents, and what a step still wants."""

from closeddoor.domain.own_briefing import FEWEST_POINTS, OwnBriefingRow, OwnMark, OwnPoint, OwnWork
from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.own_practice import MarkRow, OwnRow
from closeddoor.presenters.words import local_day, one_line

_QUOTE_CHARACTERS = 90


def filled_up(points: tuple[OwnPoint, ...]) -> tuple[OwnPoint, ...]:
    """Return at least as many points as there must be, blank where nothing is written yet."""
    return (*points, *[OwnPoint("")] * (FEWEST_POINTS - len(points)))


def missing(work: OwnWork) -> str:
    """Return what the step still wants before one goes on, nothing when it is done."""
    written = sum(bool(point.text.strip()) for point in work.points)
    if work.stage == "rubric" and written < FEWEST_POINTS:
        return tr_many(
            "Write {left} more point first, before you see your own answer.",
            "Write {left} more points first, before you see your own answer.",
            FEWEST_POINTS - written,
            left=FEWEST_POINTS - written,
        )
    if work.stage == "answer" and not work.memo.strip():
        return tr("Write your answer first; a few sentences will do.")
    return ""


def mark_row(text: str, mark: OwnMark) -> MarkRow:
    return MarkRow(one_line(text[mark.start : mark.end], _QUOTE_CHARACTERS), mark.start, mark.end, mark.note)


def own_rows(rows: tuple[OwnBriefingRow, ...]) -> tuple[OwnRow, ...]:
    return tuple(OwnRow(row.id, row.title, _about(row)) for row in rows)


def _about(row: OwnBriefingRow) -> str:
    parts = [local_day(row.updated_at_ms), tr("judged by you") if row.is_judged else tr("begun")]
    if row.next_time:
        parts.append(tr("next time: {next_time}", next_time=one_line(row.next_time, 80)))
    return " · ".join(parts)
