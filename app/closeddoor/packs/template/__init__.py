"""The pack that an author begins with: a paper to read and to discuss, and how to make it a scored one.

The files beside this one are the pack, word for word but for the names that begin with a dollar sign.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from closeddoor.domain.scenario import Module
from closeddoor.language import tr

SCENARIO_ID = "first-briefing"
"""The one scenario that it holds."""

TEXTS = frozenset({".toml", ".md", ".txt"})
_MONTHS_TO_REVIEW = 6
_MOST_OF_AN_ID = 40


@dataclass(frozen=True)
class Beginning:
    """What an author says before there is anything; `pack_id` may be left to be made of the title."""

    title: str
    author: str = tr("Your name")
    module: Module = "vendor-proposal"
    pack_id: str = ""


def template_files(beginning: Beginning, today: date) -> dict[str, bytes]:
    """Return the files of a pack for discussion, by their paths in it. Whether its names are allowed, the reader says.

    `today` is the day as of which its facts are; they are due for review half a year later.
    """
    values = {
        "id": _quoted(beginning.pack_id or suggested_id(beginning.title)),
        "title": _quoted(beginning.title),
        "author": _quoted(beginning.author),
        "author_text": beginning.author,
        "module": _quoted(beginning.module),
        "year": str(today.year),
        "facts_as_of": today.isoformat(),
        "review_due": _half_a_year_after(today).isoformat(),
    }
    return {path: Template(text).substitute(values).encode() for path, text in _texts()}


def suggested_id(title: str) -> str:
    """Return an id for a pack of that title: one of the example domain, for the author to put their own in."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", letters)[:_MOST_OF_AN_ID].strip("-")
    return f"org.example.{name or 'first-pack'}"


def _texts() -> Iterator[tuple[str, str]]:
    yield from _texts_in(files("closeddoor.packs.template"), "")


def _texts_in(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _texts_in(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(tuple(TEXTS)):
            yield prefix + entry.name, entry.read_text(encoding="utf-8")


def _quoted(text: str) -> str:
    """Return a TOML string; what JSON escapes, TOML reads back."""
    return json.dumps(text, ensure_ascii=False)


def _half_a_year_after(day: date) -> date:
    """Return the first of the month, so that no month is too short for it."""
    months = day.month - 1 + _MONTHS_TO_REVIEW
    return date(day.year + months // 12, months % 12 + 1, 1)
