"""Rubrics that the vault keeps: they say what the packs say, save reading them, and go with the attempts."""

from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from closeddoor.domain.record.evidence import points_of
from closeddoor.domain.record.rubric import rubric_of
from closeddoor.domain.record.work import AttemptWork, TaskWork, Verdicted
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_pack
from closeddoor.profile import scenario_folder
from closeddoor.services.library import pack_folders
from closeddoor.services.record import RecordService
from closeddoor.services.record.rubrics import WRITTEN_BY, as_json, as_rubric
from tests.services.record.record_bench import RecordBench

FOUND = {"claims": {"claim": "found"}}
CRITERIA = {"reply": {"asks": "met"}}


@pytest.fixture
def bench(tmp_path: Path) -> RecordBench:
    return RecordBench(tmp_path / "pack")


def rows(bench: RecordBench) -> list[tuple[str, str, str]]:
    return [
        (row[0], row[1], row[2])
        for row in bench.vault._database.read("SELECT scenario_id, written_by, rubric_json FROM record_rubrics")
    ]


def next_session(bench: RecordBench, monkeypatch: pytest.MonkeyPatch) -> RecordService:
    """Return the record of the next session, in which no pack can be read."""
    record = RecordService(bench.vault, bench.library, bench.threads)
    monkeypatch.setattr(record._packs, "exact", lambda *_: pytest.fail("a pack was read"))
    return record


def all_verdicts(task_ids: tuple[str, ...], verdict: str) -> dict[str, Verdicted]:
    return {each: Verdicted(verdict, is_graded=True) for each in task_ids}


@pytest.mark.parametrize("folder", pack_folders(scenario_folder()), ids=lambda folder: folder.name)
def test_a_kept_rubric_says_of_every_point_what_the_scenario_says(folder: Path) -> None:
    pack: Pack = read_pack(folder)
    for scenario in pack.scenarios:
        rubric = rubric_of(scenario)
        kept = as_rubric(as_json(rubric))
        assert kept == rubric
        for task in rubric.tasks:
            names = ("targets", "options", "inputs", "criteria", "facts")
            points = chain.from_iterable(getattr(task, name, ()) for name in names)
            ids = tuple(getattr(each, "id", "") or each.span for each in points)
            for verdict in ("found", "missed", "chosen", "not_chosen", "right", "wrong", "met", "not_met", "revealed"):
                work = AttemptWork(1, "p", rubric, 0, (TaskWork(task.id, all_verdicts(ids, verdict)),))
                assert points_of(replace(work, rubric=kept)) == points_of(work)


def test_nothing_of_documents_reasons_and_samples_is_kept(bench: RecordBench) -> None:
    scenario = bench.pack.scenarios[0]
    kept = as_json(rubric_of(scenario))
    assert "99.2 % accuracy" in kept, "the words of a marked place are the title of a point"
    whole = scenario.documents[0].displayed
    reasons = [target.why for task in scenario.tasks for target in getattr(task, "targets", ())]
    assert reasons
    assert not any(each in kept for each in (whole, scenario.debrief, *reasons))


def test_the_next_session_reads_no_pack_and_finds_the_same(bench: RecordBench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.made(bench.pack, {**FOUND, **CRITERIA})
    found = bench.wait(bench.record.findings())
    assert [row[:2] for row in rows(bench)] == [("letter", WRITTEN_BY)]
    again = bench.wait(next_session(bench, monkeypatch).findings())
    assert again == found
    assert again.counted == 1


@pytest.mark.parametrize(
    "change",
    ["written_by = '0 0.0.1'", "rubric_json = 'no json'", """rubric_json = '{"title": "x"}'""",
     """rubric_json = '{"title": "x", "tasks": [{"type": "none", "task": {}}], "quotes": {}}'"""],
)  # fmt: skip
def test_a_row_that_is_not_believed_is_made_again(bench: RecordBench, change: str) -> None:
    bench.made(bench.pack, FOUND)
    found, before = bench.wait(bench.record.findings()), rows(bench)
    with bench.vault._database.write() as writing:
        writing.execute(f"UPDATE record_rubrics SET {change}")  # noqa: S608 - one of the texts above
    assert rows(bench) != before
    record = RecordService(bench.vault, bench.library, bench.threads)
    assert bench.wait(record.findings()) == found
    assert rows(bench) == before


def test_a_rubric_goes_with_the_last_attempt_at_its_scenario(bench: RecordBench) -> None:
    first, second = bench.made(bench.pack, FOUND), bench.made(bench.pack, FOUND)
    bench.wait(bench.record.findings())
    bench.wait(bench.record.delete([first]))
    assert len(rows(bench)) == 1
    bench.wait(bench.record.delete([second]))
    assert rows(bench) == []


def test_a_rubric_is_not_kept_where_its_attempt_went_meanwhile(bench: RecordBench) -> None:
    bench.vault.rubrics.keep(WRITTEN_BY, [(("ab" * 32, "letter"), "{}")])
    assert rows(bench) == []


def test_deleting_all_practice_leaves_no_rubric(bench: RecordBench) -> None:
    bench.made(bench.pack, FOUND)
    bench.wait(bench.record.findings())
    bench.wait(bench.record.delete_all())
    assert rows(bench) == []
