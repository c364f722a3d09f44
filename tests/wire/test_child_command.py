import sys

import pytest

from closeddoor.wire.child_command import AS_CHILD, child_command


def test_from_the_source_the_interpreter_is_isolated_and_runs_the_childs_module() -> None:
    assert child_command("worker") == (sys.executable, "-I", "-B", "-m", "closeddoor.worker")


def test_in_a_bundle_the_program_itself_is_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command("keyhelper") == (sys.executable, AS_CHILD, "keyhelper")
