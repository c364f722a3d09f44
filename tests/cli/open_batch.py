"""A `score --batch -` whose standard input stays open: what it answers to each line before the next one."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def answered_one_by_one(pack: Path, lines: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    """Write one line at a time and yield its answer; the process ends with the last, and ends well."""
    command = [sys.executable, "-B", "-m", "closeddoor", "score", "--pack", str(pack), "--batch", "-", "--json"]
    with subprocess.Popen(
        command, env={"PYTHONPATH": str(ROOT / "app")}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in lines:
            process.stdin.write(line.rstrip(b"\n") + b"\n")
            process.stdin.flush()
            yield json.loads(process.stdout.readline())
        process.stdin.close()
        assert process.wait(timeout=60) == 0
