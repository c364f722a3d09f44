"""Plain text and Markdown, in whatever encoding they were saved."""

import codecs
import re

from closeddoor.reader.collector import Collector
from closeddoor.reader.lines import paragraphs
from closeddoor.reader.refusal import RefusalError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 8192
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*$")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINES_AT_ONCE = 2_000


def read(source: bytes, out: Collector) -> None:
    """Read lines into paragraphs; lines of a Markdown table become rows, its headings begin parts."""
    lines = decoded(source).splitlines()
    block: list[str] = []
    for number, line in enumerate(lines):
        if _is_special(line) or len(block) >= _LINES_AT_ONCE:
            _tell(block, out)
            block = []
            _tell_special(line, out)
        else:
            block.append(line)
        if number % _LINES_AT_ONCE == 0:
            out.progress(number / len(lines))
    _tell(block, out)


def decoded(source: bytes) -> str:
    """Return the text of `source`; raises `RefusalError` when no encoding makes text of it."""
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return source.decode(encoding, "replace")
    unmarked = _utf16_without_mark(source)
    if unmarked is not None:
        return source.decode(unmarked, "replace")
    if _is_binary(source):
        raise RefusalError("unknown")
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        return source.decode("cp1252", "replace")


def _utf16_without_mark(source: bytes) -> str | None:
    """Tell UTF-16 of a Latin script by its zeros: every other byte is one."""
    sample = source[:_SAMPLE_BYTES]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def _is_binary(source: bytes) -> bool:
    sample = source[:_SAMPLE_BYTES].decode("latin-1")
    return "\x00" in sample or len(_CONTROLS.findall(sample)) > len(sample) * 0.02


def _is_special(line: str) -> bool:
    return bool(_HEADING.match(line)) or line.lstrip().startswith("|")


def _tell_special(line: str, out: Collector) -> None:
    if heading := _HEADING.match(line):
        out.begin_part("heading", heading.group(1))
        out.paragraph(heading.group(1))
    elif line.lstrip().startswith("|"):
        if not _TABLE_RULE.match(line.strip()):
            out.row(line.strip().strip("|").split("|"))
    else:
        out.paragraph(line)


def _tell(block: list[str], out: Collector) -> None:
    for paragraph in paragraphs(block):
        out.paragraph(paragraph)
