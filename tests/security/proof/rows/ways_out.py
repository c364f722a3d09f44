"""Ways out of each kind of process, and what a whole session asks of the network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING
from closeddoor.selftest.report import KindReport
from closeddoor.services.selftest import KIND_NAMES, selftest
from tests.e2e.running import environment
from tests.security.proof.row import Figure, not_measured

ROOT = Path(__file__).parents[4]
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)", re.MULTILINE)
_CHILDREN = ("closeddoor.worker", "closeddoor.reader", "closeddoor.keyhelper")
_SEEN = (*_CHILDREN, STARTER_CHAT.file_name, STARTER_EMBEDDING.file_name, "--again")
"""What must have been started in a session: each kind of child, both models, and the window after the lock."""
_LONGEST_S = 400
_FEWEST_ATTEMPTS = 40


def _program(module: str) -> tuple[str, ...]:
    return (sys.executable, "-B", "-m", "tests.security.proof.broken", os.environ.get("PROOF_BROKEN", ""), module)


def attempts_refused(trials: int, path: Path) -> Figure:
    """Let each kind of process try every way out, `trials` times; a kind that tries too few has failed too."""
    reports = [
        report for _ in range(trials) for report in selftest(within=path, command=_program("closeddoor.selftest"))
    ]
    tried, got_out, too_few = (
        sum(map(_tried, reports)),
        sum(map(_got_out, reports)),
        sum(map(_shows_too_little, reports)),
    )
    least = {kind: min(_tried(report) for report in reports if report.kind == kind) for kind in KIND_NAMES}
    kinds = ", ".join(f"{kind} {number}" for kind, number in least.items())
    said = f"{got_out} of {tried} attempts got out, {too_few} of {len(reports)} processes tried too few ({kinds})"
    return Figure(max(tried, len(reports)), got_out + too_few, said)


def _tried(report: KindReport) -> int:
    return report.count("refused") + report.count("got_out")


def _got_out(report: KindReport) -> int:
    return report.count("got_out")


def _shows_too_little(report: KindReport) -> bool:
    """What the threat model names is allowed to a kind and not counted; what is not enforced was not tried."""
    return bool(report.problem) or _tried(report) < _FEWEST_ATTEMPTS


class BrokenOffError(Exception):
    """A session did not come to its end, or not everything had its turn in it."""


def session_without_network(trials: int, path: Path) -> Figure:
    """Trace whole sessions in a confined window: a briefing, keeping it, a conversation, a document, a lock.

    Counts sockets that are not of this machine, and any call about sockets by worker, reader and key helper.
    """
    if shutil.which("strace") is None:
        return not_measured("strace is missing")
    failures = 0
    try:
        for number in range(trials):
            failures += _network_calls(path / str(number))
    except BrokenOffError as broken_off:
        return Figure(0, 1, f"a session shows nothing: {broken_off}")
    return Figure(trials, failures, f"{failures} network calls in {trials} sessions, all processes")


def _network_calls(home: Path) -> int:
    profile, trace, document = home / "profile", home / "trace", home / "minutes.txt"
    profile.mkdir(parents=True, mode=0o700)
    document.write_text("The board agreed.")
    strace = ("strace", "-f", "-qq", "-e", "trace=%network,execve", "-e", "signal=none", "-s", "400", "-o", str(trace))
    command = (*strace, *_program("tests.e2e.confined_session"), str(profile), str(document))
    done = subprocess.run(
        command, env=environment(home), cwd=ROOT, capture_output=True, timeout=_LONGEST_S, check=False
    )
    calls: list[tuple[str, str, str]] = _CALL.findall(trace.read_text())
    started = [(pid, rest) for pid, call, rest in calls if call == "execve"]
    if done.returncode:
        raise BrokenOffError(done.stderr.decode().strip().splitlines()[-4:])
    if missing := [words for words in _SEEN if not any(words in rest for _, rest in started)]:
        raise BrokenOffError(f"{missing} had no turn")
    children = {pid for pid, rest in started if any(name in rest for name in _CHILDREN)}
    foreign = [rest for _, call, rest in calls if call in {"socket", "socketpair"} and not rest.startswith("AF_UNIX")]
    return len(foreign) + sum(call != "execve" for pid, call, _ in calls if pid in children)
