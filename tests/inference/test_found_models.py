"""Looking for models in made folders, never in a real home."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from closeddoor.inference import found_models, laptop_memory, untrusted_file
from closeddoor.inference.found_models import Found
from closeddoor.inference.judged_model import IN_PARTS, NO_CHAT, NO_GGUF, TOO_LARGE, UNFINISHED, UNREADABLE
from closeddoor.inference.model_places import ModelPlace, known_places
from closeddoor.inference.untrusted_file import LINK, NO_FILE
from tests.fakes.model_headers import look
from tests.inference.gguf_bytes import gguf

HEX = "ab" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def looked(folder: Path, layout: Any = "files") -> Found:
    return look([ModelPlace("An app", folder, layout)])


def passed_over(found: Found) -> dict[str, str]:
    return {each.name: each.why for each in found.passed_over}


def manifest(folder: Path, layers: Any, *place: str) -> None:
    path = folder.joinpath("manifests", *place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"schemaVersion": 2, "layers": layers}))


def layer(size_bytes: int, digest: str = f"sha256:{HEX}") -> dict[str, object]:
    return {"mediaType": "application/vnd.an-app.image.model", "digest": digest, "size": size_bytes}


def test_files_are_found_at_any_depth_with_what_they_are(folder: Path) -> None:
    path = folder / "publisher" / "Qwen2.5-7B-GGUF" / "qwen2.5-7b-q5_k_m.gguf"
    path.parent.mkdir(parents=True)
    path.write_bytes(gguf({"general.architecture": "qwen2", "general.name": "evil\nname"}))
    (path.parent / "model.gguf").write_bytes(gguf())
    found = looked(folder)
    by_name = {model.name: model for model in found.models}
    assert set(by_name) == {"qwen2.5-7b-q5_k_m", "Qwen2.5-7B-GGUF"}
    model = by_name["qwen2.5-7b-q5_k_m"]
    assert (model.app, model.path, model.quantisation) == ("An app", path, "Q5_K_M")
    assert model.identity.size_bytes == path.stat().st_size
    assert found.passed_over == []


def test_blobs_are_found_by_their_manifests(folder: Path) -> None:
    blob = folder / "blobs" / f"sha256-{HEX}"
    blob.parent.mkdir()
    blob.write_bytes(gguf())
    manifest(folder, [{"mediaType": "text", "digest": "x"}, layer(blob.stat().st_size)], "host", "library", "phi", "4b")
    (model,) = looked(folder, "blobs").models
    assert (model.name, model.path, model.quantisation) == ("phi:4b", blob, "Q4_K_M")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"layers": 3}', b'{"layers": [{"mediaType": "x.image.model"}]}', b"[" * 70_000]
)
def test_a_manifest_that_is_none_is_nothing(folder: Path, content: bytes) -> None:
    path = folder / "manifests" / "host" / "library" / "phi" / "4b"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert looked(folder, "blobs") == Found()


def test_a_manifest_cannot_lead_out_of_its_folder(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.gguf"
    secret.write_bytes(gguf())
    (folder / "blobs" / "sha256-x").mkdir(parents=True)
    for digest in ("../../secret.gguf", "sha256:../../secret.gguf", "sha256:x/../../../secret.gguf"):
        manifest(folder, [layer(secret.stat().st_size, digest)], "host", "library", "phi", "4b")
        assert looked(folder, "blobs").models == []


def test_what_cannot_be_taken_is_passed_over_with_a_word(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.gguf"
    outside.write_bytes(gguf())
    (folder / "link.gguf").symlink_to(outside)
    os.mkfifo(folder / "pipe.gguf")
    (folder / "text.gguf").write_text("not a model")
    (folder / "empty.gguf").touch()
    (folder / "incomplete-llama.gguf").write_bytes(gguf())
    (folder / "llama.gguf.part").write_bytes(gguf())
    (folder / "split-00001-of-00002.gguf").write_bytes(gguf({"split.count": 2}))
    (folder / "mmproj.gguf").write_bytes(gguf({"general.architecture": "clip"}))
    (folder / "adapter.gguf").write_bytes(gguf({"general.architecture": "llama", "general.type": "adapter"}))
    found = looked(folder)
    assert found.models == []
    assert passed_over(found) == {
        "link": LINK,
        "pipe": NO_FILE,
        "text": NO_GGUF,
        "empty": NO_GGUF,
        "incomplete-llama.gguf": UNFINISHED,
        "llama.gguf.part": UNFINISHED,
        "split-00001-of-00002": IN_PARTS,
        "mmproj": NO_CHAT,
        "adapter": NO_CHAT,
    }


def test_a_blob_that_is_missing_or_too_short_is_half_downloaded(folder: Path) -> None:
    manifest(folder, [layer(10)], "host", "library", "gone", "1b")
    assert passed_over(looked(folder, "blobs")) == {"gone:1b": UNFINISHED}
    (folder / "blobs").mkdir()
    (folder / "blobs" / f"sha256-{HEX}").write_bytes(gguf())
    assert passed_over(looked(folder, "blobs")) == {"gone:1b": UNFINISHED}


def test_what_may_not_be_read_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "theirs.gguf").write_bytes(gguf())

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(untrusted_file, "open_untrusted", refuse)
    assert passed_over(looked(folder)) == {"theirs": UNREADABLE}


def test_how_much_is_looked_at_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        (folder / f"{number:02}.gguf").write_bytes(gguf())
    monkeypatch.setattr(found_models, "MOST_ENTRIES", 10)
    found = looked(folder)
    assert (len(found.models), found.is_partial) == (10, True)


def test_more_files_than_are_held_at_once_are_looked_at_in_portions(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_models, "MOST_AT_ONCE", 3)
    for number in range(8):
        (folder / f"{number}.gguf").write_bytes(gguf())
    (folder / "4.gguf").write_text("not a model")
    found = looked(folder)
    assert [model.name for model in found.models] == list("0123567")
    assert passed_over(found) == {"4": NO_GGUF}


def test_what_the_laptop_can_never_hold_or_is_cut_off_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "cut.gguf").write_bytes(gguf(tensors=[(1_000_000, 0)]))
    (folder / "qwen-00001-of-00002.gguf").write_bytes(gguf())
    assert passed_over(looked(folder)) == {"cut": UNFINISHED, "qwen-00001-of-00002": IN_PARTS}
    (folder / "cut.gguf").write_bytes(gguf(tensors=[(10, 0)]) + bytes(100))
    monkeypatch.setattr(laptop_memory, "total_bytes", lambda: 1_000_000)
    assert passed_over(looked(folder))["cut"] == TOO_LARGE


def test_one_file_under_two_names_is_one_model(folder: Path) -> None:
    (folder / "a.gguf").write_bytes(gguf())
    os.link(folder / "a.gguf", folder / "b.gguf")
    assert [model.name for model in looked(folder).models] == ["a"]


def test_a_folder_that_was_put_elsewhere_is_followed_and_one_inside_is_not(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another disk"
    elsewhere.mkdir()
    (elsewhere / "a.gguf").write_bytes(gguf())
    (tmp_path / "home").symlink_to(elsewhere)
    assert len(looked(tmp_path / "home").models) == 1
    (folder / "inside").symlink_to(elsewhere)
    assert looked(folder) == Found()


def test_missing_places_are_nothing(tmp_path: Path) -> None:
    assert look(known_places(tmp_path, {"XDG_DATA_HOME": "", "OLLAMA_MODELS": str(tmp_path)}, "darwin")) == Found()


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_the_places_of_every_system_are_under_the_home_or_named_in_full(tmp_path: Path, platform: str) -> None:
    places = known_places(tmp_path, {}, platform)
    assert {place.app for place in places} == {"Ollama", "LM Studio", "Jan", "GPT4All"}
    assert all(place.folder.is_absolute() for place in places)
    assert places[0].shown(tmp_path) == "~/.ollama/models"
    moved = known_places(tmp_path, {"OLLAMA_MODELS": "/mnt/models"}, platform)
    assert moved[0].shown(tmp_path) == "/mnt/models"
