"""The model that is put into a bundle: with its hash, and with a licence or not at all."""

import hashlib
import tomllib
from pathlib import Path

import pytest
from gguf import GGUFWriter

from chosen_model import RefusedModelError, chosen_model
from closeddoor.inference.catalogue import STARTER_CHAT, chat_model_in


def model_at(path: Path, licence: str = "", name: str = "Ours 4B") -> Path:
    writer = GGUFWriter(path, "llama")
    writer.add_name(name)
    writer.add_context_length(4096)
    if licence:
        writer.add_license(licence)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    return path


def test_the_licence_in_the_files_header_is_taken(tmp_path: Path) -> None:
    path = model_at(tmp_path / "ours.gguf", licence="apache-2.0")
    chosen = chosen_model(path)
    assert (chosen.title, chosen.licence, chosen.context_tokens) == ("Ours 4B", "apache-2.0", 4096)
    assert chosen.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_licence_beside_the_file_is_taken_with_its_text(tmp_path: Path) -> None:
    path = model_at(tmp_path / "ours.gguf")
    (tmp_path / "ours.gguf.licence").write_text("A Licence of Ours\n\nYou may.\n")
    chosen = chosen_model(path)
    assert chosen.licence == "A Licence of Ours"
    assert "You may." in chosen.licence_text


def test_without_a_licence_it_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RefusedModelError, match=r"under which licence.*“ours\.gguf\.licence” beside it"):
        chosen_model(model_at(tmp_path / "ours.gguf"))


@pytest.mark.parametrize("content", [b"", b"GGUF", b"a letter"], ids=["empty", "cut off", "something else"])
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ours.gguf").write_bytes(content)
    with pytest.raises(RefusedModelError, match="not a whole model"):
        chosen_model(tmp_path / "ours.gguf")


def test_the_application_reads_what_is_written_beside_it_whatever_its_name_is(tmp_path: Path) -> None:
    chosen = chosen_model(model_at(tmp_path / "ours.gguf", licence="MIT", name='Ours, “the \\ "best"'))
    (tmp_path / "chosen.toml").write_text(chosen.as_toml(), encoding="utf-8")
    assert tomllib.loads(chosen.as_toml())["sha256"] == chosen.sha256
    assert chat_model_in(tmp_path, STARTER_CHAT).title == 'Ours, “the \\ "best"'
