"""The documents of the project as the tests of this folder look at them: links, headings, pictures and code.

Texts of packs are not among them: their reader follows their links, and they show no commands.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
_OF_PACKS = re.compile(r"(^|/)scenarios/|^tests/")
_MADE = {".venv", "build", "dist", ".git", ".pytest_cache", ".hypothesis"}
_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Code:
    """A line of a block, or a text between backquotes (`is_inline`); `file` and `line` (from 1) say where."""

    file: str
    line: int
    text: str
    is_inline: bool
    language: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True)
class Link:
    file: str
    line: int
    target: str
    is_picture: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.target}"


def documents() -> list[Path]:
    """Return every Markdown file of the project but the texts of packs."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        names = [name for name in listing.stdout.splitlines() if (ROOT / name).exists()]
    else:
        paths = (path.relative_to(ROOT) for path in ROOT.rglob("*.md"))
        names = [path.as_posix() for path in paths if not _MADE & set(path.parts)]
    return [ROOT / name for name in sorted(names) if not _OF_PACKS.search(name)]


def links(path: Path) -> Iterator[Link]:
    """Yield what the links and pictures of a file lead to."""
    for line, token in _inline(_tokens(path)):
        target = token.attrGet("href") or token.attrGet("src")
        if target:
            yield Link(_name(path), line, str(target), is_picture=token.type == "image")


def codes(path: Path) -> Iterator[Code]:
    """Yield the lines of the blocks of code, and what stands between backquotes."""
    tokens = _tokens(path)
    for token in tokens:
        if token.type in {"fence", "code_block"} and token.map:
            first = token.map[0] + (2 if token.type == "fence" else 1)
            for index, text in enumerate(token.content.splitlines()):
                yield Code(_name(path), first + index, text, is_inline=False, language=token.info.strip())
    for line, token in _inline(tokens):
        if token.type == "code_inline":
            yield Code(_name(path), line, token.content, is_inline=True)


def anchors(path: Path) -> set[str]:
    """Return the anchors of a file's headings, as the usual hosts make them."""
    tokens = _tokens(path)
    headings = [after for token, after in pairwise(tokens) if token.type == "heading_open"]
    seen: Counter[str] = Counter()
    found = set()
    for heading in headings:
        slug = _slug("".join(child.content for child in heading.children or ()))
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _tokens(path: Path) -> list[Token]:
    return _MARKDOWN.parse(path.read_text(encoding="utf-8"))


def _inline(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    for token in tokens:
        for child in token.children or ():
            yield (token.map[0] + 1 if token.map else 0), child


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
