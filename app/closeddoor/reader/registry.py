"""The formats that are read: one row each. A module is imported when its format comes, not before."""

import importlib
from collections.abc import Callable

from closeddoor.reader.collector import Collector
from closeddoor.wire.reading import Format

Reader = Callable[[bytes, Collector], None]

MODULES: dict[Format, str] = {
    "pdf": "closeddoor.reader.formats.pdf",
    "docx": "closeddoor.reader.formats.docx",
    "pptx": "closeddoor.reader.formats.pptx",
    "xlsx": "closeddoor.reader.formats.xlsx",
    "text": "closeddoor.reader.formats.text",
}


def reader_of(name: Format) -> Reader:
    """Return the function that reads documents of a format."""
    read: Reader = importlib.import_module(MODULES[name]).read
    return read
