"""Excel workbooks, through openpyxl: every sheet as rows, with the values that were last calculated."""

import datetime as dt
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from closeddoor.reader.archive import Archive
from closeddoor.reader.collector import Collector
from closeddoor.reader.limits import MOST_CHARACTERS
from closeddoor.reader.refusal import RefusalError

_FAULTS = (
    *(InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError),
    *(zlib.error, struct.error, NotImplementedError, RuntimeError, ZeroDivisionError),
    *(AttributeError, AssertionError, RecursionError, EOFError, OverflowError, OSError, UnicodeError),
)
_MOST_COLUMNS = 200
_ROWS_AT_ONCE = 1_000


def read(source: bytes, out: Collector) -> None:
    Archive(source).refuse_declarations()  # and everything else that is judged before it is expanded
    book = None
    try:
        book = openpyxl.load_workbook(BytesIO(source), read_only=True, data_only=True, keep_links=False)
        for number, sheet in enumerate(book.worksheets):
            hidden = sheet.sheet_state != "visible"
            out.begin_part("sheet", f"{sheet.title} (hidden)" if hidden else sheet.title)
            sheet.reset_dimensions()  # a file may claim a million rows; only those that are there count
            _tell_rows(sheet.iter_rows(), out, number / len(book.worksheets))
    except _FAULTS as error:
        raise RefusalError("damaged") from error
    finally:
        if book is not None:
            book.close()


def _tell_rows(rows: Iterable[Iterable[Any]], out: Collector, begun: float) -> None:
    for number, row in enumerate(rows):
        out.row(_words(row))
        if number % _ROWS_AT_ONCE == 0:
            out.progress(begun + (1 - begun) * out.characters / MOST_CHARACTERS)


def _words(row: Iterable[Any]) -> Iterator[str]:
    for cell in islice(row, _MOST_COLUMNS):
        value = cell.value
        yield "" if value is None else shown(value, cell.number_format or "")


def shown(value: object, number_format: str) -> str:
    """Return a value as a reader of the sheet knows it: dates as dates, shares as per cent, no binary noise."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        has_time = (value.hour, value.minute, value.second) != (0, 0, 0)
        return value.isoformat(" ", "minutes") if has_time else value.date().isoformat()
    if isinstance(value, int | float):
        return f"{value * 100:.10g} %" if "%" in number_format else f"{value:.12g}"
    return str(value)
