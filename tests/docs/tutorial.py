"""A document as a sequence of things to do: files to write, lines to change, commands to type, words to compare."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["file", "diff", "run", "refused", "said", "other"]

_FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"(?P<language>\w+) file=(?P<path>\S+)")


@dataclass(frozen=True)
class Step:
    """A fenced block; `line` is where it stands in the document, `path` the file that it is about."""

    kind: Kind
    text: str
    line: int
    path: str = ""


def steps_of(document: Path) -> Iterator[Step]:
    """Yield the blocks of a tutorial in their order."""
    source = document.read_text(encoding="utf-8")
    for found in _FENCE.finditer(source):
        line = source.count("\n", 0, found.start()) + 1
        about = _FILE.fullmatch(found["info"])
        if about is not None:
            yield Step("diff" if about["language"] == "diff" else "file", found["text"], line, about["path"])
        else:
            kinds: dict[str, Kind] = {"sh": "run", "sh refused": "refused", "text": "said"}
            yield Step(kinds.get(found["info"], "other"), found["text"], line)


def changed(text: str, diff: str) -> str:
    """Return `text` with every line of `diff` that begins with a minus replaced by the one with a plus behind it."""
    lines = diff.splitlines()
    for before, after in zip(lines[::2], lines[1::2], strict=True):
        if not (before.startswith("-") and after.startswith("+")):
            raise AssertionError(f"a minus and a plus are wanted: {before} {after}")
        if text.count(before[1:]) != 1:
            raise AssertionError(f"it does not stand there once: {before[1:]}")
        text = text.replace(before[1:], after[1:])
    return text


def says(said: str, promised: str) -> bool:
    """Return whether `said` is what was promised, where `…` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in promised.strip().split("…"))
    return re.fullmatch(pattern, said.replace("\r\n", "\n").strip(), re.DOTALL) is not None
