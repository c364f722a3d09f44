"""Packs and finished attempts as rows of the library."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from closeddoor.domain.scenario import PackInfo
from closeddoor.language import tr
from closeddoor.presenters.pack_words import BUILT_IN, authors_of, is_overdue, vouched_for
from closeddoor.presenters.states.library import BriefingRow, FinishedRow, NotShownRow, PackRow
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.words import counted, day_of, long_date, one_line
from closeddoor.services.earlier import FinishedEarlier
from closeddoor.services.shelf import ListedPack, NotShown, Shelf

MOST_TITLE, MOST_TEXT = 120, 400
"""How many characters of a pack's words are shown; an author is free to write 20,000 of each."""


def title_of(info: PackInfo) -> str:
    return one_line(info.title, MOST_TITLE)


def installed_rows(shelf: Shelf, today: date) -> tuple[PackRow, ...]:
    """Return the packs that the user added, in the order of the shelf."""
    keys = {each.pack_id: each.public_key for each in shelf.installed}
    added = (pack for pack in shelf.packs if pack.info.id in keys)
    return tuple(pack_row(pack, vouched_for(keys[pack.info.id]), today) for pack in added)


def built_in_rows(shelf: Shelf, today: date) -> tuple[PackRow, ...]:
    added = {each.pack_id for each in shelf.installed}
    return tuple(pack_row(pack, BUILT_IN, today) for pack in shelf.packs if pack.info.id not in added)


def with_briefings(packs: Iterable[PackRow], briefings: Iterable[BriefingRow]) -> tuple[PackRow, ...]:
    """Return the packs, each with its briefings."""
    of_pack: dict[str, list[BriefingRow]] = {}
    for row in briefings:
        of_pack.setdefault(row.pack_id, []).append(row)
    return tuple(replace(pack, briefings=tuple(of_pack.get(pack.pack_id, ()))) for pack in packs)


def pack_row(pack: ListedPack, vouched: str, today: date) -> PackRow:
    info = pack.info
    return PackRow(
        pack_id=info.id,
        title=title_of(info),
        version=one_line(tr("Version {version}", version=info.version), MOST_TITLE),
        identity=tr("{id}, revision {revision}", id=info.id, revision=info.revision),
        summary=one_line(info.summary, MOST_TEXT),
        made_by=one_line(tr("By {authors_of}", authors_of=authors_of(info)), MOST_TEXT),
        vouched=vouched,
        contents=counted(len(pack.scenarios), "briefing"),
        facts=_facts(info, today),
        is_overdue=is_overdue(info, today),
        is_unsigned=vouched == vouched_for(None),
        errata=tuple(
            one_line(tr("Revision {revision}: {text}", revision=each.revision, text=each.text), MOST_TEXT)
            for each in info.errata
        ),
    )


def not_shown_row(row: NotShown) -> NotShownRow:
    there = row.installed
    return NotShownRow(
        Problem.of(row.problem), *(("", "") if there is None else (there.pack_id, one_line(there.title, MOST_TITLE)))
    )


def finished_rows(earlier: Iterable[FinishedEarlier]) -> tuple[FinishedRow, ...]:
    return tuple(FinishedRow(each.attempt_id, one_line(each.title, MOST_TITLE), _when(each)) for each in earlier)


def _when(earlier: FinishedEarlier) -> str:
    unsigned = tr("unsigned pack") if earlier.is_unsigned else ""
    parts = (
        one_line(earlier.pack_title, MOST_TITLE),
        unsigned,
        tr("finished on {day_of}", day_of=day_of(earlier.finished_at_ms)),
    )
    return " · ".join(part for part in parts if part)


def _facts(info: PackInfo, today: date) -> str:
    word = tr("Overdue for review since") if is_overdue(info, today) else tr("Review due")
    return tr(
        "Facts as of {facts_as_of} · {word} {review_due}",
        facts_as_of=long_date(info.facts_as_of),
        word=word,
        review_due=long_date(info.review_due),
    )
