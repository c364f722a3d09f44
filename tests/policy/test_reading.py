"""Where a policy is found and when it is followed: only what an administrator alone can write."""

import os
from pathlib import Path

import pytest

from closeddoor.policy.in_force import follow, machine_policy, rules
from closeddoor.policy.keys import KEYS, strictest
from closeddoor.policy.reading import MachinePolicy, policy_place, read_policy
from closeddoor.policy.rules import NOTHING_SET

HERE = os.getuid()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "closed-door"
    folder.mkdir(mode=0o755)
    return folder / "policy.toml"


def written(place: Path, text: str, mode: int = 0o644) -> Path:
    place.write_text(text, encoding="utf-8")
    place.chmod(mode)
    return place


def test_no_file_is_no_rule(place: Path) -> None:
    assert read_policy(place, HERE) == MachinePolicy(place=str(place))
    assert read_policy(place.parent / "none" / "policy.toml", HERE).state == "none"


def test_a_file_that_only_its_owner_can_write_is_followed(place: Path) -> None:
    found = read_policy(written(place, 'export = "off"\nlock_after_minutes = 5\n'), HERE)
    assert (found.state, found.keys, found.problems) == ("followed", ("export", "lock_after_minutes"), ())
    assert found.rules.lock_within_minutes == 5
    assert not found.rules.may_export


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666, 0o777])
def test_a_file_that_others_can_write_is_not_followed_and_is_told(place: Path, mode: int) -> None:
    found = read_policy(written(place, 'export = "off"\n', mode), HERE)
    assert (found.state, found.rules, found.keys) == ("not_followed", NOTHING_SET, ())
    assert "others than an administrator" in found.problems[0]


def test_a_file_of_somebody_else_or_in_a_folder_that_others_can_write_is_not_followed(place: Path) -> None:
    written(place, 'export = "off"\n')
    assert read_policy(place, HERE + 1).state == "not_followed"
    place.parent.chmod(0o777)
    assert read_policy(place, HERE).state == "not_followed"


def test_a_link_is_not_followed(place: Path) -> None:
    written(place, 'export = "off"\n')
    link = place.with_name("link.toml")
    link.symlink_to(place)
    assert read_policy(link, HERE).state == "not_followed"


@pytest.mark.parametrize("text", ["export = ", "[[[", "\x00", 'export = "off"\nexport = "off"\n', "#" * 300_000])
def test_what_cannot_be_understood_puts_the_strictest_in_force_and_is_told(place: Path, text: str) -> None:
    found = read_policy(written(place, text), HERE)
    assert found.rules == strictest()
    assert found.keys == tuple(spec.name for spec in KEYS)
    assert "strictest" in found.problems[0]
    assert text.strip()[:9] not in found.problems[0] or len(text) < 12


@pytest.mark.skipif(os.getuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_puts_the_strictest_in_force(place: Path) -> None:
    assert read_policy(written(place, "", 0o200), HERE).rules == strictest()


def test_nothing_that_a_user_sets_moves_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    before = policy_place()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "ProgramData", "CLOSED_DOOR_POLICY"):
        monkeypatch.setenv(name, "/tmp/mine")  # noqa: S108 - a place of the user's
    assert policy_place() == before


def test_who_asks_first_makes_it_be_read(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    written(place, 'portable = "off"\n')
    monkeypatch.setattr("closeddoor.policy.in_force.read_policy", lambda _: read_policy(place, HERE))
    follow(None)
    assert not rules().portable
    place.unlink()
    assert machine_policy().keys == ("portable",), "it stays the same until the process ends"
