"""PDFs: written by Qt as office programs write them, by hand where a fault is wanted, encrypted by pypdf."""

import zlib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from io import BytesIO

from pypdf import PdfWriter
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from benchmarks.documents.made import EITHER, LANGUAGES, SENTENCE, Made, in_languages, mutated, truncated

PARAGRAPH = " ".join([SENTENCE] * 6)


def printed(html: str) -> bytes:
    """Return what Qt prints: every glyph placed by itself, a character map for each font."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setHtml(html)
    document.print_(writer)
    del writer
    return bytes(buffer.data().data())


def written(pages: Sequence[Sequence[str]], *, compressed: bool = False) -> bytes:
    """Return a PDF with one line of text after the other, as Word's export sets them."""
    streams = [_text_stream(lines) for lines in pages]
    return _assembled([_stream(each, compressed=compressed) for each in streams], "/Font << /F1 3 0 R >>")


def _text_stream(lines: Sequence[str]) -> bytes:
    drawn = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    return f"BT /F1 11 Tf 14 TL 60 780 Td\n{drawn}ET".encode("latin-1", "replace")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _stream(data: bytes, *, compressed: bool) -> bytes:
    body = zlib.compress(data) if compressed else data
    packed = b" /Filter /FlateDecode" if compressed else b""
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(body), packed, body)


def _assembled(contents: Sequence[bytes], resources: str, extra: Sequence[bytes] = ()) -> bytes:
    """Return a file of a catalogue, a font, and a page for each of `contents`."""
    first = 4 + len(extra)
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *extra,
    ]
    for index, content in enumerate(contents):
        place = f"/MediaBox [0 0 595 842] /Contents {first + 2 * index + 1} 0 R /Resources << {resources} >>"
        objects += [f"<< /Type /Page /Parent 2 0 R {place} >>".encode(), content]
    return numbered(objects)


def numbered(objects: Sequence[bytes]) -> bytes:
    """Return a file with these objects, numbered from 1, and its table of places."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))


def scanned(pages: int, *, first_page_has_text: bool = False) -> bytes:
    """Return pages that are nothing but a picture, as a scanner makes them."""
    picture = b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    image = picture + b" /Length 64 >>\nstream\n" + bytes(range(0, 256, 4)) + b"\nendstream"
    drawing = _stream(b"q 595 0 0 842 0 0 cm /I Do Q", compressed=False)
    contents = [drawing] * pages
    if first_page_has_text:
        contents[0] = _stream(_text_stream([SENTENCE]), compressed=False)
    return _assembled(contents, "/Font << /F1 3 0 R >> /XObject << /I 4 0 R >>", [image])


@cache
def plain() -> bytes:
    return written([[SENTENCE, f"Page {number}."] for number in range(1, 4)])


def encrypted(algorithm: str, password: str) -> bytes:
    writer = PdfWriter(BytesIO(plain()))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)  # noqa: S106 - of a test file
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _nested_pages(depth: int) -> bytes:
    nodes = [f"<< /Type /Pages /Kids [{number + 3} 0 R] /Count 1 >>".encode() for number in range(depth)]
    leaf = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    return numbered([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, leaf])


def _circle() -> bytes:
    return numbered([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def _bomb() -> bytes:
    """Return a page whose content is 300 MiB of blanks in 300 KiB, packed once more."""
    packed = zlib.compress(zlib.compress(b" " * 300 * 1024 * 1024, 9), 9)
    body = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(packed), packed)
    return _assembled([body], "")


def _table() -> str:
    rows = "".join(f"<tr><td>Item {n}</td><td>{n * 1000}</td><td>{n * 1090}</td></tr>" for n in range(60))
    return f"<h1>Costs</h1><table border=1>{rows}</table>"


def made() -> Iterator[Made]:
    """Yield the 52 PDFs."""
    letters = {name: text for name, text in LANGUAGES.items() if name != "japanese"}
    yield from in_languages("pdf", lambda text: printed(f"<p>{text}</p>"), letters)
    yield from truncated("pdf", plain)
    yield from mutated("pdf", plain, 10)
    yield Made("one page.pdf", lambda: written([[SENTENCE]]), holds=SENTENCE)
    yield Made("compressed.pdf", lambda: written([[SENTENCE]], compressed=True), holds=SENTENCE)
    yield Made(
        "wrapped.pdf", lambda: printed(f"<p>{PARAGRAPH}</p>"), holds="and no ceiling is agreed in clause 14.2. The"
    )
    yield Made("table.pdf", lambda: printed(_table()), holds="Item 59")
    yield Made("report.pdf", lambda: printed(f"<h2>Part</h2><p>{PARAGRAPH}</p>" * 24), holds="Part")
    yield Made("500 pages.pdf", lambda: written([[PARAGRAPH[:90]] * 12] * 500), holds=SENTENCE[:60])
    yield Made("1000 pages.pdf", lambda: written([[f"Page {n}."] for n in range(1000)]), holds="Page 999.")
    yield Made("1001 pages.pdf", lambda: written([["x"]] * 1001), "too_many_pages")
    yield Made("much text.pdf", lambda: written([["x" * 2000] * 11] * 100), "too_much_text")
    yield from (
        Made(f"locked {name}.pdf", partial(encrypted, name, "secret"), "encrypted")
        for name in ("RC4-40", "RC4-128", "AES-128", "AES-256")
    )
    yield from (
        Made(f"no printing {name}.pdf", partial(encrypted, name, ""), holds=SENTENCE)
        for name in ("RC4-128", "AES-128", "AES-256")
    )
    yield Made("scan.pdf", lambda: scanned(1), "scanned")
    yield Made("scan of 200.pdf", lambda: scanned(200), "scanned")
    yield Made("letter with scans.pdf", lambda: scanned(5, first_page_has_text=True), holds=SENTENCE)
    yield Made("blank.pdf", lambda: written([[], []]), "no_text")
    yield Made("zero bytes.pdf", lambda: b"", "empty")
    yield Made("really text.pdf", SENTENCE.encode, holds=SENTENCE)
    yield Made("really a picture.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), "picture")
    yield Made("really a page.pdf", lambda: b"<!DOCTYPE html><html><body>x</body></html>", "unknown")
    yield Made("words before the head.pdf", lambda: b"HTTP headers\r\n\r\n" + plain(), holds=SENTENCE)
    yield Made("no table of places.pdf", lambda: plain().replace(b"startxref", b"startxxxx"), EITHER)
    yield Made("nested 4000 deep.pdf", lambda: _nested_pages(4000), EITHER)
    yield Made("pages in a circle.pdf", _circle, EITHER)
    yield Made("bomb.pdf", _bomb, EITHER)
    yield Made("brackets.pdf", lambda: plain().replace(b"/Type /Catalog", b"/X " + b"[" * 60_000), EITHER)
    yield Made("only a head.pdf", lambda: b"%PDF-1.7\n", "damaged")
