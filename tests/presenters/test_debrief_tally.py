"""What the top of a debrief says in short: no praise that was not earned, and never a long sentence."""

from pathlib import Path

import pytest

from closeddoor.presenters.debrief.tally import Tally
from closeddoor.presenters.debrief.view import debrief_view
from closeddoor.presenters.states.shared import Verdict
from closeddoor.services.practice import JsonObject
from tests.presenters.briefing.seven import seven_files
from tests.services.practice_bench import DECIDED, QUOTES, TEXT, PracticeBench, letter_pack

ANSWERS: dict[str, JsonObject] = {
    "claims": QUOTES,
    "decide": DECIDED,
    "reply": TEXT,
    "best": {"options": ["trust"], "confidence": 0.75},
    "many": {"options": ["data", "logo"]},
    "months": {"low": 18, "best": 20, "high": 26},
    "case": {"inputs": {"users": 65}},
}


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally(8, 8), "found"),
        (Tally(8, 6, own=2), "found"),
        (Tally(8, 8, harms=1), "partly"),
        (Tally(8, 8, doubtful=1), "partly"),
        (Tally(8, 8, partly=True), "partly"),
        (Tally(8, 7, unsure=1), "partly"),
        (Tally(8, 1), "partly"),
        (Tally(1, partly=True), "partly"),
        (Tally(8, unsure=2), "unsure"),
        (Tally(8), "missed"),
        (Tally(8, harms=3), "missed"),
    ],
)
def test_only_all_of_it_without_a_harm_or_a_doubt_is_called_found(tally: Tally, verdict: Verdict) -> None:
    assert tally.verdict == verdict


def test_eight_tasks_are_told_in_two_short_sentences(tmp_path: Path) -> None:
    bench = PracticeBench(letter_pack(tmp_path, seven_files()))
    briefing = bench.open()
    for task_id, answer in ANSWERS.items():
        briefing = bench.answered(briefing, task_id, answer)
    briefing = briefing.committed()
    bench.wait(bench.practice.keep_committed(briefing))
    view = debrief_view(bench.wait(bench.practice.score(briefing)))
    bench.vault.close()
    assert len(view.outcomes) == len(view.tasks) == 8
    assert view.headline.count(".") <= 2
    assert len(view.headline) < 180
    counts = [(each.verdict, each.count) for each in view.outcomes]
    assert counts[0] == ("found", "")
    assert ("partly", "1 of 2") in counts
    assert ("missed", "") in counts
    assert ("neutral", "Not answered") in counts  # the interview
