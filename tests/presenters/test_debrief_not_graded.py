"""The debrief of a briefing whose own test of the grader falls short: everything is the participant's to decide."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from closeddoor.presenters.debrief.view import Beside, debrief_view
from closeddoor.presenters.states.debrief import InterviewDebrief, MemoDebrief
from closeddoor.services.practice import Briefing
from tests.services.labelled_pack import CREDITED, RENEWS, labelled_files
from tests.services.practice_bench import PracticeBench, letter_pack


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    bench = PracticeBench(letter_pack(tmp_path, labelled_files(memo_is_short=True, call_is_short=True)))
    yield bench
    bench.vault.close()


def scored(bench: PracticeBench) -> Briefing:
    briefing = bench.asked(bench.open(), RENEWS)
    briefing = bench.answered(briefing, "reply", {"text": CREDITED}).committed()
    bench.wait(bench.practice.keep_committed(briefing))
    return bench.wait(bench.practice.score(briefing))


def test_nothing_is_said_to_be_missed_before_the_participant_decides(bench: PracticeBench) -> None:
    briefing = scored(bench)
    view = debrief_view(briefing, Beside(bench.wait(bench.practice.agreement_lines(briefing))))
    lines = [outcome.line for outcome in view.outcomes]
    assert "Your questions were not matched: 1 fact is for you to decide." in lines
    assert "Your text was not graded: 1 point is for you to decide." in lines
    assert view.headline == "Nothing is settled yet: 2 of 4 things that matter here are for you to decide."
    _, call, _, memo = view.tasks
    assert isinstance(call, InterviewDebrief)
    assert isinstance(memo, MemoDebrief)
    assert "only 0 of the 8 facts that came to light (0%)" in call.summary
    assert "only 0 of the 7 points it credited (0%)" in memo.summary
    assert memo.summary.endswith("beside your text.")
    assert [call.facts[0].decided_by_you, memo.criteria[0].decided_by_you] == [False, False]
    assert [call.facts[0].verdict, memo.criteria[0].verdict] == ["unsure", "unsure"]
    assert "8 mistaken" in call.agreement_line


def test_the_participants_own_verdicts_are_called_so(bench: PracticeBench) -> None:
    decided = scored(bench).with_decided("reply", "own-data", "met").with_decided("call", "renewal", "not_revealed")
    view = debrief_view(decided)
    lines = [outcome.line for outcome in view.outcomes]
    assert "By your own verdict your text makes 1 of 1 point the author looks for." in lines
    assert "By your own verdict 0 of 1 fact came to light." in lines
    assert view.headline == "By your own verdict you caught 1 of 4 things that matter here."
