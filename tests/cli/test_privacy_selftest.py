import json
import sys
from collections.abc import Iterator

import pytest

from closeddoor.cli import run
from closeddoor.cli.privacy import selftest as command
from closeddoor.confinement.enforced import Enforced
from closeddoor.selftest.report import KindReport, Tried
from closeddoor.services.selftest import KIND_NAMES

REFUSED, OUT = Tried("TCP to ::1", "network", "refused", "EPERM"), Tried("io_uring", "kernel", "got_out", "got out")
NOT_HERE = Tried("write a file", "files", "not_enforced")
BARE = KindReport("reader", Enforced(why_not=("Nothing is enforced on this system (Darwin).",)))


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux")
def test_each_attempt_is_shown_with_its_refusal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["privacy", "selftest", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["all_refused"]
    assert [each["kind"] for each in said["processes"]] == list(KIND_NAMES)
    tcp = [each for process in said["processes"] for each in process["tried"] if each["name"] == "TCP to 127.0.0.1"]
    assert [each["error"] for each in tcp] == ["EPERM"] * 5


@pytest.mark.parametrize(
    ("reports", "code", "words"),
    [
        ([KindReport("worker", Enforced(seccomp=True), (REFUSED,))], 0, "All 1 attempts were refused"),
        ([KindReport("worker", Enforced(seccomp=True), (REFUSED, OUT))], 1, "1 of 2 attempts got out"),
        ([KindReport("worker", Enforced(), problem="it took too long")], 1, "the model did not answer"),
        ([BARE], 1, "Nothing was tried"),
        ([KindReport("reader", Enforced(seccomp=True), (REFUSED, NOT_HERE))], 1, "1 were not made"),
    ],
)
def test_the_verdict_says_what_was_shown(
    reports: list[KindReport],
    code: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def scripted() -> Iterator[KindReport]:
        return iter(reports)

    monkeypatch.setattr(command, "selftest", scripted)
    assert run(["privacy", "selftest"]) == code
    assert words in capsys.readouterr().out
