"""The same folder is the same archive, whoever made it and whenever."""

import os
import tarfile
from pathlib import Path

import pytest

from archives import make_tar, sha256_of


def folder_at(path: Path, names: list[str], time_s: int) -> Path:
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(name)
        os.utime(path / name, (time_s, time_s))
    return path


def test_two_folders_of_the_same_content_are_the_same_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    first = folder_at(tmp_path / "first", ["b", "a/c"], 1)
    second = folder_at(tmp_path / "second", ["a/c", "b"], 2_000_000_000)
    made = [make_tar(each, tmp_path / f"{each.name}.tar.gz", "it") for each in (first, second)]
    assert sha256_of(made[0]) == sha256_of(made[1])
    with tarfile.open(made[0]) as archive:
        assert archive.getnames() == ["it", "it/a", "it/a/c", "it/b"]
        assert {(each.uid, each.uname, each.mtime) for each in archive} == {(0, "root", 1767225600)}


def test_another_content_is_another_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    first, second = folder_at(tmp_path / "first", ["a"], 1), folder_at(tmp_path / "second", ["a", "b"], 1)
    made = [make_tar(each, tmp_path / f"{each.name}.tar.gz", "it") for each in (first, second)]
    assert sha256_of(made[0]) != sha256_of(made[1])
