"""The numbers behind the plain words, as the page shows them: what each does, what it may be, what was typed."""

from collections.abc import Mapping

from closeddoor.domain.set_up import BOUNDS, NumberName, SetUp
from closeddoor.language import tr
from closeddoor.presenters.briefing.numbers import Notation, Reading, read_number, shown_figure, typed_figure
from closeddoor.presenters.states.sandbox import NumberRow

WORDS: Mapping[NumberName, tuple[str, str]] = {
    "temperature": (
        tr("How far it may stray (temperature)"),
        tr("At 0 it always takes the likeliest word; above 1 it begins to wander."),
    ),
    "top_p": (
        tr("Share of the likely words in play (top-p)"),
        tr("It chooses among the likeliest words that make up this share together."),
    ),
    "top_k": (tr("Most words in play (top-k)"), tr("It never chooses among more words than these.")),
    "min_p": (
        tr("How unlikely a word may be (min-p)"),
        tr("A word must be at least this share as likely as the likeliest one."),
    ),
    "repeat_penalty": (
        tr("Reluctance to repeat itself (repeat penalty)"),
        tr("At 1 it has none; too much of it makes sentences odd."),
    ),
    "max_tokens": (
        tr("Longest reply, in tokens"),
        tr("A reply ends there, in the middle of a sentence if need be. Four tokens are about three words."),
    ),
}


def number_rows(chosen: SetUp, typed: Mapping[NumberName, str]) -> tuple[NumberRow, ...]:
    """Return a row for each number; `typed` is what stands in a field as the user wrote it."""
    return tuple(_row(name, chosen, typed.get(name)) for name in BOUNDS)


def read_typed(name: NumberName, text: str) -> Reading:
    """Read what was typed for a number; an empty field is no number of one's own, and no problem."""
    bounds = BOUNDS[name]
    reading = read_number(text, Notation(has_commas=bounds.is_whole))
    if reading.value is None or bounds.hold(reading.value):
        return reading
    least, most = shown_figure(bounds.least), shown_figure(bounds.most)
    if bounds.is_whole:
        return Reading(problem=tr("A whole number from {least} to {most} is needed.", least=least, most=most))
    return Reading(problem=tr("A number from {least} to {most} is needed.", least=least, most=most))


def _row(name: NumberName, chosen: SetUp, typed: str | None) -> NumberRow:
    title, about = WORDS[name]
    now = typed_figure(getattr(chosen.sampling(), name))
    meant = typed_figure(getattr(chosen.meant(), name))
    problem = read_typed(name, typed).problem if typed is not None else ""
    holds = tr("{problem} Until then {now} holds.", problem=problem, now=now)
    return NumberRow(name, title, about, now if typed is None else typed, meant, holds if problem else "")
