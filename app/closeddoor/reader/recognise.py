"""What a document is, by its content: its name may say anything."""

import re
import zipfile
from io import BytesIO

from closeddoor.reader.refusal import RefusalError
from closeddoor.wire.reading import Format, RefusalCode

_HEAD_BYTES = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

_REFUSED: tuple[tuple[bytes, RefusalCode], ...] = (
    *((mark, "picture") for mark in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")),
    *((mark, "archive") for mark in (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")),
    *((mark, "program") for mark in (b"\x7fELF", b"MZ", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")),
    (b"{\\rtf", "unknown"),
)
_FOLDERS: tuple[tuple[str, Format], ...] = (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx"))
_HTML = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def recognise(source: bytes) -> Format:
    """Return the format to read `source` as; raises `RefusalError` for what is none of them."""
    if not source:
        raise RefusalError("empty")
    head = source[:_HEAD_BYTES]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _in_archive(source)
    if head.startswith(_OLE):
        raise RefusalError("encrypted" if _ENCRYPTED_PACKAGE in source else "old_office")
    for mark, code in _REFUSED:
        if head.startswith(mark):
            raise RefusalError(code)
    if head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        raise RefusalError("picture")
    if _HTML.match(head):
        raise RefusalError("unknown")
    return "text"


def _in_archive(source: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise RefusalError("damaged") from error
    if "xl/workbook.bin" in names:
        raise RefusalError("old_office")
    for folder, format_name in _FOLDERS:
        if any(name.startswith(folder) for name in names):
            return format_name
    raise RefusalError("archive")
