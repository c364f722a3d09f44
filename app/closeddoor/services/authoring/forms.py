"""What a form shows of a table: its fields, of which kind each is, and how what is typed becomes a value."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from closeddoor.language import tr

Kind = Literal["line", "text", "whole", "number", "pair", "date", "list", "choice", "toggle", "ticks"]
"""`pair`: two numbers; `list`: one text to a line; `ticks`: any of the choices; the rest is what it is called."""

Choices = Sequence[tuple[str, str]]
"""Value and words of each."""


@dataclass(frozen=True)
class FieldSpec:
    """A field of a table; `path` may lead into a table within (`persona.name`).

    `source` names what its choices are taken from where they depend on the scenario: documents, labels, tasks, items.
    """

    path: str
    title: str
    kind: Kind = "line"
    hint: str = ""
    choices: Choices = ()
    source: str = ""
    is_optional: bool = False


TITLE = FieldSpec("title", tr("Title"))


@dataclass(frozen=True)
class ListSpec:
    """A list of tables: `one` is what an entry is called, `begin` makes a new one from how many there are."""

    path: str
    title: str
    one: str
    add: str
    fields: tuple[FieldSpec, ...]
    begin: Callable[[int], Mapping[str, object]]
    about: str = ""
    named_by: str = "title"
    only_from_document: bool = False


@dataclass(frozen=True)
class FormSpec:
    """The form of one table: its own fields, then its lists; `known` are fields that need no form."""

    fields: tuple[FieldSpec, ...]
    lists: tuple[ListSpec, ...] = ()
    known: frozenset[str] = frozenset()

    def others(self, table: Mapping[str, object]) -> tuple[str, ...]:
        """Return the names in a table that the form does not show."""
        paths = (*(each.path for each in self.fields), *(each.path for each in self.lists))
        shown = {path.split(".")[0] for path in paths} | self.known
        return tuple(name for name in table if name not in shown)


def typed_value(spec: FieldSpec, text: str) -> object:
    """Return what goes into the file for what was typed: None for nothing.

    What is no number or date goes there as a text: the check says what is wrong with it, and nothing typed is lost.
    """
    if not text.strip() and (spec.is_optional or spec.kind in {"whole", "number", "pair", "date", "choice"}):
        return None
    return _VALUES[spec.kind](text)


def shown_text(spec: FieldSpec, value: object) -> str:
    """Return what a field shows of a value; `typed_value` of it is that value again, where `is_shown_whole`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        glue = " " if spec.kind == "pair" else "\n"
        return glue.join(_plain(each) for each in value)
    return _plain(value)


def is_shown_whole(spec: FieldSpec, value: object) -> bool:
    """Return whether a form may write over a value: nothing of it is lost in what is shown."""
    if value is None or (isinstance(value, str) and spec.kind not in {"list", "ticks", "toggle"}):
        return not (spec.kind == "line" and isinstance(value, str) and "\n" in value)
    return typed_value(spec, shown_text(spec, value)) == value


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and value == int(value) else str(value)


def _number(text: str) -> object:
    stripped = text.strip().replace("−", "-")
    if re.fullmatch(r"[-+]?\d{1,18}", stripped):
        return int(stripped)
    return float(stripped) if re.fullmatch(r"[-+]?\d{1,18}\.\d{1,18}", stripped) else text


def _pair(text: str) -> object:
    numbers = [_number(each) for each in re.split(r"[\s,;]+", text.strip())]
    return numbers if all(not isinstance(each, str) for each in numbers) else text


def _date(text: str) -> object:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return text


def _list(text: str) -> object:
    return [line.strip() for line in text.splitlines() if line.strip()]


_VALUES: dict[Kind, Callable[[str], Any]] = {
    "line": lambda text: " ".join(text.splitlines()) if "\n" in text else text,
    "text": lambda text: text,
    "whole": _number,
    "number": _number,
    "pair": _pair,
    "date": _date,
    "list": _list,
    "choice": lambda text: int(text) if re.fullmatch(r"\d", text) else text,
    "toggle": lambda text: text == "true",
    "ticks": _list,
}


def spec_in(form: FormSpec, path: str) -> FieldSpec | None:
    """Return the field of a form at `path`, counted from its table: `title`, or `options[2].title`."""
    listed = re.fullmatch(r"([^\[]+)\[\d+\]\.(.+)", path)
    if listed is None:
        return next((each for each in form.fields if each.path == path), None)
    fields = next((each.fields for each in form.lists if each.path == listed.group(1)), ())
    return next((each for each in fields if each.path == listed.group(2)), None)


def list_in(form: FormSpec, path: str) -> ListSpec | None:
    """Return the list of a form at `path`, counted from its table."""
    return next((each for each in form.lists if each.path == path), None)
