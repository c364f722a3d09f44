"""Notes in the margin as they are kept: with their passage, found again where the text is set otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.scenario import Scenario
from closeddoor.services.practice import MarginNote
from closeddoor.services.practice.margin import MARGIN_KEY, notes_json, read_notes, with_note
from tests.services.practice_bench import PracticeBench, letter_pack


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    bench = PracticeBench(letter_pack(tmp_path))
    yield bench
    bench.vault.close()


def note_on(bench: PracticeBench, quote: str, text: str) -> MarginNote:
    document = bench.scenario.documents[0]
    start = document.displayed.index(quote)
    return MarginNote(document.id, start, start + len(quote), text)


def test_notes_stand_in_document_order_one_to_a_passage(bench: PracticeBench) -> None:
    late, early = note_on(bench, "only target", "Which?"), note_on(bench, "99.2", "Who?")
    notes = with_note(with_note((), late), early)
    assert notes == (early, late)
    assert with_note(notes, replace(early, text="By whom?")) == (replace(early, text="By whom?"), late)
    assert with_note(notes, replace(early, text="  \n")) == (late,)


def test_a_note_comes_back_with_the_debrief(bench: PracticeBench) -> None:
    note = note_on(bench, "99.2", "Who measured this? 😀")
    briefing = bench.fully_answered().with_margin_notes((note,))
    bench.wait(bench.practice.keep_margin(briefing, document_id=note.document_id))
    committed = briefing.committed()
    bench.wait(bench.practice.keep_committed(committed))
    assert bench.wait(bench.practice.score(committed)).margin_notes == (note,)
    assert bench.reopened().margin_notes == (note,)


def test_a_note_finds_its_passage_where_the_text_is_set_otherwise(bench: PracticeBench) -> None:
    note = note_on(bench, "99.2", "Who?")
    (document,) = bench.scenario.documents
    kept = {MARGIN_KEY + document.id: notes_json((note,), document)}
    moved = replace(bench.scenario, documents=(replace(document, displayed="Dear all. " + document.displayed),))
    assert read_notes(kept, moved) == (replace(note, start=note.start + 10, end=note.end + 10),)
    gone = replace(bench.scenario, documents=(replace(document, displayed="Short."),))
    assert read_notes(kept, gone) == (replace(note, start=6, end=6),)
    assert read_notes(kept, no_documents(bench.scenario)) == ()


def no_documents(scenario: Scenario) -> Scenario:
    return replace(scenario, documents=())
