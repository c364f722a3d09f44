"""Word documents: the body in reading order, as it reads with all tracked changes accepted.

Read from the XML itself, because python-docx leaves out what was inserted under tracked changes and what stands in
content controls: in a negotiated contract, exactly the clauses that matter.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from closeddoor.reader.archive import Archive, attribute, child, every, local
from closeddoor.reader.collector import Collector
from closeddoor.reader.formats.word_numbers import Numbering
from closeddoor.reader.formats.word_styles import Styles

_TRANSPARENT = frozenset(
    ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "r", "dir", "bdo")
)
"""What stands around text without being text."""
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_FIRST_NOTE = 1
_BLOCKS_AT_ONCE = 100


def read(source: bytes, out: Collector) -> None:
    """Read paragraphs, tables as rows, text boxes and footnotes; headings begin parts."""
    archive = Archive(source)
    main = archive.main_part()
    body = child(archive.xml(main), "body")
    if body is None:
        return
    document = _Document(archive, main, out)
    for number, block in enumerate(body):
        document.block(block)
        if number % _BLOCKS_AT_ONCE == 0:
            out.progress(number / len(body))
    document.tell_notes(archive, main)


class _Document:
    """What is known while a body is walked: styles, numbering, and the footnotes met so far."""

    def __init__(self, archive: Archive, main: str, out: Collector) -> None:
        self._out = out
        self._styles = Styles.of(archive, archive.target(main, "styles"))
        self._numbering = Numbering.of(archive, archive.target(main, "numbering"))
        self._notes: list[str] = []

    def block(self, block: Element) -> None:
        name = local(block)
        if name == "p":
            self._paragraph(block)
        elif name == "tbl":
            self._table(block)
        elif name in _TRANSPARENT:
            for inner in block:
                self.block(inner)
        elif name == "AlternateContent":
            for inner in _shown(block):
                self.block(inner)

    def tell_notes(self, archive: Archive, main: str) -> None:
        """Add the footnotes that the body refers to, under the numbers they have there."""
        part = archive.target(main, "footnotes")
        if part is None or not self._notes:
            return
        by_id = {attribute(note, "id"): note for note in every(archive.xml(part), "footnote")}
        self._out.begin_part("heading", "Footnotes")
        for number, identity in enumerate(tuple(self._notes), _FIRST_NOTE):
            note = by_id.get(identity)
            if note is not None:
                self._out.paragraph(f"[note {number}] " + " ".join(self._text(each) for each in every(note, "p")))

    def _paragraph(self, paragraph: Element) -> None:
        text = self._numbered(paragraph, self._text(paragraph))
        if text.strip() and self._styles.is_heading(paragraph):
            self._out.begin_part("heading", text)
        self._out.paragraph(text)
        for box in _text_boxes(paragraph):
            for inner in box:
                self.block(inner)

    def _numbered(self, paragraph: Element, text: str) -> str:
        """Return the text after the number that Word prints before it: "4.2" is not in the text itself."""
        number = self._numbering.next_number(paragraph, self._styles.numbering_of(paragraph)) if text.strip() else ""
        return f"{number} {text}" if number else text

    def _table(self, table: Element) -> None:
        for row in _inside(table, "tr"):
            self._out.row([self._cell(cell) for cell in _inside(row, "tc")])

    def _cell(self, cell: Element) -> str:
        """Return a cell's paragraphs, those of tables within it too, as one line."""
        return " ".join(text for each in every(cell, "p") if (text := self._numbered(each, self._text(each)).strip()))

    def _text(self, paragraph: Element) -> str:
        return "".join(self._pieces(paragraph))

    def _pieces(self, element: Element) -> Iterator[str]:
        for inner in element:
            name = local(inner)
            if name == "t":
                yield inner.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "footnoteReference":
                yield self._note(attribute(inner, "id") or "")
            elif name in _TRANSPARENT:
                yield from self._pieces(inner)
            elif name in ("oMath", "oMathPara"):
                yield from (each.text or "" for each in every(inner, "t"))

    def _note(self, identity: str) -> str:
        if identity not in self._notes:
            self._notes.append(identity)
        return f" [note {self._notes.index(identity) + _FIRST_NOTE}]"


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also in content controls, but not those of inner tables."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in _TRANSPARENT:
            yield from _inside(inner, name)


def _shown(alternate: Element) -> Element:
    """Return the first of the alternatives: they say the same for older and newer programs."""
    choice = child(alternate, "Choice")
    return choice if choice is not None else alternate


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the contents of text boxes anchored in a paragraph, each once though the file holds it twice."""
    for inner in paragraph:
        name = local(inner)
        if name == "txbxContent":
            yield inner
        elif name == "AlternateContent":
            yield from _text_boxes(_shown(inner))
        elif name not in ("t", "rPr", "pPr", "del"):
            yield from _text_boxes(inner)
