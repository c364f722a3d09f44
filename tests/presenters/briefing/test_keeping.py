from pathlib import Path

from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.briefing.desk import KEPT, KEPT_IN_MEMORY
from closeddoor.presenters.states.briefing import (
    ChoiceState,
    HighlightState,
    MarkView,
)
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice.errors import AnswersFixedError
from closeddoor.vault.errors import DiskFullError
from tests.presenters.briefing.bench import Bench, FullDisk
from tests.services.practice_bench import DECIDED
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder


def test_it_says_once_that_the_draft_is_kept(bench: Bench) -> None:
    bench.show("decide")
    bench.presenter.choose_option("defer")
    bench.dispatcher.run()
    assert bench.now().saved_line == KEPT_IN_MEMORY
    count = len(bench.page.states)
    bench.presenter.choose_confidence(0.75)
    bench.dispatcher.run()
    assert len(bench.page.states) == count + 1
    assert bench.kept("decide") == {"option": "defer", "confidence": 0.75}


def test_marks_are_kept_as_quotes_with_their_occurrence(bench: Bench) -> None:
    bench.show("claims")
    body = bench.now().body
    assert isinstance(body, HighlightState)
    text = body.document.text.displayed
    second = text.index("letter", text.index("letter") + 1) if text.count("letter") > 1 else text.rindex("is")
    word = text[second : second + 2]
    bench.presenter.set_marks([MarkView(second, second + 2, word, "wrong")])
    bench.dispatcher.run()
    body = bench.now().body
    assert isinstance(body, HighlightState)
    assert body.marks == (MarkView(second, second + 2, word, "wrong"),)
    occurrence = text[: second + 2].count(word)
    assert bench.kept("claims") == {"quotes": [{"quote": word, "label": "wrong", "occurrence": occurrence}]}


def test_what_cannot_be_kept_is_said_and_stays_on_the_page(bench: Bench) -> None:
    bench.show("decide")
    attempts = bench.vault.attempts
    bench.vault.attempts = FullDisk()  # type: ignore[assignment]  # all that keeping asks of it
    bench.presenter.choose_option("defer")
    bench.dispatcher.run()
    body = bench.now().body
    assert isinstance(body, ChoiceState)
    assert (body.chosen, bench.now().problem) == (("defer",), Problem.of(DiskFullError()))
    bench.vault.attempts = attempts
    bench.presenter.choose_confidence(0.75)
    bench.dispatcher.run()
    assert bench.now().problem is None
    assert bench.kept("decide") == {"option": "defer", "confidence": 0.75}


def test_a_draft_that_was_refused_is_said(bench: Bench) -> None:
    bench.show("decide")
    bench.wait(bench.practice.keep_committed(bench.answered(bench.open(), "decide", DECIDED).committed()))
    bench.presenter.choose_option("sign")
    bench.dispatcher.run()
    assert bench.now().problem == Problem.of(AnswersFixedError())
    assert bench.kept("decide") == DECIDED


def test_it_says_where_it_is_kept_and_not_before(bench: Bench, tmp_path: Path) -> None:
    bench.vault.close()
    bench.vault = cheap_folder(tmp_path / "vault").create(PASSPHRASE)[0]
    bench.practice = bench.service()
    bench.presenter = BriefingPresenter(bench.page, bench.practice, bench.library, bench.dispatcher)
    bench.show("reply")
    bench.presenter.write_memo("Before we sign")
    assert bench.now().saved_line == ""
    bench.presenter.leave()
    bench.dispatcher.run()
    assert bench.now().saved_line == KEPT
    bench.presenter.write_memo("Before we sign, test it.")
    assert bench.now().saved_line == ""


def test_a_draft_that_could_not_be_kept_is_tried_again_when_the_page_is_left(bench: Bench) -> None:
    bench.show("reply")
    attempts = bench.vault.attempts
    bench.vault.attempts = FullDisk()  # type: ignore[assignment]  # all that keeping asks of it
    bench.presenter.write_memo("Before we sign")
    bench.presenter.leave()
    bench.dispatcher.run()
    assert bench.now().problem == Problem.of(DiskFullError())
    assert bench.now().saved_line == ""
    bench.vault.attempts = attempts
    bench.presenter.leave()
    bench.dispatcher.run()
    assert bench.kept("reply") == {"text": "Before we sign"}
