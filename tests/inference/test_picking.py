"""A file that the user picked: a model, or a sentence that says what it is instead."""

import os
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.inference import laptop_memory
from closeddoor.inference.judged_model import FoundModel
from closeddoor.inference.picking import CHOSEN, PickedFile
from closeddoor.reader.model_headers import answer_to
from tests.inference.gguf_bytes import gguf


def picked(path: Path) -> FoundModel:
    file = PickedFile(path)
    return file.judged(answer_to(file.beginning))


def refusal(path: Path) -> KnownError:
    with pytest.raises(KnownError) as caught:
        picked(path)
    assert caught.value.safe
    assert caught.value.next_step
    return caught.value


def test_a_model_is_found_by_its_file_also_behind_a_link_and_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "phi-4.Q4_K_M"
    path.write_bytes(gguf({"general.architecture": "phi3"}))
    (tmp_path / "link").symlink_to(path)
    for each in (path, tmp_path / "link"):
        model = picked(each)
        assert (model.app, model.name, model.path) == (CHOSEN, "phi-4.Q4_K_M", path)
        assert (model.quantisation, model.architecture) == ("Q4_K_M", "phi3")


@pytest.mark.parametrize(
    ("name", "content", "code", "word"),
    [
        ("notes.gguf", b"minutes of a meeting", "model.not_gguf", "not a model"),
        ("empty.gguf", b"", "model.not_gguf", "not a model"),
        ("half.gguf", gguf(tensors=[(1_000_000, 0)]), "model.incomplete", "needs 4,000,"),
        ("big-00001-of-00003.gguf", gguf(), "model.in_parts", "several files"),
        ("eyes.gguf", gguf({"general.architecture": "clip"}), "model.no_chat", "does not converse"),
    ],
)
def test_each_file_that_is_no_model_for_here_has_its_sentence(
    tmp_path: Path, name: str, content: bytes, code: str, word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    error = refusal(path)
    assert error.code == code
    assert word in error.happened
    assert f"“{name}”" in error.happened


def test_a_model_larger_than_the_memory_says_both_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.gguf"
    path.write_bytes(gguf())
    os.truncate(path, 40_000_000_000)  # a file of nothing, which takes no place
    monkeypatch.setattr(laptop_memory, "total_bytes", lambda: 16_000_000_000)
    error = refusal(path)
    assert error.code == "model.too_large"
    assert "takes 40.0 GB" in error.happened


def test_a_folder_a_pipe_a_device_and_nothing_at_all_are_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    codes = [refusal(path).code for path in (tmp_path, tmp_path / "pipe", Path(os.devnull), tmp_path / "gone")]
    assert codes == ["model.a_folder", "model.no_file", "model.no_file", "model.gone"]


def test_what_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "theirs.gguf"
    path.write_bytes(gguf())

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert refusal(path).code == "model.unreadable"
