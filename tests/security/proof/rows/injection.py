"""Markup that would open, fetch or run something, in every text from outside: what the kernel was asked for."""

import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from tests.e2e.running import ROOT, environment
from tests.security.proof.row import Figure, not_measured

FEWEST_VECTORS = 20
_LONGEST_S = 300
_SOCKET = re.compile(r"\b(?:socket|socketpair)\((?!AF_UNIX)")


def nothing_opened(trials: int, path: Path) -> Figure:
    """Show every vector everywhere, `trials` times, and count the calls that name what it would have opened."""
    if shutil.which("strace") is None:
        return not_measured("strace is missing")
    opened, shown = 0, 0
    for number in range(trials):
        name = f"vector{secrets.token_hex(8)}"
        trace, said = _traced(path / str(number), name)
        calls = [line for line in trace.splitlines() if "execve(" not in line]
        opened += sum(name in line or bool(_SOCKET.search(line)) for line in calls)
        shown += said.count("shown")
    said = f"{opened} opens for {shown} vectors in every text widget"
    return Figure(shown, opened + (shown < FEWEST_VECTORS * trials), said)


def _traced(home: Path, name: str) -> tuple[str, str]:
    home.mkdir(parents=True)
    trace = home / "trace"
    strace = ("strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file,%network", "-e", "signal=none", "-o", str(trace))
    broken = ("tests.security.proof.broken", os.environ.get("PROOF_BROKEN", ""))
    done = subprocess.run(
        [*strace, sys.executable, "-B", "-m", *broken, "tests.ui.injected_window", name],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
        check=False,
    )
    return trace.read_text(errors="replace"), done.stdout
