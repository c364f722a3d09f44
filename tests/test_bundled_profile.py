"""Where a bundle keeps what it keeps: with the system, or beside it on a stick."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import entry
from closeddoor import profile
from closeddoor.domain.errors import KnownError
from closeddoor.policy.in_force import follow
from closeddoor.policy.reading import MachinePolicy
from closeddoor.policy.rules import Policy, PolicyError


@pytest.fixture
def _bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(profile, "SOURCE", tmp_path)


@pytest.mark.usefixtures("_bundle")
def test_a_bundle_that_was_started_as_portable_keeps_all_beside_it(tmp_path: Path) -> None:
    (tmp_path / profile.PORTABLE_MARK).touch()
    assert profile.profile_at(None).folder == tmp_path / "profile"
    assert all(folder.is_relative_to(tmp_path) for folder in profile.model_folders())


@pytest.mark.usefixtures("_bundle")
def test_a_bundle_that_was_not_keeps_nothing_beside_it(tmp_path: Path) -> None:
    assert not profile.profile_at(None).folder.is_relative_to(tmp_path)


def test_a_mark_beside_the_source_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "SOURCE", tmp_path)
    (tmp_path / profile.PORTABLE_MARK).touch()
    assert not profile.profile_at(None).folder.is_relative_to(tmp_path)


@pytest.mark.usefixtures("_bundle", "_own_environment")
def test_a_portable_start_makes_a_profile_of_its_users_own_beside_it(tmp_path: Path) -> None:
    for _ in ("the first time", "and again"):
        profile.keep_beside_program()
        assert profile.profile_at(None).folder == tmp_path / "profile"
    assert (tmp_path / "profile").stat().st_mode & 0o077 == 0
    assert Path(os.environ["XDG_CACHE_HOME"]).is_relative_to(tmp_path / "profile")


@pytest.mark.usefixtures("_bundle", "_own_environment")
def test_a_stick_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("a file where a folder should be")
    with pytest.raises(KnownError, match="beside the program"):
        profile.keep_beside_program()
    assert not (tmp_path / profile.PORTABLE_MARK).exists()


@pytest.mark.usefixtures("_bundle", "_policy_without_sticks", "_own_environment")
def test_a_policy_that_forbids_sticks_is_asked_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["closed-door", entry.PORTABLE])
    before = dict(os.environ)
    assert entry.main() == 1
    assert "from a stick" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert dict(os.environ) == before


def test_the_launcher_makes_nothing_and_leaves_all_to_the_program(tmp_path: Path) -> None:
    launcher = tmp_path / "closed-door-portable"
    shutil.copy(Path(entry.__file__).with_name(launcher.name), launcher)
    program = tmp_path / "closed-door"
    program.write_text('#!/bin/sh\necho "$@"\n')
    program.chmod(0o755)
    said = subprocess.run([launcher, "--version"], capture_output=True, text=True, check=True).stdout
    assert said == f"{entry.PORTABLE} --version\n"
    assert set(tmp_path.iterdir()) == {launcher, program}


@pytest.mark.usefixtures("_bundle", "_policy_without_sticks")
def test_a_policy_that_forbids_sticks_is_obeyed_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / profile.PORTABLE_MARK).touch()
    with pytest.raises(PolicyError, match="from a stick"):
        profile.profile_at(None)


@pytest.fixture
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, "elsewhere")


@pytest.fixture
def _policy_without_sticks() -> Iterator[None]:
    follow(MachinePolicy(Policy(portable=False), "followed"))
    yield
    follow(None)
