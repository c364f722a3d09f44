"""Two bundles beside each other: what counts as the same."""

import os
from pathlib import Path

from same_again import differences, prints_of


def made(folder: Path, **texts: str) -> dict[str, str]:
    folder.mkdir()
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        os.utime(path, (0, 0))
    (folder / "link").symlink_to("program")
    return prints_of(folder)


def test_the_same_files_with_the_same_rights_and_times_are_the_same(tmp_path: Path) -> None:
    assert list(differences(made(tmp_path / "a", program="x"), made(tmp_path / "b", program="x"))) == []


def test_bytes_rights_times_and_links_are_compared(tmp_path: Path) -> None:
    first = made(tmp_path / "a", bytes="x", rights="x", time="x", program="x")
    made(tmp_path / "b", bytes="y", rights="x", time="x", program="x")
    (tmp_path / "b/rights").chmod(0o600)
    os.utime(tmp_path / "b/time", (1, 1))
    (tmp_path / "b/link").unlink()
    (tmp_path / "b/link").symlink_to("elsewhere")
    found = list(differences(prints_of(tmp_path / "b"), first))
    assert found == [f"bundle-again: differs: {name}" for name in ("bytes", "link", "rights", "time")]


def test_a_file_that_only_one_of_them_has_is_named(tmp_path: Path) -> None:
    again, first = made(tmp_path / "a", program="x", more="x"), made(tmp_path / "b", program="x", less="x")
    assert list(differences(again, first)) == ["bundle-again: only here: less", "bundle-again: only there: more"]
