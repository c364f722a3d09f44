"""Packs spoilt at random, in a process of their own that sees all they do: `benchmarks.pack_mutations`, a sample."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pack_mutations import Watch

ROOT = Path(__file__).parents[2]
COUNT = int(os.environ.get("PACK_MUTATIONS", "1500"))


@pytest.mark.timeout(120 + COUNT // 10)
def test_spoilt_packs_are_read_or_refused_by_name_in_a_second_and_little_memory_and_nothing_is_written() -> None:
    ended = subprocess.run(
        [sys.executable, "-B", "-m", "benchmarks.pack_mutations", "--count", str(COUNT), "--seed", "7", "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "app"), str(ROOT)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    report = json.loads(ended.stdout)
    assert report["wrong"] == []
    assert report["written"] == []
    assert report["memory_bytes"] < 64 * 1024 * 1024
    assert report["read"] + report["refused"] == COUNT
    assert len(report["codes"]) >= 40, "the sample reaches the depth of the reader"
    print(f"{COUNT} mutations: slowest {report['slowest_s']} s, {report['memory_bytes'] / 2**20:.0f} MiB more")


@pytest.mark.parametrize(
    ("event", "arguments", "seen"),
    [
        ("open", ("x", "w", os.O_WRONLY | os.O_CREAT), True),
        ("open", ("x", "r", os.O_RDONLY), False),
        ("os.mkdir", ("x", 0o700, -1), True),
        ("subprocess.Popen", ("x", [], None, None), True),
        ("import", ("x", None, None, None, None), False),
    ],
)
def test_the_control_what_the_watch_would_see(event: str, arguments: tuple[object, ...], *, seen: bool) -> None:
    watch = Watch(on=True)
    watch.hook(event, arguments)
    assert bool(watch.seen) == seen
