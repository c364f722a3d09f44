"""Marks and margin notes: taken back and brought again, kept at once, never past the commit."""

from closeddoor.presenters.briefing.undoing import Change, UndoHistory
from closeddoor.presenters.states.briefing import HighlightState, MarkView, NoteView
from closeddoor.services.practice import COMMIT, READ, MarginNote
from tests.presenters.briefing.bench import Bench


def marks(bench: Bench) -> tuple[str, ...]:
    body = bench.now().body
    assert isinstance(body, HighlightState)
    return tuple(mark.quote for mark in body.marks)


def marked(bench: Bench, *quotes: str) -> None:
    body = bench.now().body
    assert isinstance(body, HighlightState)
    text = body.document.text.displayed
    places = [(text.index(quote), quote) for quote in quotes]
    bench.presenter.set_marks([MarkView(at, at + len(quote), quote, "wrong") for at, quote in places])


def reach(bench: Bench) -> tuple[bool, bool]:
    return bench.now().can_undo, bench.now().can_redo


def letter(bench: Bench) -> tuple[str, int, int]:
    """Return the document of the briefing and a passage in it."""
    document = bench.now().reading[0]
    start = document.text.displayed.index("99.2")
    return document.document_id, start, start + 4


def notes(bench: Bench) -> tuple[NoteView, ...]:
    return bench.now().reading[0].notes


def test_several_marks_are_taken_back_and_brought_again(bench: Bench) -> None:
    bench.show("claims")
    assert reach(bench) == (False, False)
    marked(bench, "99.2 % accuracy")
    marked(bench, "99.2 % accuracy", "only target")
    bench.presenter.undo()
    assert (marks(bench), reach(bench)) == (("99.2 % accuracy",), (True, True))
    bench.presenter.undo()
    assert (marks(bench), reach(bench)) == ((), (False, True))
    bench.presenter.undo()
    bench.presenter.redo()
    bench.presenter.redo()
    assert (marks(bench), reach(bench)) == (("99.2 % accuracy", "only target"), (True, False))
    bench.dispatcher.run()
    assert bench.kept("claims") == {
        "quotes": [{"quote": "99.2 % accuracy", "label": "wrong"}, {"quote": "only target", "label": "wrong"}]
    }


def test_a_new_mark_ends_what_could_be_brought_again(bench: Bench) -> None:
    bench.show("claims")
    marked(bench, "99.2 % accuracy")
    bench.presenter.undo()
    marked(bench, "only target")
    assert reach(bench) == (True, False)


def test_nothing_is_taken_back_past_the_commit(bench: Bench) -> None:
    bench.show("claims")
    marked(bench, "99.2 % accuracy")
    bench.presenter.write_note(*letter(bench), "Who measured this?")
    bench.presenter.show_step(COMMIT)
    bench.presenter.commit()
    bench.dispatcher.run()
    bench.presenter.undo()
    bench.presenter.write_note(*letter(bench), "Too late")
    bench.presenter.leave()
    bench.dispatcher.run()
    assert reach(bench) == (False, False)
    assert bench.kept("claims") == {"quotes": [{"quote": "99.2 % accuracy", "label": "wrong"}]}
    assert [note.text for note in bench.reopened().margin_notes] == ["Who measured this?"]


def test_a_note_stands_beside_its_passage_and_comes_back(bench: Bench) -> None:
    bench.show(READ)
    place = letter(bench)
    for typed in ("Who", "Who measured", "Who measured this?"):
        bench.presenter.write_note(*place, typed)
    assert notes(bench) == (NoteView(place[1], place[2], "99.2", "Who measured this?"),)
    bench.presenter.leave()
    bench.dispatcher.run()
    assert bench.reopened().margin_notes == (MarginNote(*place, "Who measured this?"),)
    bench.presenter.undo()
    assert notes(bench) == ()
    bench.presenter.redo()
    assert [note.text for note in notes(bench)] == ["Who measured this?"]
    bench.presenter.remove_note(*place)
    assert notes(bench) == ()
    bench.presenter.undo()
    bench.dispatcher.run()
    assert [note.text for note in notes(bench)] == ["Who measured this?"]
    assert bench.reopened().margin_notes == (MarginNote(*place, "Who measured this?"),)


def test_a_note_taken_up_again_is_undone_to_what_it_was(bench: Bench) -> None:
    bench.show(READ)
    place = letter(bench)
    for typed in ("Who", "Who?"):
        bench.presenter.write_note(*place, typed)
    bench.presenter.close_note()
    for typed in ("Who? And", "Who? And when?"):
        bench.presenter.write_note(*place, typed)
    bench.presenter.undo()
    assert [note.text for note in notes(bench)] == ["Who?"]
    bench.presenter.undo()
    assert notes(bench) == ()


def test_marks_and_notes_are_taken_back_in_the_order_they_were_made(bench: Bench) -> None:
    bench.show("claims")
    marked(bench, "99.2 % accuracy")
    bench.presenter.write_note(*letter(bench), "Who?")
    marked(bench)
    bench.presenter.undo()
    assert (len(marks(bench)), len(notes(bench))) == (1, 1)
    bench.presenter.undo()
    assert (len(marks(bench)), len(notes(bench))) == (1, 0)
    bench.presenter.undo()
    assert reach(bench) == (False, True)


def test_what_is_out_of_reach_is_not_taken_back() -> None:
    history = UndoHistory[int]()
    history.did(Change("a", 1))
    history.did(Change("b", 2))
    assert history.undo(("a",), {"a": 10}.__getitem__) == Change("a", 1)
    assert (history.can_undo(("a",)), history.can_redo(("a",)), history.can_undo(("b",))) == (False, True, True)
    assert history.redo(("a",), {"a": 1}.__getitem__) == Change("a", 10)
