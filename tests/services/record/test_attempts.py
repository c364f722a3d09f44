"""The record over real attempts: what is listed, what counts, what deleting takes away."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from closeddoor.domain.record.calibration import levels
from closeddoor.packs import read_pack
from closeddoor.services.record import Holdings
from tests.packs.good_pack import SCENARIO, good_files, write_files
from tests.services.practice_bench import letter_pack
from tests.services.record.record_bench import RecordBench

FOUND = {"claims": {"claim": "found"}}
MISSED = {"claims": {"claim": "missed"}}


@pytest.fixture
def bench(tmp_path: Path) -> RecordBench:
    return RecordBench(tmp_path / "pack")


def test_a_real_attempt_is_listed_and_counted(bench: RecordBench) -> None:
    attempt = bench.finished()
    (listed,) = bench.wait(bench.record.attempts())
    assert (listed.header.id, listed.title, listed.pack_title, listed.number) == (attempt, "A letter", "Letters", 1)
    assert (listed.module, listed.header.is_scored, listed.minutes > 5) == ("vendor-proposal", True, True)
    found = bench.wait(bench.record.findings())
    (evidence,) = found.competencies
    assert (evidence.tag, [point.outcome for point in evidence.points]) == ("evidence", ["made"])
    assert evidence.points[0].title == "99.2 % accuracy"
    (level,) = found.levels
    assert (level.stated, level.right_count, level.count) == (0.75, 1, 1)


def test_only_first_attempts_count(bench: RecordBench) -> None:
    bench.made(bench.pack, MISSED)
    bench.made(bench.pack, FOUND)
    found = bench.wait(bench.record.findings())
    assert [point.outcome for point in found.competencies[0].points] == ["missed"]
    assert (found.counted, found.later) == (1, 1)
    assert [each.number for each in bench.wait(bench.record.attempts())] == [2, 1]


def test_a_verdict_decided_by_the_participant_never_counts_as_graded(bench: RecordBench) -> None:
    bench.made(bench.pack, {"claims": {"claim": "found"}}, {"claims": {"decided": {"claim": "met"}}})
    found = bench.wait(bench.record.findings())
    assert (found.competencies, found.self_decided) == ((), 1)


def test_an_attempt_counts_by_the_pack_it_was_made_with(bench: RecordBench, tmp_path: Path) -> None:
    changed = SCENARIO.replace('tags = ["evidence"]', 'tags = ["exits"]')
    assert changed != SCENARIO
    other = letter_pack(tmp_path / "other", good_files() | {"scenarios/letter/scenario.toml": changed.encode()})
    bench.made(other, FOUND)
    assert [each.tag for each in bench.wait(bench.record.findings()).competencies] == ["exits"]


def test_what_cannot_be_read_is_counted_and_harms_nothing(bench: RecordBench) -> None:
    for pack_hash, result in (("ab" * 32, '{"tasks": []}'), (bench.pack.content_hash, "no json")):
        attempt = bench.vault.attempts.create(f"p{pack_hash}", "1", pack_hash, "letter")
        bench.vault.attempts.save_result(attempt, result)
    bench.made(bench.pack, FOUND)
    found = bench.wait(bench.record.findings())
    assert (found.counted, found.unreadable) == (1, 2)
    assert bench.wait(bench.record.attempts())[-1].title == "letter"


def test_a_change_is_read_anew_and_nothing_else(bench: RecordBench) -> None:
    attempt = bench.made(bench.pack, MISSED)
    bench.wait(bench.record.findings())
    bench.vault.record.results = None  # type: ignore[assignment, method-assign]  # a second read would fail
    assert bench.wait(bench.record.findings()).counted == 1
    del bench.vault.record.results
    with bench.vault.attempts._database.write() as writing:
        writing.execute("UPDATE attempts SET updated_at_ms = updated_at_ms + 1, result_json = ?", (json.dumps(
            {"tasks": [{"id": "claims", "items": [{"id": "claim", "verdict": "found", "decided_by": "exact"}]}]}
        ),))  # fmt: skip
    assert attempt
    assert bench.wait(bench.record.findings()).competencies[0].points[0].outcome == "made"


def test_only_the_results_that_count_are_read(bench: RecordBench) -> None:
    first, *_ = [bench.made(bench.pack, FOUND) for _ in range(5)]
    asked: list[int] = []
    read = bench.vault.record.results

    def noting(attempt_ids: Sequence[int]) -> Mapping[int, str]:
        asked.extend(attempt_ids)
        return read(attempt_ids)

    bench.vault.record.results = noting  # type: ignore[method-assign]  # the real one, watched
    bench.wait(bench.record.findings())
    bench.wait(bench.record.findings())
    assert asked == [first]


def test_deleting_takes_cards_pack_and_the_graders_counts_with_it(bench: RecordBench) -> None:
    first, second = bench.made(bench.pack, FOUND), bench.made(bench.pack, FOUND)
    key = f"agreement:{bench.pack.content_hash}:letter:reply:1"
    bench.vault.settings.set(key, {"met": 1})
    bench.vault.settings.set("theme", "dark")
    bench.wait(bench.cards.keep_next_time(first, "I will ask."))
    assert bench.wait(bench.record.holdings()) == Holdings(2, 1)
    bench.wait(bench.record.delete([first, 999]))
    assert bench.wait(bench.record.holdings()) == Holdings(1, 0)
    assert bench.vault.packs.get(bench.pack.content_hash) is not None
    assert bench.vault.settings.get(key) is not None
    bench.wait(bench.record.delete([second]))
    assert bench.vault.packs.get(bench.pack.content_hash) is None
    assert (bench.vault.settings.get(key), bench.vault.settings.get("theme")) == (None, "dark")


def test_deleting_all_leaves_no_attempt(bench: RecordBench) -> None:
    for _ in range(3):
        bench.made(bench.pack, FOUND, {"decide": {"option": "defer", "confidence": 0.9}})
    bench.wait(bench.record.delete_all())
    assert bench.wait(bench.record.attempts()) == ()
    found = bench.wait(bench.record.findings())
    assert (found.counted, found.levels) == (0, levels(()))
    assert bench.vault.packs.get(bench.pack.content_hash) is None


def test_a_briefing_says_whether_its_twin_was_practised(tmp_path: Path) -> None:
    renamed = (b'id = "letter"\ntitle = "A letter"', b'id = "memo"\ntitle = "A memo"')
    twin = {
        path.replace("scenarios/letter", "scenarios/memo"): content.replace(*renamed)
        for path, content in good_files().items()
        if path.startswith("scenarios/letter")
    }
    named = SCENARIO.replace("level = 2", 'level = 2\ntwin = "memo"')
    write_files(tmp_path / "pack", good_files() | twin | {"scenarios/letter/scenario.toml": named.encode()})
    bench = RecordBench(tmp_path / "pack", read_pack(tmp_path / "pack"))
    bench.made(bench.pack, FOUND)
    (listed,) = bench.wait(bench.record.attempts())
    assert (listed.twin, listed.is_twin_done) == ("A memo", False)
