"""The self-test believes what really happened: a process that is not confined is found out, and one that is silent."""

import sys
from pathlib import Path

import pytest

from closeddoor.confinement import landlock
from closeddoor.confinement.attempts import ATTEMPTS
from closeddoor.services.selftest import KIND_NAMES, all_refused, selftest

BROKEN = Path(__file__).parents[1] / "fakes" / "selftest_broken.py"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux")


def broken(how: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-B", str(BROKEN), how)


@LINUX
def test_every_kind_of_process_is_tried_and_none_gets_out(tmp_path: Path) -> None:
    reports = list(selftest(within=tmp_path))
    assert [report.kind for report in reports] == list(KIND_NAMES)
    assert all(len(report.tried) == len(ATTEMPTS) for report in reports)
    assert [each for report in reports for each in report.tried if each.outcome == "got_out"] == []
    assert all_refused(reports)
    if landlock.version() >= landlock.FORBIDS_TRUNCATING:
        assert {report.kind: report.count("refused") >= 40 for report in reports} == dict.fromkeys(KIND_NAMES, True)
    assert list(tmp_path.iterdir()) == []


@LINUX
def test_a_process_that_only_says_it_is_confined_is_found_out(tmp_path: Path) -> None:
    (report,) = selftest(["worker"], within=tmp_path, command=broken("lying"))
    assert report.enforced.seccomp
    assert report.count("got_out") >= 40
    assert not all_refused([report])
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_tried_where_nothing_is_enforced(tmp_path: Path) -> None:
    (report,) = selftest(["reader"], within=tmp_path, command=broken("bare"))
    assert (report.tried, report.enforced.why_not) == ((), ("Nothing is enforced.",))
    assert not all_refused([report]), "nothing was shown"


@pytest.mark.parametrize("command", [broken("silent"), ("/nowhere/python",)])
def test_a_process_that_says_nothing_has_shown_nothing(tmp_path: Path, command: tuple[str, ...]) -> None:
    (report,) = selftest(["derive"], within=tmp_path, command=command)
    assert report.problem
    assert not all_refused([report])


def test_without_a_folder_for_it_nothing_is_shown(tmp_path: Path) -> None:
    (report,) = selftest(["worker"], within=tmp_path / "nowhere")
    assert "folder" in report.problem
    assert not all_refused([report])


@LINUX
def test_looking_tries_nothing(tmp_path: Path) -> None:
    (report,) = selftest(["keychain"], tries=False, within=tmp_path)
    assert report.enforced.seccomp
    assert report.tried == ()
