"""A TOML file that is changed in single places: comments, order and what no form knows stay as they stand.

A place is a path as refusals name it, `tasks[2].options[1].credit`, so that what is wrong leads to its field.
"""

import copy
import re
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.services.authoring.order import has_comment, swapped

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_LONG_LIST = 2
"""From so many texts on a list stands one to a line, as a person would write it."""

Key = str | int


class UnwritableTableError(KnownError):
    """A change that the file would not show as it was meant: nothing of it was written."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "desk.unwritable",
            tr("The change does not fit the way {file} is written.", file=file),
            tr("The file is as it was."),
            tr("Make this change in a text editor."),
        )


def steps_of(path: str) -> tuple[Key, ...]:
    """Return `tasks[2].why` as `("tasks", 2, "why")`."""
    return tuple(name or int(number) for name, number in _STEP.findall(path))


class TableText:
    """One TOML file; raises `tomllib.TOMLDecodeError` for a text that is none."""

    def __init__(self, file: str, text: str) -> None:
        import tomlkit  # noqa: PLC0415 - 30 ms, and only for whoever writes a pack
        from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

        self.file = file
        self._text = text
        self._plain = tomllib.loads(text)
        try:
            self._document: TOMLDocument = tomlkit.parse(text)
        except TOMLKitError as error:
            raise tomllib.TOMLDecodeError(str(error)) from error

    @property
    def text(self) -> str:
        return self._text

    def plain(self) -> dict[str, Any]:
        """Return what the file says, without how it says it; what packs are read with decides."""
        return self._plain

    def value(self, path: str) -> Any:
        """Return the value at `path`; None where there is none."""
        return value_in(self.plain(), path)

    def set(self, path: str, value: object) -> None:
        """Write a value; None takes the field away, also from a table that does not have it."""
        *way, last = steps_of(path)

        def change() -> None:
            table = self._at(way)
            if value is None:
                table.pop(last, None)
            elif isinstance(value, list) and isinstance(self.value(path), list):
                _revise(table[last], value)
            elif isinstance(value, list):
                table[last] = self._array(value)
            else:
                table[last] = self._item(value)

        self._change(change)

    def add(self, path: str, table: Mapping[str, object]) -> int:
        """Append a table to the list at `path`, which is made where it is missing; return its place."""
        *way, last = steps_of(path)
        place = len(self.value(path) or ())

        def change() -> None:
            holder = self._at(way)
            if holder.get(last):
                holder[last].append(self._table(table, like=holder[last]))
            else:
                holder.pop(last, None)
                holder[last] = self._tables([table])

        self._change(change)
        return place

    def remove(self, path: str) -> None:
        """Take one entry out of a list; the list goes with its last one."""
        *way, last = steps_of(path)

        def change() -> None:
            held = self._at(way)
            del held[last]
            if not held:
                del self._at(way[:-1])[way[-1]]

        self._change(change)

    def move(self, path: str, by: int) -> int:
        """Move an entry of a list one place up (-1) or down (1), with its comments; return its place.

        At an end nothing moves. A list in brackets whose entries have comments is refused: they would stay behind.
        """
        *way, last = steps_of(path)
        place = int(last)
        to = place + by
        held = self.value(path.rpartition("[")[0]) or []
        if not 0 <= to < len(held):
            return place
        wanted = copy.deepcopy(self._plain)
        entries = value_in(wanted, path.rpartition("[")[0])
        entries[place], entries[to] = entries[to], entries[place]
        text = swapped(self._text, tuple(way), min(place, to)) or self._with_array_swapped(way, place, to)
        try:
            is_sound = text is not None and tomllib.loads(text) == wanted
        except tomllib.TOMLDecodeError:
            is_sound = False
        if text is None or not is_sound:
            raise UnwritableTableError(self.file)
        self._take(text)
        return to

    def _with_array_swapped(self, way: "list[Key]", place: int, to: int) -> str | None:
        """Return the text with two entries of a list in brackets swapped; None where comments stand in it."""
        import tomlkit  # noqa: PLC0415 - as above

        document = tomlkit.parse(self._text)
        array: Any = document
        for key in way:
            array = array[key]
        if has_comment(array.as_string()):
            return None
        array[place], array[to] = array[to], array[place]
        return document.as_string()

    def _take(self, text: str) -> None:
        import tomlkit  # noqa: PLC0415 - as above

        self._text, self._plain, self._document = text, tomllib.loads(text), tomlkit.parse(text)

    def _change(self, change: Any) -> None:
        """Make a change, and take it only if both parsers read the new text as the same."""
        import tomlkit  # noqa: PLC0415 - as above
        from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

        try:
            change()
            text = self._document.as_string()
            plain = tomllib.loads(text)
            is_sound = plain == self._document.unwrap()
        except (TOMLKitError, KeyError, IndexError, TypeError, ValueError, AttributeError):
            is_sound = False
        if not is_sound:
            self._document = tomlkit.parse(self._text)
            raise UnwritableTableError(self.file)
        self._text, self._plain = text, plain

    def _at(self, way: "list[Key]") -> Any:
        """Return the table or list at the end of `way`; a table that is missing on it is made."""
        import tomlkit  # noqa: PLC0415 - as above

        found: Any = self._document
        for key in way:
            if isinstance(key, str) and key not in found:
                found[key] = tomlkit.table()
            found = found[key]
        return found

    def _item(self, value: object) -> Any:
        import tomlkit  # noqa: PLC0415 - as above

        if isinstance(value, str) and _stands_as_block(value):
            return _block(value)
        return tomlkit.item(value)

    def _array(self, values: "list[object]") -> Any:
        import tomlkit  # noqa: PLC0415 - as above

        array = tomlkit.array()
        array.extend(values)
        return array.multiline(len(values) > _LONG_LIST and all(isinstance(value, str) for value in values))

    def _tables(self, tables: "list[Mapping[str, object]]") -> Any:
        import tomlkit  # noqa: PLC0415 - as above

        array = tomlkit.aot()
        for table in tables:
            array.append(self._table(table, like=array))
        return array

    def _table(self, values: Mapping[str, object], *, like: object) -> Any:
        """Return a table to stand in the list `like`: in braces in a list on one line, under a head of its own else."""
        import tomlkit  # noqa: PLC0415 - as above
        from tomlkit.items import Array  # noqa: PLC0415 - as above

        table: Any = tomlkit.inline_table() if isinstance(like, Array) else tomlkit.table()
        if not isinstance(like, Array):
            table.trivia.indent = "\n"  # a line of its own before each
        for name, value in values.items():
            if isinstance(value, Mapping):
                table[name] = self._table(value, like=like)
            elif isinstance(value, list) and value and isinstance(value[0], Mapping) and not isinstance(like, Array):
                table[name] = self._tables(value)
            else:
                table[name] = self._array(value) if isinstance(value, list) else self._item(value)
        return table


def _stands_as_block(value: str) -> bool:
    """Return whether a text of several lines can stand between three quotes as it is."""
    has_sense = any(sign in value for sign in ("\\", '"""', "\r")) or value.endswith('"')
    return "\n" in value and not has_sense and all(each.isprintable() or each in "\n\t" for each in value)


def _block(value: str) -> Any:
    """Return a text of several lines as one that begins on a line of its own."""
    from tomlkit.items import String, StringType, Trivia  # noqa: PLC0415 - as above

    return String(StringType.MLB, value, f"\n{value}", Trivia())


def value_in(data: object, path: str) -> Any:
    """Return what a decoded table holds at `path`; None where there is nothing."""
    found: Any = data
    for key in steps_of(path):
        try:
            found = found[key]
        except (KeyError, IndexError, TypeError):
            return None
    return found


def _revise(array: Any, wanted: "list[object]") -> None:
    """Change a list only where it differs, so that what is said beside its other entries stays."""
    had = list(array.unwrap())
    start = 0
    while start < min(len(had), len(wanted)) and had[start] == wanted[start]:
        start += 1
    end = 0
    while end < min(len(had), len(wanted)) - start and had[-1 - end] == wanted[-1 - end]:
        end += 1
    new, old = wanted[start : len(wanted) - end], len(had) - end - start
    for index, value in enumerate(new):
        if index < old:
            array[start + index] = value
        else:
            array.insert(start + index, value)
    for _ in range(len(new), old):
        del array[start + len(new)]
