"""Malformed packs, by plan and by chance: refused by name within a second, and nothing is written."""

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.packs.full_pack import full_files
from tests.security.proof.row import Figure
from tests.security.proof.rows.malformed_packs import malformed_packs

ROOT = Path(__file__).parents[4]
LANES = 2
_WRITING = "openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,truncate,ftruncate"
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|^\d+ +(?!open|\s)", re.MULTILINE)
_NOWHERE = '"/dev/null"'


def packs_refused(trials: int, path: Path) -> Figure:
    """Read `trials` packs: each that is malformed by plan, and after them good ones spoilt by chance.

    One spoilt by chance may be good still; it is refused or read, and nothing else.
    """
    planned = min(trials, len(malformed_packs(full_files())))
    by_chance = trials - planned
    bounds = [planned * lane // LANES for lane in range(LANES + 1)]
    with ThreadPoolExecutor(LANES) as pool:
        reports = list(
            pool.map(
                lambda lane: _read(path / str(lane), bounds[lane], bounds[lane + 1], by_chance // LANES, lane),
                range(LANES),
            )
        )
    wrong = [each for report in reports for each in report["wrong"]]
    written = sum(report["written"] for report in reports)
    slowest_s = max(report["slowest_s"] for report in reports)
    tried = sum(report["tried"] for report in reports)
    traced = "system calls" if shutil.which("strace") else "Python's own calls"
    said = (
        f"{tried - len(wrong)} of {tried} packs ({planned} malformed by plan) refused by name or read, the slowest in"
        f" {slowest_s:.2f} s, {written} writes by {traced}{': ' + wrong[0] if wrong else ''}"
    )
    return Figure(tried, len(wrong) + written, said)


def _read(trace: Path, first: int, last: int, by_chance: int, seed: int) -> dict[str, Any]:
    module = "tests.security.proof.rows.pack_reader"
    command = [sys.executable, "-B", "-m", "tests.security.proof.broken", os.environ.get("PROOF_BROKEN", ""), module]
    if shutil.which("strace"):
        command = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={_WRITING}", "-o", str(trace), *command]
    arguments = map(str, (first, last, by_chance, seed))
    done = subprocess.run([*command, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return {"wrong": ["the process that reads died"], "written": 0, "slowest_s": 0.0, "tried": last - first}
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    seen = len(report["written"]) + _writes_in(trace)
    return {**report, "written": seen, "tried": report["structured"] + by_chance}


def _writes_in(trace: Path) -> int:
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines() if trace.is_file() else []
    return sum(bool(_WRITES.search(line)) and _NOWHERE not in line and "+++" not in line for line in lines)
