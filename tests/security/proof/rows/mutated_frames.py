"""Spoilt frames in both directions, over real pipes: the real worker's channel, and the window's real client."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from tests.security.proof.row import Figure

ROOT = Path(__file__).parents[4]
MOST_BYTES = 96 * 1024 * 1024
"""How much more memory hearing them may take: a frame of four megabytes may be JSON of many small values."""


def frames_heard(trials: int, path: Path) -> Figure:
    """Let workers hear half of `trials` spoilt streams, and a window the other half."""
    to_workers = range((trials + 1) // 2)
    to_window = range(trials // 2)
    with ThreadPoolExecutor(2) as pool:
        workers = pool.submit(partial(_report, "frame_server", (), to_workers))
        window = pool.submit(partial(_report, "frame_window", (str(path),), to_window))
        reports = [workers.result(), window.result()]
    tried = sum(report["tried"] for report in reports)
    crashed = sum(report["crashed"] for report in reports)
    held_bytes = [report["bytes"] for report in reports]
    said = (
        f"{tried} streams with a spoilt frame heard, {crashed} crashes or questions without an end,"
        f" {sum(report['refused'] for report in reports)} refused; worker {held_bytes[0] / 2**20:.0f} MiB and window"
        f" {held_bytes[1] / 2**20:.0f} MiB more at most"
    )
    unbounded = sum(each > MOST_BYTES for each in held_bytes)
    return Figure(trials, crashed + unbounded + trials - tried, said)


def _report(module: str, arguments: tuple[str, ...], numbers: range) -> dict[str, Any]:
    """Return what a process says of the streams it heard; of one that died, that it heard none."""
    command = [sys.executable, "-B", "-m", "tests.security.proof.broken", os.environ.get("PROOF_BROKEN", "")]
    command += [f"tests.security.proof.rows.{module}", *arguments, *map(str, numbers)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return {"tried": 0, "crashed": 1, "refused": 0, "bytes": 0}
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report
