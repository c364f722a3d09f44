"""How growth is judged, and one tiny size measured for real."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import scale
from tests.e2e.running import ROOT, environment

SIZES = (1_000, 3_333, 10_000)


def figures(*times_ms: float) -> list[dict[str, float]]:
    return [
        {"packs": 1, "attempts": 1, "conversations": size, "filled_s": 1, "file, MiB": 1, "open": time_ms}
        for size, time_ms in zip(SIZES, times_ms, strict=True)
    ]


def test_the_exponent_is_that_of_the_growth() -> None:
    assert scale.exponent(SIZES, (5, 5, 5)) == pytest.approx(0)
    assert scale.exponent(SIZES, [size / 7 for size in SIZES]) == pytest.approx(1)
    assert scale.exponent(SIZES, [size**2 for size in SIZES]) == pytest.approx(2)


def test_what_grows_with_the_square_is_named_and_what_grows_with_the_size_is_not() -> None:
    assert scale.grow_too_fast(figures(10, 110, 1_000)) == ["open"]
    assert scale.grow_too_fast(figures(100, 333, 1_000)) == []


def test_growth_that_nobody_feels_is_not_held_against_it() -> None:
    assert scale.grow_too_fast(figures(0.01, 0.11, 1.0)) == []


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

    assert set(asked) >= {"shelf", "record: first visit", "library: find", "list", "open", "search"}
    assert all(time_ms > 0 for time_ms in asked.values())
