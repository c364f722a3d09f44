"""The harness of `make bench`, with made-up figures and tiny groups: what it measures is not measured here."""

import re
import sys
import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import bench
from benchmarks.table import checking, registry, results, running, words
from benchmarks.table.row import CannotMeasureError, Figure, Measured, Outcome, Row, at_least, at_most, within

FASTER = Row("faster", "tokens", "llama-bench", "tokens/s", "tokens", "higher", (at_least(0.97),))
SLOWER = Row("slower", "a search", "plain SQLite", "ms", "search", "lower", (at_most(1.3), within(50.0)))
SHOWN = Row("shown", "tokens", "another loop", "tokens/s", "tokens", "higher")


def outcome(row: Row, ratio: float, value: float = 10.0) -> Outcome:
    return Outcome(row, Figure(value, 10.0, ratio), "", "abc1234", "2026-01-02 03:04", (0.5, 1.0))


def unmeasured(row: Row) -> Outcome:
    return Outcome(row, None, "there is no llama-bench here")


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        (outcome(FASTER, 0.97), "met"),
        (outcome(FASTER, 0.96), "missed"),
        (outcome(SLOWER, 1.3, 50.0), "met"),
        (outcome(SLOWER, 1.31, 50.0), "missed"),
        (outcome(SLOWER, 1.0, 50.1), "missed"),
        (outcome(SHOWN, 0.1), "for comparison"),
        (unmeasured(FASTER), "not measured"),
        (unmeasured(SHOWN), "not measured"),
    ],
)
def test_a_row_is_green_at_all_of_its_goals_and_never_unmeasured(measured: Outcome, verdict: str) -> None:
    assert measured.verdict == verdict
    assert measured.is_green == (verdict in {"met", "for comparison"})


class Measuring:
    """Gives one ratio after the other for each row, and counts."""

    def __init__(self, *ratios: float | None) -> None:
        self.ratios = list(ratios)
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, rows: Sequence[Row]) -> Iterable[Outcome]:
        self.asked.append(tuple(row.name for row in rows))
        ratio = self.ratios.pop(0)
        return [unmeasured(row) if ratio is None else outcome(row, ratio) for row in rows]


@pytest.mark.parametrize(("row", "then", "now"), [(FASTER, 1.0, 0.89), (SLOWER, 1.0, 1.11)])
def test_a_ratio_that_stays_worse_fails_with_its_name_and_both_figures(row: Row, then: float, now: float) -> None:
    measuring = Measuring(now, now, now)
    (worse,) = checking.compare([row], {row.name: outcome(row, then)}, measuring)
    assert worse.row is row
    assert words.ratio(now) in worse.words
    assert words.ratio(then) in worse.words
    assert len(measuring.asked) == checking.TRIES


@pytest.mark.parametrize(("row", "now"), [(FASTER, 0.91), (SLOWER, 1.09), (FASTER, 2.0), (SLOWER, 0.1)])
def test_a_ratio_within_a_tenth_or_better_is_measured_once(row: Row, now: float) -> None:
    measuring = Measuring(now)
    assert checking.compare([row], {row.name: outcome(row, 1.0)}, measuring) == []
    assert len(measuring.asked) == 1


def test_one_good_measurement_of_three_is_enough_and_only_what_was_worse_is_measured_again() -> None:
    measuring = Measuring(0.8, 0.8, 0.95)
    written = {"faster": outcome(FASTER, 1.0), "slower": outcome(SLOWER, 0.8)}
    assert checking.compare([FASTER, SLOWER], written, measuring) == []
    assert measuring.asked == [("faster", "slower"), ("faster",), ("faster",)]


def test_a_row_that_can_no_longer_be_measured_fails_and_one_that_never_could_does_not() -> None:
    (worse,) = checking.compare([FASTER], {"faster": outcome(FASTER, 1.0)}, Measuring(None, None, None))
    assert worse.words == "not measured: there is no llama-bench here"
    assert checking.compare([FASTER], {"faster": unmeasured(FASTER)}, Measuring()) == []


def test_a_row_that_was_never_written_down_fails() -> None:
    (worse,) = checking.compare([FASTER], {}, Measuring())
    assert worse.words == "no figure is written down"


def test_results_are_read_as_they_were_written_and_other_rows_stay(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    first, second, third = registry.ROWS[:3]
    results.write([outcome(first, 0.99), outcome(third, 1.0)], path)
    results.write([outcome(first, 0.5), unmeasured(second)], path)
    assert results.read(path) == {
        first.name: outcome(first, 0.5),
        second.name: unmeasured(second),
        third.name: outcome(third, 1.0),
    }
    assert "| 0.500 |" in path.read_text(encoding="utf-8")


def test_a_section_of_another_command_stays_when_rows_are_written_and_replaces_its_own(
    tmp_path: Path,
) -> None:
    path = tmp_path / "RESULTS.md"
    row = registry.ROWS[0]
    results.write([outcome(row, 0.99)], path)
    results.write_section("How it grows", "as n", path)
    results.write_section("Two hours", "flat", path)
    results.write([outcome(row, 0.5)], path)
    results.write_section("How it grows", "| as | n log n |", path)
    page = path.read_text(encoding="utf-8")
    assert results.read(path) == {row.name: outcome(row, 0.5)}
    assert [line for line in page.splitlines() if line.startswith("## ")] == ["## Two hours", "## How it grows"]
    assert "| as | n log n |" in page
    assert "as n\n" not in page.replace("| as | n", "")
    assert page.index("flat") < page.index("```json")


@pytest.mark.parametrize("damage", ["", "# What was measured\n", '```json\n{"rows": {"worker-tokens": 3}}\n```\n'])
def test_results_that_cannot_be_read_are_said_and_not_overwritten(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "RESULTS.md"
    path.write_text(damage)
    with pytest.raises(results.UnreadableResultsError):
        results.read(path)
    with pytest.raises(results.UnreadableResultsError):
        results.write([outcome(registry.ROWS[0], 1.0)], path)
    assert path.read_text() == damage


def test_every_row_has_a_name_of_its_own_and_a_group_that_measures_it() -> None:
    names = [row.name for row in registry.ROWS]
    assert len(set(names)) == len(names)
    assert {row.group for row in registry.ROWS} == set(registry.GROUPS)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Measured]], None]:
    """Let the group `showing` be measured by a given function."""

    def give(measured: Callable[[], Measured]) -> None:
        module = types.ModuleType("tiny")
        vars(module)["measure"] = lambda *, quick: measured() if quick else {}
        monkeypatch.setitem(sys.modules, "tiny", module)
        monkeypatch.setitem(registry.GROUPS, "showing", "tiny")

    return give


Tiny = Callable[[Callable[[], Measured]], None]


def test_a_group_that_cannot_measure_gives_its_reason_to_all_of_its_rows(tiny: Tiny) -> None:
    def refuse() -> Measured:
        raise CannotMeasureError("there is no screen")

    tiny(refuse)
    assert running.measure_here("showing", quick=True) == dict.fromkeys(
        ("long-answer", "set-markdown"), "there is no screen"
    )


def test_a_group_without_its_module_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.GROUPS, "showing", "benchmarks.rows.nowhere")
    assert set(running.measure_here("showing", quick=True).values()) == {"there is no benchmarks.rows.nowhere"}


def test_a_figure_of_no_row_is_refused(tiny: Tiny) -> None:
    tiny(lambda: {"misspelt": Figure(1.0, 1.0, 1.0)})
    with pytest.raises(ValueError, match="misspelt"):
        running.measure_here("showing", quick=True)


def test_a_group_whose_process_ends_badly_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    assert set(running.measure_apart("showing", quick=True).values()) == {"its process ended with 1"}


def test_the_table_is_printed_and_misses_its_goal_with_one_row_unmeasured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "measure_apart", lambda _group, *, quick: {"long-answer": Figure(1.0, 1.0, 1.0)})  # noqa: ARG005
    assert bench.bench(running.rows_named(["long-answer"]), quick=True, as_json=False, write=False) == 0
    assert bench.bench(running.rows_named(["showing"]), quick=True, as_json=False, write=False) == 1
    said = capsys.readouterr().out
    assert re.search(r"showing 1,000 characters .* ms; ?|met", said)
    assert "not measured: its group does not measure it" in said


def test_a_doctored_baseline_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (row,) = running.rows_named(["long-answer"])
    path = tmp_path / "RESULTS.md"
    monkeypatch.setattr(running, "measure_apart", lambda _group, *, quick: {"long-answer": Figure(1.0, 1.0, 1.0)})  # noqa: ARG005
    monkeypatch.setattr(results, "read", lambda path=path: READ(path))
    results.write([outcome(row, 1.0)], path)
    assert bench.check([row]) == 0
    results.write([outcome(row, 0.8)], path)
    assert bench.check([row]) == 1
    assert "long-answer: ratio 1.000, and 0.800 is written down (abc1234)" in capsys.readouterr().out
    path.unlink()
    assert bench.check([row]) == 1


READ = results.read


def test_a_name_of_no_row_is_refused() -> None:
    with pytest.raises(KeyError, match="tokns"):
        running.rows_named(["tokns"])


def test_a_goal_in_words_names_its_unit_and_every_part() -> None:
    assert words.goals(SLOWER) == "≤ 1.3 and ≤ 50 ms"
    assert words.goals(replace(SHOWN, goals=())) == "–"


def test_a_missed_goal_is_written_with_what_stands_in_its_way_and_a_met_one_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = replace(FASTER, limit="a bare loop has 0.96 here.")
    monkeypatch.setattr(results, "ROWS", (row,))
    page = tmp_path / "RESULTS.md"
    results.write([outcome(row, 0.9)], page)
    assert "* Tokens: a bare loop has 0.96 here." in page.read_text(encoding="utf-8")
    results.write([outcome(row, 1.0)], page)
    assert "0.96 here" not in page.read_text(encoding="utf-8")
