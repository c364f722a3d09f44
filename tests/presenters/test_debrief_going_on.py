"""What a debrief leads to: cards, another try, a file, a slip for the author."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.scenario import Erratum
from closeddoor.presenters.debrief import DebriefPresenter, DebriefSources
from closeddoor.presenters.debrief.view import Beside, debrief_view
from closeddoor.presenters.drafts import KEEP_AFTER_S
from closeddoor.presenters.paper import as_it_is
from closeddoor.presenters.states.debrief import DebriefViewState, HighlightDebrief
from closeddoor.services.practice import Briefing, MarginNote
from closeddoor.services.record import CardService
from closeddoor.services.shelf import Shelf, listed
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import Files, good_files
from tests.presenters.fixed_library import FixedLibrary
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import DECIDED, QUOTES, TEXT, PracticeBench, letter_pack

CARDS = """

## Cards

| When | Ask | Because |
|---|---|---|
| A renewal | Who ends it? | It renews. |
| B | And C? | D |
"""


def files_with_cards() -> Files:
    files = good_files()
    (path,) = [name for name in files if name.endswith("debrief.md")]
    files[path] += CARDS.encode()
    return files


class Bench(PracticeBench):
    def __init__(self, folder: Path) -> None:
        super().__init__(letter_pack(folder, files_with_cards()))
        self.cards = CardService(self.vault, InlineExecutor())
        self.page = RecordingPage[DebriefViewState]()
        sources = DebriefSources(self.practice, FixedLibrary(), self.cards, InlineExecutor())
        self.presenter = DebriefPresenter(self.page, sources, self.dispatcher)

    def show(self) -> Briefing:
        briefing = self.scored()
        self.presenter.show(briefing)
        self.dispatcher.run()
        return briefing

    def now(self) -> DebriefViewState:
        self.dispatcher.run()
        return self.page.now()

    def kept(self) -> list[str]:
        return sorted(card.question for card in self.wait(self.cards.all()))


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    assert qtbot
    bench = Bench(tmp_path)
    yield bench
    bench.vault.close()


def test_the_line_for_next_time_is_one_card_that_follows_it(bench: Bench) -> None:
    bench.show()
    for text in ("w", "who signs", "who signs it"):
        bench.presenter.write_next_time(text)
    assert bench.now().next_time == "who signs it"
    assert bench.kept() == ["who signs it"]
    bench.presenter.write_next_time("  ")
    bench.now()
    assert bench.kept() == []


def test_an_authors_question_is_kept_once_and_taken_back_without_losing_its_schedule(bench: Bench) -> None:
    bench.show()
    assert [(card.ask, card.card_id) for card in bench.now().cards] == [("Who ends it?", None), ("And C?", None)]
    assert "Who ends it?" not in bench.now().debrief.displayed
    bench.presenter.keep_card(0, True)
    bench.presenter.keep_card(0, True)
    first, second = bench.now().cards
    assert (first.card_id is not None, second.card_id, bench.kept()) == (True, None, ["Who ends it?"])
    (card,) = bench.wait(bench.cards.all())
    bench.wait(bench.cards.rate(card.id, "at_once"))
    (rated,) = bench.wait(bench.cards.all())
    bench.presenter.keep_card(0, False)
    assert bench.now().cards[0].card_id is None
    assert bench.kept() == []
    bench.presenter.keep_card(0, True)
    bench.now()
    assert bench.wait(bench.cards.all()) == (rated,)


def test_once_more_closes_this_attempt_and_leaves_it_as_it_is(bench: Bench) -> None:
    briefing = bench.show()
    wanted: list[tuple[str, str]] = []
    bench.presenter.briefing_requested.connect(lambda *asked: wanted.append(asked))
    bench.presenter.begin(briefing.pack.info.id, briefing.scenario.id)
    assert wanted == []
    bench.dispatcher.run()
    assert wanted == [(briefing.pack.info.id, briefing.scenario.id)]
    again = bench.open()
    assert (again.attempt_id != briefing.attempt_id, dict(again.answers)) == (True, {})
    (old,) = [each for each in bench.vault.attempts.list() if each.id == briefing.attempt_id]
    assert old.result_json
    assert bench.vault.attempts.answers(old.id).keys() == briefing.answers.keys()


def test_only_what_is_on_the_shelf_is_offered_and_the_twin_comes_first(bench: Bench) -> None:
    briefing = bench.scored()
    pack = briefing.pack
    twin = replace(pack.scenarios[0], id="twin", title="The twin")
    paired = replace(pack, scenarios=(replace(pack.scenarios[0], twin="twin"), twin))
    assert debrief_view(briefing).again == ()
    assert debrief_view(briefing, Beside(shelf=Shelf())).again == ()
    (again,) = debrief_view(briefing, Beside(shelf=Shelf((listed(pack),)))).again
    assert (again.kind, again.scenario_id, again.minutes > 0) == ("again", briefing.scenario.id, True)
    offered = debrief_view(briefing, Beside(shelf=Shelf((listed(paired),)))).again
    assert [(each.kind, each.scenario_id) for each in offered] == [("twin", "twin"), ("again", briefing.scenario.id)]


def test_corrections_that_came_after_the_attempt_are_told(bench: Bench) -> None:
    briefing = bench.scored()
    info = briefing.pack.info
    errata = (Erratum(info.revision - 1, "Old."), Erratum(info.revision, "The figure was wrong."))
    corrected = replace(briefing.pack, info=replace(info, revision=info.revision + 1, errata=errata))
    assert debrief_view(briefing, Beside(shelf=Shelf((listed(corrected),)))).errata == ("The figure was wrong.",)


def test_a_file_is_saved_where_it_was_asked_for_or_the_page_says_why_not(bench: Bench, tmp_path: Path) -> None:
    bench.show()
    bench.presenter.save_file(tmp_path / "a.pdf", partial(as_it_is, b"%PDF"))
    assert bench.now().saved_line.startswith("Saved as “a.pdf”")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"
    bench.presenter.save_file(tmp_path / "gone" / "a.pdf", partial(as_it_is, b"%PDF"))
    problem = bench.now().problem
    assert problem is not None
    assert (bench.now().busy, bench.now().saved_line, "not there any more" in problem.happened) == (None, "", True)


def slip_comment(bench: Bench) -> str:
    slip = bench.now().slip
    assert slip is not None
    return slip.comment


def slip_text(bench: Bench) -> str:
    slip = bench.now().slip
    assert slip is not None
    return slip.text


def test_a_slip_names_the_item_and_never_an_answer_or_a_score(bench: Bench) -> None:
    bench.show()
    copied: list[str] = []
    bench.presenter.copied.connect(copied.append)
    bench.presenter.write_slip("reply", "own-data", "")
    bench.presenter.write_slip("reply", "own-data", "The key is wrong.")
    text = slip_text(bench)
    assert "Task: reply\nItem: own-data\nIt reads: " in text
    assert text.endswith("Comment: The key is wrong.\n")
    assert not any(answer in text for answer in (TEXT["text"], QUOTES["quotes"][0]["quote"], str(DECIDED["option"])))
    assert "points" not in text
    bench.presenter.copy_slip()
    slip = bench.now().slip
    assert (copied, slip is not None and slip.is_copied) == ([text], True)
    bench.presenter.close_slip()
    assert bench.now().slip is None


@pytest.mark.parametrize(
    ("item", "reads"),
    [(("decide", "sign"), "It reads: Sign"), (("call", "renewal"), "It reads: "), (("claims", "x"), "")],
)
def test_a_slip_can_be_written_on_an_item_of_any_task(bench: Bench, item: tuple[str, str], reads: str) -> None:
    bench.show()
    bench.presenter.write_slip(*item, "")
    assert f"Task: {item[0]}\nItem: {item[1]}\n{reads}" in slip_text(bench)


def test_a_comment_for_the_author_is_there_again_after_a_lock_or_a_kill(bench: Bench) -> None:
    bench.show()
    item = ("reply", "own-data")
    bench.presenter.write_slip(*item, "")
    bench.presenter.write_slip(*item, "The key is wro")
    bench.dispatcher.advance(KEEP_AFTER_S)
    bench.presenter.show(bench.reopened())
    bench.presenter.write_slip("decide", "sign", "")
    assert slip_comment(bench) == ""
    bench.presenter.write_slip(*item, "")
    assert slip_comment(bench) == "The key is wro"
    bench.presenter.write_slip(*item, "")
    bench.presenter.leave()
    assert bench.reopened().notes.slip(*item) == ""


def test_a_slip_on_a_mark_names_the_passage_and_not_how_many_marks_there_were(bench: Bench) -> None:
    marks = [*QUOTES["quotes"], {"quote": "The rest", "label": "vague"}]
    briefing = bench.answered(bench.open(), "claims", {"quotes": marks}).committed()
    bench.wait(bench.practice.keep_committed(briefing))
    bench.presenter.show(bench.wait(bench.practice.score(briefing)))
    section = bench.now().tasks[0]
    assert isinstance(section, HighlightDebrief)
    (own,) = [place for place in section.places if place.can_stand_by]
    bench.presenter.write_slip("claims", own.item_id, "")
    text = slip_text(bench)
    assert f"Item: {section.document.document_id}, characters {own.start} to {own.end}\nIt reads: The rest\n" in text
    assert own.item_id not in text
    assert "vague" not in text


def test_own_notes_stand_in_their_document_and_those_on_others_at_the_end(bench: Bench) -> None:
    briefing = bench.scored()
    (document,) = briefing.scenario.documents
    noted = briefing.with_margin_notes((MarginNote(document.id, 0, 5, "Ask about this."),))
    section = debrief_view(noted).tasks[0]
    assert isinstance(section, HighlightDebrief)
    assert [note.text for note in section.document.notes] == ["Ask about this."]
    assert debrief_view(noted).noted == ()
    other = replace(document, id="other", title="Another")
    with_other = replace(noted.scenario, documents=(document, other))
    noted = replace(noted, scenario=with_other).with_margin_notes((MarginNote("other", 0, 5, "And this."),))
    ((title, (note,)),) = [(each.title, each.notes) for each in debrief_view(noted).noted]
    assert (title, note.text, note.quote) == ("Another", "And this.", document.displayed[:5])
