"""PDF, through pypdf: the text layer, page by page."""

import struct
import zlib
from io import BytesIO

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from closeddoor.reader.collector import Collector
from closeddoor.reader.limits import MOST_PAGES
from closeddoor.reader.lines import paragraphs
from closeddoor.reader.refusal import RefusalError

_LEAST_CHARACTERS = 3
"""A page with fewer has no text worth the name: a scanner's page number, a stray mark."""

_FAULTS = (
    *(PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError),
    *(RecursionError, ArithmeticError, NotImplementedError, OSError, EOFError, zlib.error, struct.error),
)
"""What pypdf was seen to raise on damaged files."""


def read(source: bytes, out: Collector) -> None:
    """Read what is text on each page; a page that cannot be read is counted as silent, not fatal."""
    pages = _pages(source)
    readable = 0
    for number, page in enumerate(pages):
        text = _text_of(page)
        if text is not None:
            readable += 1
        if text is None or len(text.strip()) < _LEAST_CHARACTERS:
            out.silent_pages += 1
        else:
            out.begin_part("page", str(number + 1))
            for paragraph in paragraphs(text.replace("\t", " ").split("\n")):
                out.paragraph(paragraph)
        out.progress((number + 1) / len(pages))
    if not readable:
        raise RefusalError("damaged")
    if out.silent_pages == len(pages):
        raise RefusalError("scanned" if any(map(_has_picture, pages[:20])) else "no_text")


def _pages(source: bytes) -> list[PageObject]:
    try:
        reader = PdfReader(BytesIO(source), strict=False)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise RefusalError("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise RefusalError("too_many_pages")
        pages = list(reader.pages)
    except DependencyError as error:  # a cipher that is not there
        raise RefusalError("encrypted") from error
    except _FAULTS as error:
        raise RefusalError("damaged") from error
    if not pages:
        raise RefusalError("damaged")
    return pages


def _text_of(page: PageObject) -> str | None:
    try:
        return page.extract_text()
    except _FAULTS:
        return None


def _has_picture(page: PageObject) -> bool:
    try:
        return any(each.get_object().get("/Subtype") == "/Image" for each in page["/Resources"]["/XObject"].values())  # type: ignore[index]  # pypdf's objects are typed as their base
    except _FAULTS:
        return False
