"""Text and Markdown, in the encodings they come in."""

from collections.abc import Iterator
from functools import partial

from benchmarks.documents.made import EITHER, LANGUAGES, SENTENCE, Made, in_languages, mutated

WRAPPED = (
    "The supplier may change the fee by notice of ninety days; the customer\npays in arrears, and may leave at the end "
    "of a term.\n\nA second paragraph.\n"
)
MARKDOWN = (
    f"# Terms\n\n{SENTENCE}\n\n| Item | 2026 |\n|---|---|\n| Licence | 131,000 |\n\n* one\n* two\n\n"
    "## End\n\n```\ncode\n```\n"
)


def made() -> Iterator[Made]:
    """Yield the 50 texts."""
    yield from in_languages("txt", str.encode)
    yield from in_languages("md", lambda text: f"# Title\n\n{text}\n".encode())
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "cp1252"):
        yield Made(f"{name}.txt", partial(str.encode, f"Größe. {SENTENCE}\n" * 20, name), holds=f"Größe. {SENTENCE}")
    yield from mutated("md", MARKDOWN.encode, 8)
    yield Made("windows lines.txt", lambda: WRAPPED.replace("\n", "\r\n").encode(), holds="the customer pays")
    yield Made("old mac lines.txt", lambda: WRAPPED.replace("\n", "\r").encode(), holds="the customer pays")
    yield Made("wrapped.txt", WRAPPED.encode, holds="the customer pays")
    yield Made("markdown.md", MARKDOWN.encode, holds="Licence | 131,000")
    yield Made("no ending", SENTENCE.encode, holds=SENTENCE)
    yield Made("table.csv", lambda: b"Item,2026\nLicence,131000\n", holds="Licence,131000")
    yield Made("one long line.txt", lambda: (SENTENCE + " ").encode() * 12_000, holds=SENTENCE)
    yield Made("many lines.txt", lambda: b"A short line of text.\n" * 60_000, holds="A short line of text.")
    yield Made("too much.txt", lambda: b"A short line of text.\n" * 100_000, "too_much_text")
    yield Made("zero bytes.txt", lambda: b"", "empty")
    yield Made("only blanks.txt", lambda: b" \n\t\r\n" * 500, "no_text")
    yield Made("random bytes.txt", lambda: bytes(range(256)) * 40, "unknown")
    yield Made("zeros.txt", partial(bytes, 5000), "unknown")
    yield Made("program.txt", lambda: b"\x7fELF" + bytes(3000), "program")
    yield Made("packed.txt", lambda: b"\x1f\x8b\x08" + bytes(300), "archive")
    yield Made("letter.rtf", lambda: rb"{\rtf1\ansi Hello}", "unknown")
    yield Made("invisible.txt", "Fi\u200bne\u202e.\U000e0041\ufeff".encode, holds="Fine.")
    yield Made("escapes.txt", lambda: b"\x1b[31mred\x1b[0m words\n" * 50, EITHER)
    yield Made("half a letter.txt", lambda: SENTENCE.encode() + "ß".encode()[:1], holds=SENTENCE)
    yield Made("mixed.txt", lambda: LANGUAGES["german"].encode() + b"\xff\xfe" + b"\n", EITHER)
    yield Made("nested quotes.md", (">" * 4000 + " deep\n").encode, holds="deep")
