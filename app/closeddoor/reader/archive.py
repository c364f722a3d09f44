"""The inside of an office document: a zip archive of XML parts, opened with every limit before anything is expanded."""

import contextlib
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat
from xml.parsers.expat import ExpatError

from closeddoor.reader.limits import (
    MOST_ENTRIES,
    MOST_ENTRY_BYTES,
    MOST_EXPANDED_BYTES,
    MOST_RATIO,
    RATIO_COUNTS_FROM_BYTES,
)
from closeddoor.reader.refusal import RefusalError

_ENCRYPTED = 0x1
_FAULTS = (KeyError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


class Archive:
    """An office document's parts by name; raises `RefusalError` for what is damaged or made to do harm."""

    def __init__(self, source: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(source))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise RefusalError("damaged") from error
        refuse_harmful(self._archive.infolist())
        self._names = {info.filename for info in self._archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """Return a part's bytes; `zipfile` never expands more than its directory said, which was judged."""
        try:
            return self._archive.read(name)
        except _FAULTS as error:
            raise RefusalError("damaged") from error

    def xml(self, name: str) -> Element:
        """Return a part parsed; one that declares a document type or an entity is refused, not expanded."""
        source = self.read(name)
        try:
            refuse_declarations(source)
            return ET.fromstring(source)  # noqa: S314 - judged in the line above
        except (ParseError, ExpatError, ValueError, LookupError) as error:
            raise RefusalError("damaged") from error

    def refuse_declarations(self) -> None:
        """Judge every part before a library parses them; what is not XML at all is that library's to refuse."""
        for name in sorted(self._names):
            if name.endswith((".xml", ".rels", ".vml")):
                with contextlib.suppress(ExpatError):
                    refuse_declarations(self.read(name))

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what the part `name` refers to inside the document: by id, the kind and the name of the other part."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", base + ".rels")
        if relations not in self:
            return {}
        found = {}
        for each in self.xml(relations):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, each.get("Target", "")))
                found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], target.lstrip("/"))
        return found

    def target(self, name: str, kind: str) -> str | None:
        """Return the first part of a kind that `name` refers to and that is there."""
        return next((part for each, part in self.targets(name).values() if each == kind and part in self), None)

    def main_part(self) -> str:
        """Return the part that the document begins with."""
        part = self.target("", "officeDocument")
        if part is None:
            raise RefusalError("damaged")
        return part


def refuse_declarations(source: bytes) -> None:
    """Refuse XML that declares a document type or an entity: no office program does, and entities are how XML attacks.

    A pass of its own in expat, in any encoding, before anything builds a tree; defusedxml does the same in Python and
    takes ten times as long (measured: 30 s for 45 MB). Raises `ExpatError` for what is not XML.
    """

    def declared(*_: object) -> None:
        raise RefusalError("declares_entities")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.Parse(source, True)


def refuse_harmful(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that claims more than a document needs; nothing has been expanded yet."""
    expanded = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusalError("encrypted")
    ratio_is_harmful = expanded > RATIO_COUNTS_FROM_BYTES and expanded > MOST_RATIO * max(1, packed)
    too_much = expanded > MOST_EXPANDED_BYTES or any(entry.file_size > MOST_ENTRY_BYTES for entry in entries)
    if len(entries) > MOST_ENTRIES or too_much or ratio_is_harmful:
        raise RefusalError("expands")


def local(element: Element) -> str:
    """Return an element's name without its namespace: both dialects of the format have the same names."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def child(element: Element, *names: str) -> Element | None:
    """Return the element at the end of a path of names, the first one each time."""
    found: Element | None = element
    for name in names:
        found = next((each for each in found if local(each) == name), None) if found is not None else None
    return found


def every(element: Element, name: str) -> Iterator[Element]:
    """Yield every element of a name, at any depth."""
    return (each for each in element.iter() if local(each) == name)
