"""Copies are made and mended by a process that is confined as the window is, and nowhere else than it may."""

import json
import sys
from pathlib import Path

import pytest

from closeddoor.confinement import landlock
from tests.e2e.running import started

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux"),
    pytest.mark.skipif(landlock.version() < landlock.FORBIDS_TRUNCATING, reason="this kernel has no such Landlock"),
]


def done_in(home: Path, writable: Path, profile: Path) -> dict[str, object]:
    for folder in (writable, profile, home / "Documents"):
        folder.mkdir(parents=True, exist_ok=True)
    arguments = (str(writable), str(profile), str(home / "Documents" / "b.cdbackup"))
    with started("-m", "tests.e2e.confined_copies", *arguments, home=home) as child:
        said, errors = child.communicate(timeout=60)
    assert errors == ""
    done: dict[str, object] = json.loads(said)
    assert done.pop("landlock")
    return done


def test_a_confined_window_saves_restores_puts_back_deletes_and_repairs(tmp_path: Path) -> None:
    home = tmp_path / "home"
    profile = home / ".local" / "share" / "closed-door"
    done = done_in(home, profile, profile)
    assert done == {"saved": "b.cdbackup", "holds": 1, "aside": "vault.before-restore-1", "repaired": 1}
    assert sorted(path.name for path in profile.iterdir()) == ["vault", "vault.damaged-1"]
    assert [path.name for path in (home / "Documents").iterdir()] == ["b.cdbackup"]


def test_control_with_another_folder_it_could_do_none_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = done_in(home, home / ".elsewhere", home / ".local" / "share" / "closed-door")
    assert done == {"refusal": "vault.read_only"}
