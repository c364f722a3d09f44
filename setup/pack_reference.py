"""Writes docs/pack-format.md from what the reader of packs asks for: `make reference`.

The reader is given an example that has every field. What it asks of each (type, limits) is noted while it reads; that a
field may be left out is found by leaving it out. Only what fields are for, and rules between them, are words of a file,
and a test gives the reader what breaks each rule.
"""

import copy
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from closeddoor.domain.table import FieldError, Table
from closeddoor.domain.tasks.base import Head
from closeddoor.domain.tasks.registry import TASK_SPECS
from closeddoor.packs.contents import PackContents
from closeddoor.packs.errors import PackError
from closeddoor.packs.folder import read_folder
from closeddoor.packs.pack_file import parse_pack_info
from closeddoor.packs.scenario_folder import check_twins, read_tables

HERE = Path(__file__).resolve().parent / "pack_format"
EXAMPLE = HERE / "example"
REFERENCE = HERE.parents[1] / "docs" / "pack-format.md"

SCENARIO = "scenarios/invoice-copilot/scenario.toml"
ANSWERS = "scenarios/invoice-copilot/answers.toml"
FILES = {"pack.toml": "pack.toml", "scenario.toml": SCENARIO, "answers.toml": ANSWERS}

_USUAL_TEXT = 20_000
_USUAL_INTEGER = 10**9
_METHODS = ("has", "raw", "text", "optional_text", "id", "choice", "number", "integer", "date", "numbers", "texts",
            "optional_texts", "one", "each")  # fmt: skip

Path_ = tuple[str | int, ...]
"""Where a field stands: `("tasks", 2, "options", 0, "credit")`."""


@dataclass(frozen=True)
class Field:
    """One field: the `section` of the reference it stands in, its name there, and what the reader asks of it.

    `path` is where it stands in the example's file `file`; `limits` are those of the call (least, most, allowed).
    """

    section: str
    name: str
    file: str
    path: Path_
    kind: str
    limits: Mapping[str, Any]
    is_required: bool

    def typed(self) -> str:
        """Return type and limits in words."""
        return _TYPES[self.kind](self.limits)


def fields() -> list[Field]:
    """Return every field of the format, in the order in which the reader asks for them."""
    sources = example_tables()
    found: dict[tuple[str, str], Field] = {}
    for file, data in sources.items():
        for path, kind, limits in _asked(file, data):
            section, name = _place(file, path, sources)
            if kind != "has" and _is_in(path, data) and (section, name) not in found:
                is_required = refusal(file, without(data, path)) == ("field.missing", shown(path))
                found[section, name] = Field(section, name, file, path, kind, limits, is_required)
    return list(found.values())


def asked_for() -> set[tuple[str, str]]:
    """Return section and name of all that the reader asks for, whether the example has it or not."""
    sources = example_tables()
    return {_place(file, path, sources) for file, data in sources.items() for path, _, _ in _asked(file, data)}


def example_tables() -> dict[str, dict[str, Any]]:
    """Return the example's TOML files as decoded, by the names that the reference gives them."""
    return {name: tomllib.loads((EXAMPLE / file).read_text(encoding="utf-8")) for name, file in FILES.items()}


def refusal(file: str, data: dict[str, Any]) -> tuple[str, str] | None:
    """Return code and path of the refusal when the example has `data` for one of its files; None when it is read."""
    try:
        _read(file, data)
    except FieldError as error:
        return error.code, error.path
    except PackError as error:
        return error.code, error.where
    return None


def without(data: dict[str, Any], path: Path_) -> dict[str, Any]:
    """Return a copy in which a field is gone."""
    changed, holder = _copied(data, path)
    del holder[path[-1]]
    return changed


def changed_to(data: dict[str, Any], path: Path_, value: object) -> dict[str, Any]:
    """Return a copy in which a field has another value."""
    changed, holder = _copied(data, path)
    holder[path[-1]] = value
    return changed


def shown(path: Path_) -> str:
    """Return a path as refusals show it."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def words() -> dict[str, dict[str, Any]]:
    """Return what each field is for, by section and name; a text alone is short for a field without a rule."""
    said = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    return {
        section: {name: {"for": each} if isinstance(each, str) else each for name, each in rows.items()}
        for section, rows in said.items()
    }


def written() -> str:
    """Return the whole reference."""
    rows, said = fields(), words()

    def put_in(match: re.Match[str]) -> str:
        what, _, of = match.group(1).partition(" ")
        return {"fields": lambda: _table(of, rows, said), "file": lambda: _file(of), "task": lambda: _task(of),
                "codes": lambda: _codes(said[of])}[what]()  # fmt: skip

    return re.sub(r"^\{\{(.+)\}\}$", put_in, (HERE / "reference.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)


def _read(file: str, data: dict[str, Any]) -> None:
    """Let the reader read one of the example's files, which holds `data`, and what is checked across its fields."""
    if file == "pack.toml":
        parse_pack_info(Table(data))
        return
    contents = _Replaced(read_folder(EXAMPLE), FILES[file], data)
    check_twins(tuple(read_tables(contents, scenario_id) for scenario_id in contents.scenario_ids()))


class _Replaced(PackContents):
    """The files of the example, one of which decodes to other data."""

    def __init__(self, files: Mapping[str, bytes], path: str, data: dict[str, Any]) -> None:
        super().__init__(files)
        self._path = path
        self._data = data

    def toml(self, path: str) -> Table:
        return Table(self._data) if path == self._path else super().toml(path)


def _asked(file: str, data: dict[str, Any]) -> list[tuple[Path_, str, dict[str, Any]]]:
    """Return what the reader asks for while it reads a file: where, as what, within which limits."""
    asked: list[tuple[Path_, str, dict[str, Any]]] = []
    with _listening(lambda table, key, kind, limits: asked.append((_path(table.at(key)), kind, limits))):
        _read(file, data)
    return [each for each in asked if (each[0][0] == "answers") == (file == "answers.toml")]


@contextmanager
def _listening(hear: Callable[[Table, str, str, dict[str, Any]], None]) -> Iterator[None]:
    """Hear of each field that any table is asked for; what a method asks for in its turn is not told again."""
    kept = {name: getattr(Table, name) for name in _METHODS}
    depth = 0

    def overheard(name: str) -> Callable[..., Any]:
        @wraps(kept[name])
        def ask(table: Table, key: str = "id", *limits: Any, **named: Any) -> Any:
            nonlocal depth
            if not depth:
                places = {"choice": ("allowed",), "number": ("least", "most"), "integer": ("least", "most")}
                given = dict(zip(places.get(name, ()), limits, strict=False)) | named
                hear(table, key, name, given)
            is_leaf = name not in {"one", "each"}
            depth += is_leaf
            try:
                return kept[name](table, key, *limits, **named)
            finally:
                depth -= is_leaf

        return ask

    for name in _METHODS:
        setattr(Table, name, overheard(name))
    try:
        yield
    finally:
        for name, method in kept.items():
            setattr(Table, name, method)


def _place(file: str, path: Path_, sources: Mapping[str, dict[str, Any]]) -> tuple[str, str]:
    """Return the section of the reference a field stands in, and its name there: `inputs.weight`."""
    name = ".".join(key for key in path if isinstance(key, str))
    if file != "scenario.toml" or path[0] != "tasks" or len(path) == 1:
        return file, name
    task = sources[file]["tasks"][path[1]]
    inner = name.removeprefix("tasks.")
    return ("task" if inner in _HEAD else task["type"]), inner


_HEAD = {"type", *Head.__annotations__}


def _path(text: str) -> Path_:
    return tuple(int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", text))


def _is_in(path: Path_, data: Any) -> bool:
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _copied(data: dict[str, Any], path: Path_) -> tuple[dict[str, Any], Any]:
    changed: dict[str, Any] = copy.deepcopy(data)
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    return changed, holder


def _text_type(limits: Mapping[str, Any]) -> str:
    most = limits.get("most", _USUAL_TEXT)
    return "text" if most == _USUAL_TEXT else f"text, at most {most:,} characters"


def _number_type(name: str, limits: Mapping[str, Any], usual: tuple[float | None, float | None]) -> str:
    least, most = limits.get("least", usual[0]), limits.get("most", usual[1])
    if least is not None and most is not None and most < _USUAL_INTEGER:
        return f"{name}, {least:g} to {most:g}".replace("-", "−")
    if least is not None:
        return f"{name}, at least {least:g}".replace("-", "−")
    return name


def _list_type(name: str, limits: Mapping[str, Any]) -> str:
    least = limits.get("least", 1)
    return f"list of {name}, may be empty" if least == 0 else f"list of {name}" if least == 1 else (
        f"list of {name}, at least {least}"
    )  # fmt: skip


_TYPES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "raw": lambda _: "true or false",
    "text": _text_type,
    "optional_text": _text_type,
    "id": lambda _: "id",
    "choice": lambda limits: " \\| ".join(f"`{each}`" for each in limits["allowed"]),
    "number": lambda limits: _number_type("number", limits, (None, None)),
    "integer": lambda limits: _number_type("whole number", limits, (1, None)),
    "date": lambda _: "date",
    "numbers": lambda limits: _list_type("numbers", limits),
    "texts": lambda limits: _list_type("texts", limits),
    "optional_texts": lambda limits: _list_type("texts", limits),
    "one": lambda _: "table",
    "each": lambda limits: _list_type("tables", limits),
}


def _table(section: str, rows: list[Field], said: Mapping[str, Mapping[str, Any]]) -> str:
    of_section = {row.name: row for row in rows if row.section == section}
    lines = ["| field | type and limits | what for |", "|---|---|---|"]
    for name, word in said[section].items():
        row = of_section[name]
        optional = "" if row.is_required else "; optional"
        rule = f"; {word['rule']}" if "rule" in word else ""
        lines.append(f"| `{name}` | {row.typed()}{rule}{optional} | {word['for']} |")
    return "\n".join(lines)


def _file(name: str) -> str:
    path = HERE / name
    language = {".toml": "toml", ".json": "json", ".md": "markdown"}[path.suffix]
    return f"```{language}\n{path.read_text(encoding='utf-8').strip()}\n```"


def _task(kind: str) -> str:
    """Return the task of that kind as it stands in the example, or with `head` what comes before the first task."""
    parts = (EXAMPLE / SCENARIO).read_text(encoding="utf-8").split("[[tasks]]\n")
    wanted = parts[0] if kind == "head" else "[[tasks]]\n" + next(p for p in parts if f'type = "{kind}"' in p)
    return f"```toml\n{wanted.strip()}\n```"


def _codes(said: Mapping[str, Any]) -> str:
    return "\n".join(["| code | what it means |", "|---|---|", *(f"| `{c}` | {w['for']} |" for c, w in said.items())])


def main() -> int:
    REFERENCE.write_text(written(), encoding="utf-8")
    print(f"{REFERENCE.name}: {len(fields())} fields, {len(TASK_SPECS)} kinds of task")
    return 0


if __name__ == "__main__":
    sys.exit(main())
