"""Trying a row and its control, each in a process of its own, which leaves no other behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from tests.security.proof.outcome import Outcome
from tests.security.proof.row import Figure, Row

ROOT = Path(__file__).parents[3]
_AS_ANYBODY = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
_LONGEST_SAMPLE_S, _LONGEST_FULL_S = 600, 10_800


def try_row(row: Row, *, full: bool) -> Outcome:
    """Try it, then the control unless there was nothing to try it on."""
    begun_s, longest_s = time.monotonic(), _LONGEST_FULL_S if full else _LONGEST_SAMPLE_S
    figure = in_a_process(row, row.full if full else row.sample, "", longest_s)
    control = figure if figure.is_unmeasured else in_a_process(row, row.control, row.defence, longest_s)
    return Outcome(row, figure, control, time.monotonic() - begun_s, full)


def in_a_process(row: Row, trials: int, defence: str, longest_s: float = _LONGEST_SAMPLE_S) -> Figure:
    """Measure a row, without `defence` if one is named; what did not come to its end is a failure."""
    prefix, said = _rights() if row.as_anybody else ((), "")
    command = [*prefix, sys.executable, "-m", "tests.security.proof", "--measure", row.name, "--trials", str(trials)]
    command += ["--break", defence] if defence else []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as child:
        try:
            output, errors = child.communicate(timeout=longest_s)
        except subprocess.TimeoutExpired:
            return Figure(0, 1, f"it did not come to its end within {longest_s:.0f} s")
        finally:
            with suppress(ProcessLookupError):  # whatever it started and did not end
                os.killpg(child.pid, signal.SIGKILL)
    if child.returncode:
        return Figure(0, 1, f"it did not run: {errors.strip().splitlines()[-1:]}")
    figure = Figure(**json.loads(output.splitlines()[-1]))
    return Figure(figure.trials, figure.failures, figure.said + said)


@cache
def _rights() -> tuple[tuple[str, ...], str]:
    """Return what a command is put behind so that it has no capabilities, and what is said where that cannot be."""
    if _has_no_capabilities():
        return (), ""
    if (
        shutil.which("unshare")
        and not subprocess.run([*_AS_ANYBODY, "true"], capture_output=True, check=False).returncode
    ):
        return _AS_ANYBODY, ""
    return (), " (with the rights of root: this system does not let them be given up)"


def _has_no_capabilities() -> bool:
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
    return all(int(line.split()[1], 16) == 0 for line in lines if line.startswith("CapEff:"))
