import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from closeddoor import profile
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


@pytest.mark.usefixtures("_bundle", "_policy_without_sticks")
def test_a_policy_that_forbids_sticks_is_obeyed_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / profile.PORTABLE_MARK).touch()
    with pytest.raises(PolicyError, match="from a stick"):
        profile.profile_at(None)


@pytest.fixture
def _policy_without_sticks() -> Iterator[None]:
    follow(MachinePolicy(Policy(portable=False), "followed"))
    yield
    follow(None)
