import hashlib
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.inference import taking
from closeddoor.inference.judged_model import FoundModel
from closeddoor.inference.model_places import ModelPlace
from closeddoor.inference.taking import ChosenModel, Taking, TakingError, sweep
from closeddoor.wire.model_headers import Shape
from tests.fakes.model_headers import look
from tests.inference.gguf_bytes import gguf

CONTENT = gguf() + bytes(range(256)) * 200


@pytest.fixture
def model(tmp_path: Path) -> FoundModel:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "a.gguf").write_bytes(CONTENT)
    return look([ModelPlace("An app", folder)]).models[0]


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "models"


def take(work: Taking, limit_s: float = 60.0) -> ChosenModel:
    while (taken := work.advance(limit_s)) is None:
        pass
    return taken


def test_a_model_is_hashed_where_it_is(model: FoundModel) -> None:
    taken = take(Taking(model, None))
    assert (taken.sha256, taken.path, taken.is_copy) == (hashlib.sha256(CONTENT).hexdigest(), model.path, False)
    assert taken.is_there()
    assert ChosenModel.from_json(taken.to_json()) == taken


def test_what_a_model_says_of_itself_is_kept_and_what_was_stored_before_is_still_read(model: FoundModel) -> None:
    said = replace(model, quantisation="Q4_1", licence="apache-2.0", shape=Shape(parameters=134, kv_heads=3))
    taken = take(Taking(said, None))
    assert (taken.licence, taken.shape.kv_heads) == ("apache-2.0", 3)
    stored = taken.to_json()
    assert ChosenModel.from_json(stored) == taken
    older = {key: value for key, value in stored.items() if key not in {"quantisation", "licence", "shape"}}
    for shape in ({}, {"shape": {"parameters": 1}}, {"shape": 5}):
        read = ChosenModel.from_json({**older, **shape})
        assert read == replace(taken, quantisation="", licence="", shape=Shape())


def test_a_copy_is_whole_and_readable_by_its_owner_only(model: FoundModel, into: Path) -> None:
    taken = take(Taking(model, into))
    assert (taken.path.read_bytes(), taken.is_copy) == (CONTENT, True)
    assert taken.path.name == f"{hashlib.sha256(CONTENT).hexdigest()}.gguf"
    assert taken.path.stat().st_mode & 0o777 == 0o600
    assert list(into.iterdir()) == [taken.path]
    assert take(Taking(model, into)).path == taken.path


def test_it_goes_in_steps_and_can_be_given_up(model: FoundModel, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "CHUNK_BYTES", 1000)
    work = Taking(model, into)
    fractions = []
    for _ in range(5):
        assert work.advance(0.0) is None
        fractions.append(work.fraction)
    assert fractions == sorted(set(fractions))
    assert 0 < fractions[0] < fractions[-1] < 1
    assert len(list(into.iterdir())) == 1
    work.abandon()
    assert list(into.iterdir()) == []


def test_only_the_beginnings_of_copies_are_swept(into: Path) -> None:
    assert sweep(into) == 0
    into.mkdir(parents=True)
    left, whole, other = into / f"{'0a' * 8}.part", into / f"{'0a' * 32}.gguf", into / "notes.part"
    for path in (left, whole, other):
        path.touch()
    assert sweep(into) == 1
    assert sorted(into.iterdir()) == sorted([whole, other])


@pytest.mark.parametrize("how", ["longer", "replaced", "gone", "a link"])
def test_a_file_that_changes_meanwhile_is_not_taken(
    model: FoundModel, into: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "CHUNK_BYTES", 1000)
    work = Taking(model, into)
    if how == "longer":
        assert work.advance(0.0) is None
        with model.path.open("ab") as file:
            file.write(b"more")
    else:
        model.path.unlink()
    if how == "replaced":
        model.path.write_bytes(CONTENT)
        os.utime(model.path, ns=(0, 0))
    elif how == "a link":
        model.path.symlink_to("/etc/passwd")
    with pytest.raises(TakingError, match="changed or went away"):
        take(work)
    assert list(into.iterdir()) == [] if how == "longer" else not into.exists()


def test_a_full_disk_is_said_before_anything_is_copied(
    model: FoundModel, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "SPARE_BYTES", 2**62)
    with pytest.raises(TakingError, match="not enough space"):
        take(Taking(model, into))
    assert list(into.iterdir()) == []


def test_a_disk_that_fills_leaves_nothing(model: FoundModel, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(TakingError, match="No space left"):
        take(Taking(model, into))
    assert list(into.iterdir()) == []


def test_a_model_that_went_away_or_has_another_length_is_known(model: FoundModel) -> None:
    taken = take(Taking(model, None))
    os.utime(model.path, ns=(0, 0))
    assert taken.is_there(), "a time says nothing of the content; the worker hashes it"
    with model.path.open("ab") as file:
        file.write(b"more")
    assert not taken.is_there()
    model.path.unlink()
    assert not taken.is_there()
    model.path.symlink_to("/etc/passwd")
    assert not taken.is_there()


def test_only_a_file_that_had_settled_before_it_was_read_is_known_again(
    model: FoundModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = take(Taking(model, None))
    assert fresh.verified is None, "what is written in the same tick of the clock would look the same"
    later_ns = time.time_ns() + 3_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later_ns)
    settled = take(Taking(model, None))
    assert settled.verified == model.identity
    assert ChosenModel.from_json(settled.to_json()) == settled


def test_what_was_chosen_before_times_were_relied_on_is_hashed_again(model: FoundModel) -> None:
    stored = take(Taking(model, None)).to_json()
    del stored["changed_ns"]
    choice = ChosenModel.from_json(stored)
    assert choice is not None
    assert choice.is_there()
    assert choice.verified is None


def test_a_change_that_puts_the_time_back_is_seen_while_a_file_is_taken(
    model: FoundModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "CHUNK_BYTES", 1000)
    work = Taking(model, None)
    assert work.advance(0.0) is None
    before = model.path.stat()
    with model.path.open("r+b") as file:
        file.write(b"GGUF")
    os.utime(model.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(TakingError, match="changed or went away"):
        take(work)


@pytest.mark.parametrize("stored", [None, 3, {}, {"name": "x"}, "text", []])
def test_settings_that_hold_no_model_choose_none(stored: object) -> None:
    assert ChosenModel.from_json(stored) is None


def test_settings_of_another_form_choose_none(model: FoundModel) -> None:
    stored = take(Taking(model, None)).to_json()
    for key, value in (("size_bytes", "3"), ("path", 7), ("is_copy", "no"), ("inode", True)):
        assert ChosenModel.from_json({**stored, key: value}) is None
