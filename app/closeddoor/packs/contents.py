"""The files of a pack while it is read: each is decoded where it is needed, and what nobody needed is refused."""

import re
from collections.abc import Callable, Collection, Mapping
from types import TracebackType
from typing import TypeVar

from closeddoor.domain.table import FieldError, Table
from closeddoor.packs.effort import Effort, formula_steps, toml_steps
from closeddoor.packs.errors import PackError, refusals_in
from closeddoor.packs.images import check_image
from closeddoor.packs.names import IMAGE_TYPES
from closeddoor.packs.toml import decode_text, decode_toml
from closeddoor.text.blocks import Reference, RenderedText
from closeddoor.text.density import markdown_steps
from closeddoor.text.markers import Marker, take_out_markers
from closeddoor.text.read import read_document, read_markdown
from closeddoor.text.targets import resolve_target

T = TypeVar("T")


class _Apart:
    """Hands a refusal to `keep`, and lets it out where that returns False."""

    def __init__(self, keep: Callable[[PackError], bool]) -> None:
        self._keep = keep

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> bool:
        return isinstance(error, PackError) and self._keep(error)


class PackContents:
    """Bytes by path; reading a file marks it as belonging to the pack.

    With `faults`, a refusal of what stands `apart` is kept there, and reading goes on.
    """

    def __init__(self, files: Mapping[str, bytes], faults: list[PackError] | None = None) -> None:
        self._files = files
        self._faults = faults
        self._tables: dict[str, Table] = {}
        self._used: set[str] = set()
        self._pictures: set[str] = set()
        self._effort = Effort()

    def apart(self) -> "_Apart":
        """Enter where what is read is no part of what is read after it."""
        return _Apart(self._keep)

    def faulty_fields(self, path: str) -> frozenset[str]:
        """Return the fields of the root table of a file that hold what is wrong."""
        paths = (each.where for each in self._faults or () if each.file == path)
        return frozenset(re.split(r"[.\[]", each, maxsplit=1)[0] for each in paths)

    @property
    def is_sound(self) -> bool:
        return not self._faults

    def texts_in(self, folder: str) -> list[str]:
        """Return the paths of the Markdown files of a folder."""
        return [path for path in self._files if path.startswith(f"{folder}/") and path.endswith(".md")]

    def order(self, fault: PackError) -> tuple[bool, str, tuple[int, ...]]:
        """Return what sorts faults by file, what is of the whole pack before its scenarios, and by place in it."""
        table, (field, _, line) = self._tables.get(fault.file), fault.where.rpartition("line ")
        place = table.position((field or fault.where).removesuffix(", ")) if table else ()
        return "/" in fault.file, fault.file, (*place, int(line)) if line.isdecimal() else place

    def _keep(self, error: PackError) -> bool:
        """Return False where nothing is kept, and when the work is too much to go on with."""
        if self._faults is None or error.code == "pack.dense":
            return False
        if all((each.code, each.file, each.where) != (error.code, error.file, error.where) for each in self._faults):
            self._faults.append(error)
        return True

    def has(self, path: str) -> bool:
        return path in self._files

    def scenario_ids(self) -> tuple[str, ...]:
        """Return the names of the folders in `scenarios/`."""
        parts = (path.split("/") for path in self._files)
        return tuple(sorted({part[1] for part in parts if part[0] == "scenarios" and len(part) > 2}))

    def text(self, path: str) -> str:
        return decode_text(path, self._take(path))

    def toml(self, path: str) -> Table:
        source = decode_text(path, self._take(path))
        self._effort.spend(path, [toml_steps(source)])
        data = decode_toml(path, source)
        self._effort.spend(path, [formula_steps(data)])
        return Table(data)

    def table(self, path: str, parse: Callable[[Table], T]) -> T:
        """Parse the root table of a TOML file; raises `PackError`, where faults are gathered too if nothing is left."""
        table = self._tables[path] = self.toml(path)
        if self._faults is None:
            with refusals_in(path):
                return parse(table)
        found: list[FieldError] = []
        parsed = table.gather(parse, found)
        errors = [PackError(each.code, path, each.problem, each.path) for each in found]
        for error in errors:
            self._keep(error)
        if parsed is None:
            raise errors[0]
        return parsed

    def markers(self, path: str) -> tuple[Marker, ...]:
        """Return the markers of a document, whose text is not parsed for them; what it will take is counted here."""
        source = self.text(path)
        times = 2 if "[[" in source else 1  # read with its markers and without
        self._effort.spend(path, (times * steps for steps in markdown_steps(source)))
        with refusals_in(path):
            return take_out_markers(source).markers

    def document(self, path: str, documents: Collection[str]) -> tuple[str, RenderedText]:
        """Return a document's source and what it displays; its links may lead to `documents`.

        Its markers were asked for before: what reading it takes is counted there, and once.
        """
        source = self.text(path)
        with refusals_in(path):
            rendered = read_document(source)
        self._follow(path, rendered, documents, "")
        return source, rendered

    def markdown(self, path: str, documents: Collection[str] = ()) -> str:
        """Return a Markdown file after checking it."""
        source = self.text(path)
        self.check_markdown(path, source, documents)
        return source

    def check_markdown(self, path: str, source: str, documents: Collection[str], inside: str = "") -> None:
        """Check a Markdown text that is the file at `path`, or the field `inside` of it."""
        self._effort.spend(path, markdown_steps(source))
        with refusals_in(path, inside):
            rendered = read_markdown(source)
        self._follow(path, rendered, documents, inside)

    def refuse_unused(self, *, but: Collection[str] = ()) -> None:
        """Refuse the first file that nobody read, if its name does not end in one of `but`."""
        for path in sorted(self._files):
            if path not in self._used and not path.endswith(tuple(but)):
                with self.apart():
                    raise PackError("file.unlisted", path, "belongs to no part of the pack and no text shows it.")

    def _take(self, path: str) -> bytes:
        if path not in self._files:
            raise PackError("file.missing", path, "is missing.")
        self._used.add(path)
        return self._files[path]

    def _follow(self, path: str, rendered: RenderedText, documents: Collection[str], inside: str) -> None:
        for reference in rendered.references:
            with self.apart():
                self._follow_one(path, reference, documents, inside)

    def _follow_one(self, path: str, reference: Reference, documents: Collection[str], inside: str) -> None:
        target = resolve_target(path, reference.target)
        if reference.kind == "link" and target not in documents:
            raise _leads_nowhere(path, reference, inside, "a document of the same scenario")
        if reference.kind == "image":
            self._show(path, reference, target, inside)

    def _show(self, path: str, reference: Reference, target: str | None, inside: str) -> None:
        is_picture = target is not None and target[-4:] in IMAGE_TYPES
        if target is None or not is_picture or not self.has(target):
            raise _leads_nowhere(path, reference, inside, "a .png or .jpg of this pack")
        if target not in self._pictures:
            check_image(target, self._take(target))
            self._pictures.add(target)


def _leads_nowhere(path: str, reference: Reference, inside: str, allowed: str) -> PackError:
    where = f"{inside}, line {reference.line}" if inside else f"line {reference.line}"
    problem = f"the {reference.kind} to “{reference.target[:120]}” does not lead to {allowed}."
    return PackError(f"{reference.kind}.target", path, problem, where)
