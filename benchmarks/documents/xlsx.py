"""Workbooks, written by openpyxl."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

from openpyxl import Workbook

from benchmarks.documents.made import EITHER, SENTENCE, Made, in_languages, mutated, truncated
from benchmarks.documents.zipped import bomb, entity_bomb, external_entity, many_entries, replaced, replaced_in, zipped

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"


def written(fill: Callable[[Workbook], object]) -> bytes:
    book = Workbook()
    fill(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rows(book: Workbook, *values: tuple[object, ...]) -> None:
    for row in values:
        book.active.append(row)


@cache
def plain() -> bytes:
    return written(lambda book: rows(book, ("Item", "2025", "2026"), ("Licence", 120_000, 131_000), (SENTENCE,)))


def _sheets(book: Workbook, count: int) -> None:
    for number in range(count):
        book.create_sheet(f"Year {number}").append((f"in year {number}", number))


def _formats(book: Workbook) -> None:
    rows(book, (dt.date(2026, 11, 23), 0.095, True, 0.1 + 0.2))
    book.active["B1"].number_format = "0.0%"


def _hidden(book: Workbook) -> None:
    rows(book, ("seen",))
    sheet = book.create_sheet("Assumptions")
    sheet.append(("unseen",))
    sheet.sheet_state = "hidden"


def _wide(book: Workbook) -> None:
    rows(book, tuple(range(500)))


def _far_cell(book: Workbook) -> None:
    book.active["A1"] = "near"
    book.active.cell(1_048_576, 1, "far away")


def _table(book: Workbook, count: int) -> None:
    for number in range(count):
        book.active.append((f"row {number}", number, number * 1.09, "x"))


def _lied_about_size() -> bytes:
    return replaced_in(plain(), SHEET, '<dimension ref="A1:C3"', '<dimension ref="A1:XFD1048576"')


def made() -> Iterator[Made]:
    """Yield the 50 workbooks."""
    yield from in_languages("xlsx", lambda text: written(lambda book: rows(book, (text, 1))))
    yield from truncated("xlsx", plain)
    yield from mutated("xlsx", plain)
    yield Made("plain.xlsx", plain, holds="Licence | 120000 | 131000")
    yield Made("sheets.xlsx", lambda: written(lambda book: _sheets(book, 40)), holds="in year 39 | 39")
    yield Made("formats.xlsx", lambda: written(_formats), holds="2026-11-23 | 9.5 % | TRUE | 0.3")
    yield Made("hidden sheet.xlsx", lambda: written(_hidden), holds="unseen")
    yield Made("wide.xlsx", lambda: written(_wide), holds="198 | 199")
    yield Made("far cell.xlsx", lambda: written(_far_cell), holds="far away")
    yield Made("20000 rows.xlsx", lambda: written(lambda book: _table(book, 20_000)), holds="row 19999 | 19999")
    yield Made("too much.xlsx", lambda: written(lambda book: rows(book, *[(SENTENCE * 30,)] * 900)), "too_much_text")
    yield Made("claims a million rows.xlsx", _lied_about_size, holds="Licence")
    yield Made("formulas only.xlsx", lambda: written(lambda book: rows(book, ("=1+1",))), "no_text")
    yield Made("blank.xlsx", lambda: written(lambda _: None), "no_text")
    yield Made("zero bytes.xlsx", lambda: b"", "empty")
    yield Made("really a table of commas.xlsx", lambda: b"Item,2026\nLicence,131000\n", holds="Licence")
    yield Made("really a page.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "unknown")
    yield Made("binary book.xlsb", lambda: zipped({"xl/workbook.bin": b"x"}), "old_office")
    yield Made("not xml.xlsx", lambda: replaced(plain(), SHEET, b"<<"), EITHER)
    yield Made("no book.xlsx", lambda: zipped({"xl/x.xml": b"<x/>"}), "damaged")
    yield Made("entity bomb.xlsx", lambda: replaced(plain(), BOOK, entity_bomb()), "declares_entities")
    yield Made("bomb in a sheet.xlsx", lambda: replaced(plain(), SHEET, entity_bomb()), "declares_entities")
    yield Made("external entity.xlsx", lambda: replaced(plain(), BOOK, external_entity()), "declares_entities")
    yield Made("zip bomb.xlsx", lambda: bomb(SHEET), "expands")
    yield Made("20000 parts.xlsx", lambda: many_entries("xl/part"), "expands")
    yield Made("pipes in cells.xlsx", lambda: written(lambda book: rows(book, ("a|b", "c"))), holds="a¦b | c")
