"""How growth is judged, and one tiny size measured for real."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import growth, scale
from tests.e2e.running import ROOT, environment

SIZES = (1_000, 3_333, 10_000)


def figures(*times_ms: float) -> list[dict[str, float]]:
    return [
        {"packs": 1, "attempts": 1, "conversations": size, "filled_s": 1, "file, MiB": 1, "open": time_ms}
        for size, time_ms in zip(SIZES, times_ms, strict=True)
    ]


def test_the_exponent_is_that_of_the_growth() -> None:
    assert growth.exponent(SIZES, (5, 5, 5)) == pytest.approx(0)
    assert growth.exponent(SIZES, [size / 7 for size in SIZES]) == pytest.approx(1)
    assert growth.exponent(SIZES, [size**2 for size in SIZES]) == pytest.approx(2)


def test_what_grows_with_the_square_is_named_and_what_grows_with_the_size_is_not() -> None:
    assert growth.grow_too_fast(figures(10, 110, 1_000)) == ["open"]
    assert growth.grow_too_fast(figures(100, 333, 1_000)) == []


def test_growth_that_nobody_feels_is_not_held_against_it() -> None:
    assert growth.grow_too_fast(figures(0.01, 0.11, 1.0)) == []


def test_each_share_of_a_size_has_at_least_one_of_everything() -> None:
    assert scale.Size(1, 20, 300).part(0.1) == scale.Size(1, 2, 30)


def test_a_tiny_history_is_filled_and_asked(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir(mode=0o700)

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "benchmarks.scale", *arguments, *scale.size_as_arguments(scale.Size(1, 8, 6))]
        done = subprocess.run(
            command, cwd=ROOT, env=environment(tmp_path / "home"), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("--make", str(profile))
    asked = json.loads(run("--ask", str(profile), "--rounds", "2"))

    assert set(asked) >= {
        "shelf",
        "record: next session",
        growth.WORK + "search",
        "library: find",
        "list",
        "open",
        "search",
    }
    assert all(time_ms > 0 for time_ms in asked.values())


def test_where_the_processor_s_time_is_known_it_is_what_is_judged() -> None:
    measured = [
        each | {growth.WORK + "open": size / 10} for each, size in zip(figures(10, 110, 1_000), SIZES, strict=True)
    ]
    assert growth.exponents(measured) == {"open": pytest.approx(1)}
    assert growth.grow_too_fast(measured) == []


def test_the_table_has_a_line_for_everything_and_names_what_is_too_steep() -> None:
    lines = growth.as_markdown(figures(10, 110, 1_000)).splitlines()
    assert lines[1] == "|---|---:|---:|---:|---:|"
    assert "| messages | 10,000 | 33,330 | 100,000 |  |" in lines
    assert "| open, ms | 10.0 | 110.0 | 1,000.0 | 2.00 too fast |" in lines
    assert lines[-1].startswith("Goal: at most 1.2")


def test_a_step_that_does_not_end_is_killed_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "ENDS_WITHIN_S", 0.2)
    monkeypatch.setattr(scale, "OPENS_WITHIN_S", 0.05)
    with pytest.raises(SystemExit, match="--make was not done within"):
        scale._child(tmp_path, "--make", tmp_path, *scale.size_as_arguments(scale.FULL))
    with pytest.raises(SystemExit, match="not open and locked again"):
        scale._open_and_lock(tmp_path, tmp_path)
