"""A file where the user asked for it: complete, readable by its owner only, and never at the cost of what was there."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.services.saving import SavingError, save, saved_line, saving_error


def test_saves_beside_what_is_there_and_leaves_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "Debrief.pdf"
    others = tmp_path / "Debrief.pdf.tmp"
    others.write_bytes(b"of another program")
    place.write_bytes(b"old")
    assert save(place, b"new") == place
    assert place.read_bytes() == b"new"
    assert others.read_bytes() == b"of another program"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Debrief.pdf", "Debrief.pdf.tmp"]
    assert saved_line(place) == f"Saved as “Debrief.pdf” in the folder “{tmp_path.name}”."


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    assert save(tmp_path / "a.pdf", b"x").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("gone/a.pdf", "saving.gone"),
        ("folder", "saving.name"),
        ("x" * 300 + ".pdf", "saving.name"),
        ("file/a.pdf", "saving.gone"),
    ],
)
def test_a_refusal_says_what_is_safe_and_leaves_nothing_behind(tmp_path: Path, place: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"kept")
    with pytest.raises(SavingError) as refusal:
        save(tmp_path / place, b"new")
    assert refusal.value.code == code
    assert "unchanged" in refusal.value.safe
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"kept"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "saving.full"),
        (errno.EDQUOT, "saving.full"),
        (errno.EACCES, "saving.refused"),
        (errno.EROFS, "saving.refused"),
        (errno.EIO, "saving.disk"),
    ],
)
def test_each_refusal_of_the_disk_has_its_sentence_and_quotes_no_path(number: int, code: str) -> None:
    error = saving_error(OSError(number, "said", "secret-place"))
    assert error.code == code
    assert error.next_step
    assert "secret-place" not in str(error)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_half_written_file_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "a.pdf"
    old.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SavingError, match="The disk is full"):
        save(old, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert old.read_bytes() == b"old"


KILLED = """
import os, signal, sys
from pathlib import Path
from closeddoor.services.saving import save
if sys.argv[2] == "named":
    del os.O_TMPFILE
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
save(Path(sys.argv[1]), b"what was typed")
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="files without a name are a thing of Linux")
@pytest.mark.parametrize(("how", "left"), [("nameless", 0), ("named", 1)])
def test_a_kill_leaves_nothing_of_what_was_typed(tmp_path: Path, how: str, left: int) -> None:
    """The control, `named`, is how it is done where there are no such files."""
    child = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "a.pdf", how], check=False)
    assert child.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == left


def test_a_disk_without_links_is_written_to_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", no_links)
    assert save(tmp_path / "a.pdf", b"new").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
