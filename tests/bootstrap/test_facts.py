import platform
import sys

import pytest

from closeddoor.bootstrap import facts, system
from closeddoor.confinement import kernel
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.window import in_force


@pytest.mark.parametrize(("landlock", "claimed"), [(0, False), (1, False), (2, False), (3, True), (7, True)])
def test_not_writing_is_claimed_only_where_truncating_is_forbidden_too(landlock: int, claimed: bool) -> None:  # noqa: FBT001 -- a table
    words = facts.of_a_child(Enforced(seccomp=True, landlock=landlock))
    assert "open a connection" in words
    assert ("write a file" in words) == claimed


def test_of_the_window_nothing_is_claimed_that_is_not_in_force() -> None:
    """This very process, which runs the tests, is not confined: the kernel is asked, not the kind of system."""
    assert facts.of_the_window(in_force()).startswith("connections are not refused")
    assert "the system does not enforce that" in system.enforced_here()[-1]
    confined = Enforced(seccomp=True, landlock=7)
    assert facts.of_the_window(confined).startswith("it cannot open a connection beyond this machine; it can write in")
    assert "not enforced" not in "".join(system._of_the_window(confined))
    assert "not enforced" in "".join(system._of_the_window(Enforced(seccomp=True)))


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is a part of Linux")
def test_a_kernel_that_refuses_filters_is_not_said_to_confine_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that does not exist stands for a system that refuses it, as some containers do."""
    assert system.confines_children()
    monkeypatch.setitem(kernel._SYSCALL_SECCOMP, platform.machine(), 9999)
    assert not system.confines_children()
    assert "Nothing of this is enforced" in system.enforced_here()[0]


@pytest.mark.parametrize(("version", "said"), [(0, "no Landlock"), (2, "cannot forbid emptying"), (3, "write nothing")])
def test_of_files_is_said_what_each_version_forbids(version: int, said: str) -> None:
    assert said in system._files_sentence(version)
