"""Attempts by month, as lines one can open; what is said before all of them go."""

from collections.abc import Sequence

from closeddoor.domain.own_briefing import OwnBriefingRow
from closeddoor.language import tr
from closeddoor.presenters.modules import MODULE_TITLES
from closeddoor.presenters.states.record import AttemptRow, DeletionQuestion, OwnRow
from closeddoor.presenters.words import counted, day_of, month_of, one_line
from closeddoor.services.record import Holdings, RecordedAttempt

PAGE_ROWS = 100
"""How many attempts are listed at a time: of ten thousand, nobody reads the first on the way to the last."""

MOST_TITLE = 120

_ORDINALS = ("", "", "second", "third", "fourth", "fifth")


def attempt_rows(attempts: Sequence[RecordedAttempt]) -> tuple[AttemptRow, ...]:
    return tuple(map(_row, attempts))


def own_rows(documents: Sequence[OwnBriefingRow]) -> tuple[OwnRow, ...]:
    """Return practice on own documents as lines; whether it was judged is all that is said of how it went."""
    return tuple(OwnRow(each.id, one_line(each.title, MOST_TITLE), _own_facts(each)) for each in documents)


def _own_facts(document: OwnBriefingRow) -> str:
    state = tr("judged by you") if document.is_judged else tr("not judged yet")
    return tr("Last worked on {day_of} · {state}", day_of=day_of(document.updated_at_ms), state=state)


def more_line(hidden: int) -> str:
    return tr("Show earlier attempts ({hidden:,} more)", hidden=hidden) if hidden else ""


def deleted_line(count: int) -> str:
    return (
        tr("The attempt was deleted, with its answers.")
        if count == 1
        else tr("{count} attempts were deleted.", count=count)
    )


def deletion_question(holdings: Holdings) -> DeletionQuestion:
    """Return what is said before everything goes: what goes and what stays. It is the one thing without an undo."""
    return DeletionQuestion(
        title=tr("Delete all of your practice?"),
        lines=(
            tr(
                "What goes: {all_of_it}; and with them every figure of this record.",
                all_of_it="; ".join(_held(holdings)),
            ),
            tr("What stays: conversations in the sandbox, packs, settings."),
            tr("It is overwritten in the file and cannot be undone. A backup you made before still holds it."),
        ),
        confirm=tr("Delete all of it"),
        decline=tr("Keep everything"),
    )


def _held(holdings: Holdings) -> list[str]:
    """Return what there is of each kind; attempts are named also where there is none."""
    attempts = counted(holdings.attempts, "attempt")
    parts = [tr("{attempts} with answers, results, notes and debriefs", attempts=attempts)]
    if holdings.own_documents:
        documents = counted(holdings.own_documents, "document")
        parts.append(tr("{documents} of your own with what you wrote on them", documents=documents))
    if holdings.cards:
        parts.append(tr("{questions} kept as cards", questions=counted(holdings.cards, "question")))
    if holdings.meeting_notes:
        parts.append(tr("your notes for {meetings}", meetings=counted(holdings.meeting_notes, "meeting")))
    return parts


def _row(attempt: RecordedAttempt) -> AttemptRow:
    header = attempt.header
    return AttemptRow(
        attempt_id=header.id,
        month=month_of(header.at_ms),
        title=one_line(attempt.title, MOST_TITLE),
        below=" · ".join(part for part in _facts(attempt) if part),
        aside=tr("Debrief") if header.is_scored else tr("Under way"),
        is_scored=header.is_scored,
        pack_id=header.pack_id,
        scenario_id=header.scenario_id,
    )


def _facts(attempt: RecordedAttempt) -> tuple[str, ...]:
    header = attempt.header
    when = (tr("Finished on ") if header.finished_at_ms is not None else tr("Begun on ")) + day_of(header.at_ms)
    module = MODULE_TITLES[attempt.module] if attempt.module else one_line(attempt.pack_title, MOST_TITLE)
    return (when, module, _again(attempt.number), _twin(attempt))


def _again(number: int) -> str:
    if number == 1:
        return ""
    return (
        tr("{ordinals} time", ordinals=_ORDINALS[number])
        if number < len(_ORDINALS)
        else tr("{number}{suffix} time", number=number, suffix=_suffix(number))
    )


def _suffix(number: int) -> str:
    """Return what makes a number an ordinal: 11th, 21st, 22nd."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _twin(attempt: RecordedAttempt) -> str:
    if not attempt.twin or not attempt.header.is_scored:
        return ""
    state = tr("practised") if attempt.is_twin_done else tr("not practised yet")
    return tr("twin “{twin}” {state}", twin=one_line(attempt.twin, 60), state=state)
