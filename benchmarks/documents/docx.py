"""Word documents: written by python-docx, and by hand where Word writes what python-docx cannot."""

import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

import docx
from docx.document import Document

from benchmarks.documents.made import EITHER, READ, SENTENCE, Made, in_languages, mutated, truncated
from benchmarks.documents.zipped import bomb, entity_bomb, external_entity, many_entries, replaced, replaced_in, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = "word/document.xml"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def written(fill: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    fill(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def plain() -> bytes:
    return written(lambda document: document.add_paragraph(SENTENCE))


def with_body(xml: str) -> bytes:
    """Return a document whose body is `xml`."""
    body = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{xml}</w:body></w:document>'
    return replaced(plain(), DOCUMENT, body.encode())


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def _table(document: Document, rows: int, columns: int) -> None:
    table = document.add_table(rows, columns)
    for row_number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"r{row_number}c{column}"


def _headed(document: Document) -> None:
    for number in range(1, 6):
        document.add_heading(f"Clause {number}", 1)
        document.add_paragraph(SENTENCE)


def nested_tables(depth: int) -> str:
    inner = paragraph(run(SENTENCE))
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    return inner


def _ole(marker: str = "") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + marker.encode("utf-16-le") + bytes(512)


def made() -> Iterator[Made]:
    """Yield the 51 documents."""
    tracked = paragraph(
        f"{run('The cap is ')}<w:del><w:r><w:delText>none</w:delText></w:r></w:del><w:ins>{run('5 %')}</w:ins>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph(run(SENTENCE))}</w:sdtContent></w:sdt>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(run('In a box'))}</w:txbxContent></w:pict></w:r></w:p>"
    yield from in_languages("docx", lambda text: written(lambda document: document.add_paragraph(text)))
    yield from truncated("docx", plain)
    yield from mutated("docx", plain, 10)
    yield Made("headings.docx", lambda: written(_headed), holds="Clause 5")
    yield Made("list.docx", lambda: written(lambda d: d.add_paragraph("first", "List Number")), holds="1. first")
    yield Made("table.docx", lambda: written(lambda d: _table(d, 4, 3)), holds="r1c0 | r1c1 | r1c2")
    yield Made("huge table.docx", lambda: with_body(_rows(4000, 6)), holds="3999 | x")
    yield Made("tracked changes.docx", lambda: with_body(tracked), holds="The cap is 5 %")
    yield Made("content control.docx", lambda: with_body(control), holds=SENTENCE)
    yield Made("text box.docx", lambda: with_body(box), holds="In a box")
    yield Made("500 pages.docx", lambda: with_body(paragraph(run(SENTENCE)) * 12_000), holds=SENTENCE)
    yield Made("too much.docx", lambda: with_body(paragraph(run(SENTENCE * 20)) * 1300), "too_much_text")
    yield Made("tables in tables.docx", lambda: with_body(nested_tables(40)), holds=SENTENCE)
    yield Made("nested 20000 deep.docx", lambda: with_body("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), EITHER)
    yield Made("strict.docx", lambda: replaced_in(plain(), DOCUMENT, W[9:-1], STRICT), holds=SENTENCE)
    yield Made("blank.docx", lambda: with_body(""), "no_text")
    yield Made("zero bytes.docx", lambda: b"", "empty")
    yield Made("really a pdf.docx", lambda: b"%PDF-1.7\n", "damaged")
    yield Made("really a text.docx", SENTENCE.encode, READ, SENTENCE)
    yield Made("older word.doc", _ole, "old_office")
    yield Made("locked.docx", lambda: _ole("EncryptedPackage"), "encrypted")
    yield Made("no body.docx", lambda: replaced(plain(), DOCUMENT, b"<x/>"), "no_text")
    yield Made("no document.docx", lambda: zipped({"word/styles.xml": b"<x/>"}), "damaged")
    yield Made("not xml.docx", lambda: replaced(plain(), DOCUMENT, b"\x00\x01<<"), "damaged")
    yield Made("packed folder.zip", lambda: zipped({"a.txt": b"a"}), "archive")
    yield Made("entity bomb.docx", lambda: replaced(plain(), DOCUMENT, entity_bomb()), "declares_entities")
    yield Made("external entity.docx", lambda: replaced(plain(), DOCUMENT, external_entity()), "declares_entities")
    yield Made("zip bomb.docx", lambda: bomb(DOCUMENT), "expands")
    yield Made("20000 parts.docx", lambda: many_entries("word/part"), "expands")
    yield Made("stored.docx", lambda: _stored(plain()), holds=SENTENCE)


def _rows(rows: int, columns: int) -> str:
    cell = f"<w:tc>{paragraph(run('x'))}</w:tc>"
    row = "".join(f"<w:tr><w:tc>{paragraph(run(str(n)))}</w:tc>{cell * (columns - 1)}</w:tr>" for n in range(rows))
    return f"<w:tbl>{row}</w:tbl>"


def _stored(source: bytes) -> bytes:
    """Return the same archive without compression."""
    with zipfile.ZipFile(BytesIO(source)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)
