"""A chat model that came with a bundle: it takes the starter's place where what is said of it can be read."""

from pathlib import Path

import pytest

from closeddoor.inference.catalogue import STARTER_CHAT, chat_model_in

SAID = f"""\
file_name = "a-model.gguf"
title = "A model of ours"
sha256 = "{"a" * 64}"
size_bytes = 7
licence = "MIT"
context_tokens = 4096
"""


def test_the_model_that_was_put_into_the_bundle_is_the_chat_model(tmp_path: Path) -> None:
    (tmp_path / "chosen.toml").write_text(SAID)
    (tmp_path / "a-model.gguf").write_bytes(b"weights")
    model = chat_model_in(tmp_path, STARTER_CHAT)
    assert (model.title, model.licence, model.context_tokens) == ("A model of ours", "MIT", 4096)
    assert model.spec([tmp_path]).model_path == tmp_path / "a-model.gguf"
    assert model.spec([tmp_path]).sha256 == "a" * 64


@pytest.mark.parametrize(
    "said",
    [
        "",
        "not toml",
        SAID.replace("a-model.gguf", "../../a-model.gguf"),
        SAID.replace("a" * 64, "short"),
        SAID + 'another = "word"\n',
        SAID.replace("4096", "0"),
    ],
    ids=["empty", "no TOML", "outside the folder", "no hash", "an unknown word", "no context"],
)
def test_what_cannot_be_read_leaves_the_starter_in_its_place(tmp_path: Path, said: str) -> None:
    (tmp_path / "chosen.toml").write_text(said)
    assert chat_model_in(tmp_path, STARTER_CHAT) is STARTER_CHAT


def test_without_one_the_starter_is_the_chat_model(tmp_path: Path) -> None:
    assert chat_model_in(tmp_path, STARTER_CHAT) is STARTER_CHAT
