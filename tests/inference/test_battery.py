"""The battery, read from a folder like the system's."""

from pathlib import Path

import pytest

from closeddoor.inference.battery import charge_left


def supply(folder: Path, name: str, **says: str) -> None:
    (folder / name).mkdir()
    for key, value in says.items():
        (folder / name / key).write_text(f"{value}\n")


def battery(folder: Path, name: str, status: str, capacity: str, scope: str = "System") -> None:
    supply(folder, name, type="Battery", status=status, capacity=capacity, scope=scope)


def test_a_discharging_battery_tells_what_is_left(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    battery(tmp_path, "BAT0", "Discharging", "17")
    assert charge_left(tmp_path) == 17


@pytest.mark.parametrize("status", ["Charging", "Full", "Not charging", "Unknown"])
def test_on_mains_nothing_is_said(tmp_path: Path, status: str) -> None:
    battery(tmp_path, "BAT0", status, "17")
    assert charge_left(tmp_path) is None


def test_the_fuller_of_two_counts(tmp_path: Path) -> None:
    battery(tmp_path, "BAT0", "Discharging", "5")
    battery(tmp_path, "BAT1", "Not charging", "80")
    assert charge_left(tmp_path) == 80


def test_a_mouse_is_no_laptop(tmp_path: Path) -> None:
    battery(tmp_path, "hidpp_battery_0", "Discharging", "9", scope="Device")
    assert charge_left(tmp_path) is None


def test_where_nobody_says_nothing_is_known(tmp_path: Path) -> None:
    assert charge_left(tmp_path / "absent") is None
    battery(tmp_path, "BAT0", "Discharging", "many")
    assert charge_left(tmp_path) is None
