"""The soak for seconds: the real window is driven, sampled and judged, and what leaks on purpose is caught."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.soak_verdict import FEWEST_SAMPLES, Verdict, judged
from tests.e2e.running import NEEDS_MODELS, ROOT

MIB = 1024


def samples(
    mib: list[float], descriptors: list[int] | None = None, process: str = "window 0", from_minute: int = 15
) -> list[dict[str, Any]]:
    """Return one sample a minute."""
    return [
        {
            "kind": "sample",
            "minute": from_minute + minute,
            "process": process,
            "pss_kib": each * MIB,
            "anonymous_kib": each * MIB,
            "descriptors": descriptors[minute] if descriptors else 12,
            "threads": 4,
        }
        for minute, each in enumerate(mib)
    ]


def the_verdict(lines: list[dict[str, Any]]) -> Verdict:
    (verdict,) = judged(lines, 15)
    return verdict


def test_memory_that_comes_and_goes_is_flat() -> None:
    verdict = the_verdict(samples([100, 140, 100, 100] * 5))

    assert verdict.is_flat
    assert verdict.growth == 1
    assert verdict.minutes == 19


def test_memory_that_grows_by_more_than_a_twentieth_is_told_with_its_slope() -> None:
    verdict = the_verdict(samples([100 + minute for minute in range(20)]))

    assert not verdict.is_flat
    assert verdict.slope_mib_per_h == pytest.approx(60)
    assert "GROWS" in verdict.line()


def test_descriptors_that_grow_are_told_where_memory_is_flat() -> None:
    assert not the_verdict(samples([100] * 20, [12 + minute // 5 for minute in range(20)])).is_flat
    assert the_verdict(samples([100] * 20, [12, 14, 12, 12] * 5)).is_flat


def test_the_warm_up_is_not_judged() -> None:
    before = samples([50] * 15, from_minute=0)

    assert the_verdict(before + samples([100] * 20)).is_flat


def test_every_process_is_judged_that_lived_long_enough() -> None:
    short, lived = (
        samples([100] * count, process=name) for count, name in ((FEWEST_SAMPLES - 1, "a"), (FEWEST_SAMPLES, "b"))
    )

    assert [each.process for each in judged(short + lived, 15)] == ["b"]


@NEEDS_MODELS
@pytest.mark.skipif(sys.platform != "linux", reason="/proc is read")
def test_a_real_window_is_lived_in_and_what_it_leaks_on_purpose_is_caught(tmp_path: Path) -> None:
    out = tmp_path / "soak.jsonl"
    command = ("benchmarks.soak", "--minutes", "0.8", "--warm-up", "0.05", "--every", "0.3", "--share", "9")
    run = subprocess.run(
        [sys.executable, "-m", *command, "--out", out, "--leak", "--activities", "palette"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    lines = [json.loads(line) for line in out.read_text().splitlines()]
    did = [line.get("done", line) for line in lines if line["kind"] == "did"]
    assert did.count("palette") >= 3, run.stderr
    assert did[0] == "talk"
    assert did.count("open") == 4, "locked thrice while it warms up, and once at the end"
    windows = {each.process: each for each in judged(lines, 3 / 60) if each.process.startswith("window")}
    window = windows["window 3.0"]
    assert window.last_descriptors > window.first_descriptors
    assert "GROWS" in run.stdout
