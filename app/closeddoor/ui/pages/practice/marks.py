"""Marks in a document as pure values: adding, relabelling and removing one gives the next tuple."""

from dataclasses import replace

from closeddoor.presenters.states.briefing import MarkView

Marks = tuple[MarkView, ...]


def with_mark(marks: Marks, displayed: str, start: int, end: int, label_id: str) -> Marks:
    """Return `marks` and a mark of `displayed[start:end]`; the same place marked again only takes the new label."""
    new = MarkView(start, end, displayed[start:end], label_id)
    others = (mark for mark in marks if (mark.start, mark.end) != (start, end))
    return tuple(sorted((*others, new), key=lambda mark: (mark.start, mark.end)))


def relabelled(marks: Marks, index: int, label_id: str) -> Marks:
    return (*marks[:index], replace(marks[index], label_id=label_id), *marks[index + 1 :])


def without(marks: Marks, index: int) -> Marks:
    return (*marks[:index], *marks[index + 1 :])


def mark_at(marks: Marks, place: int) -> int | None:
    """Return the index of the shortest mark around code point `place`, None where there is none."""
    around = [index for index, mark in enumerate(marks) if mark.start <= place <= mark.end]
    return min(around, key=lambda index: marks[index].end - marks[index].start, default=None)
