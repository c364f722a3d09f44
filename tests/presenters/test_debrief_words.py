"""The debrief says nothing that its own sections contradict, and praises nothing that earned little."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.presenters.debrief import choice, memo
from closeddoor.presenters.debrief.tally import tally_of
from closeddoor.presenters.debrief.view import debrief_view
from closeddoor.presenters.states.debrief import DebriefViewState, HighlightDebrief, PlaceView
from closeddoor.services.practice import JsonObject
from tests.packs.good_pack import FOLDER, good_files
from tests.presenters.briefing.seven import seven_files
from tests.services.practice_bench import PracticeBench, letter_pack

DOCUMENT = f"{FOLDER}/documents/letter.md"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    bench = PracticeBench(letter_pack(tmp_path, seven_files()))
    yield bench
    bench.vault.close()


def marked(bench: PracticeBench, *quotes: str) -> tuple[DebriefViewState, PlaceView]:
    """Return the debrief of these marks, and what it says of the only target."""
    answer: JsonObject = {"quotes": [{"quote": quote, "label": "wrong"} for quote in quotes]}
    briefing = bench.answered(bench.open(), "claims", answer).committed()
    bench.wait(bench.practice.keep_committed(briefing))
    view = debrief_view(bench.wait(bench.practice.score(briefing)))
    section = view.tasks[0]
    assert isinstance(section, HighlightDebrief)
    return view, next(place for place in section.places if place.quote == "99.2 % accuracy")


def test_marks_that_cover_too_much_are_not_called_missing(bench: PracticeBench) -> None:
    document = bench.scenario.documents[0].displayed
    view, place = marked(bench, document.strip())
    outcome = view.outcomes[0]
    assert outcome.line.startswith("The marks cover ")
    assert outcome.line == view.tasks[0].summary
    assert (outcome.verdict, outcome.count) == ("neutral", "Not counted")
    assert (place.verdict, place.yours) == ("neutral", "You marked it, among marks that cover too much to count.")


def test_a_mark_far_too_wide_is_not_said_to_be_none(tmp_path: Path) -> None:
    files = good_files()
    files[DOCUMENT] += b"\n\n" + b"The offer has further clauses of no account. " * 60
    bench = PracticeBench(letter_pack(tmp_path, files))
    document = bench.scenario.documents[0].displayed
    start = document.index("99.2 % accuracy")
    view, place = marked(bench, document[start : start + 400].strip())
    bench.vault.close()
    assert view.outcomes[0].line == "You marked 0 of 1 place that matters."
    assert (place.verdict, place.yours) == ("missed", "Your mark covers it, and far more than the point itself.")


@pytest.mark.parametrize(("credit", "verdict"), [(0.2, "missed"), (0.4, "missed"), (0.5, "partly")])
def test_merit_is_seen_only_in_what_earns_half_or_more(
    bench: PracticeBench, credit: float, verdict: str
) -> None:  # fmt: skip
    briefing = bench.answered(bench.open(), "best", {"options": ["trust"], "confidence": 0.75}).committed()
    task = briefing.scenario.task("best")
    assert isinstance(task, ChoiceTask)
    worth = replace(task, options=(task.options[0], replace(task.options[1], credit=credit)))
    line, tally = choice.found_line(briefing, worth), tally_of(briefing, worth, result_of(Item("x", "y", "", "exact")))
    assert (tally.verdict, "merit" in line) == (verdict, verdict == "partly")


def result_of(*items: Item) -> TaskResult:
    return TaskResult("task", "memo", 0, 0, 9, 9, "grader", items)


def point(verdict: str, points: float) -> Item:
    return Item(f"{verdict} {points}", verdict, "", "grader", points=points)


@pytest.mark.parametrize(
    ("items", "end"),
    [
        ((point("unsure", 3), point("unsure", -2)), "; you also decide whether it says something better left out."),
        (
            (point("met", 3), point("unsure", -2), point("unsure", -1)),
            "1 point the author looks for; you decide whether it says 2 things better left out.",
        ),
    ],
)
def test_what_may_be_better_left_out_is_said_in_english(items: tuple[Item, ...], end: str) -> None:
    assert memo.found_line(result_of(*items)).endswith(end)
