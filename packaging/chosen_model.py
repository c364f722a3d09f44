"""A model that whoever makes a bundle puts into it: with its hash, and with a licence or not at all."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from gguf import GGUFReader


class RefusedModelError(Exception):
    """The model cannot be put into a bundle; the message says why, and what to do."""


@dataclass(frozen=True)
class ChosenModel:
    """What a bundle says of the model in it."""

    path: Path
    title: str
    sha256: str
    licence: str
    licence_text: str
    context_tokens: int

    def as_toml(self) -> str:
        """Return what the application reads beside the file."""
        fields = {
            "file_name": self.path.name,
            "title": self.title,
            "sha256": self.sha256,
            "size_bytes": self.path.stat().st_size,
            "licence": self.licence,
            "context_tokens": self.context_tokens,
        }
        return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())


def chosen_model(path: Path) -> ChosenModel:
    """Read what the file says of itself; raises `RefusedModelError` for no model, and for one without a licence."""
    path = path.resolve()
    try:
        reader = GGUFReader(path)
    except (OSError, ValueError, IndexError) as error:
        raise RefusedModelError(f"“{path.name}” is not a whole model in the GGUF format ({error}).") from None
    said = Header(reader)
    beside = path.with_name(path.name + ".licence")
    text = beside.read_text(encoding="utf-8").strip() if beside.is_file() else ""
    licence = said.text("general.license") or (text.splitlines()[0].strip() if text else "")
    if not licence:
        raise RefusedModelError(
            f"“{path.name}” does not say under which licence it may be handed on. Put the licence's text into"
            f" “{beside.name}” beside it, the licence's name in the first line, and begin again."
        )
    architecture = said.text("general.architecture")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    context = min(said.number(f"{architecture}.context_length") or 8192, 8192)
    return ChosenModel(path, said.text("general.name") or path.stem, sha256, licence, text, context)


class Header:
    """What stands in the header of a model file."""

    def __init__(self, reader: GGUFReader) -> None:
        self._fields = reader.fields

    def text(self, name: str) -> str:
        """Return a text, "" where there is none."""
        value = self._value(name)
        return value.strip() if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Return a number, 0 where there is none."""
        value = self._value(name)
        return int(value) if isinstance(value, int) else 0

    def _value(self, name: str) -> object:
        field = self._fields.get(name)
        return field.contents() if field else None
