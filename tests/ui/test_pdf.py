"""A document on paper: read back with a reader that is not ours."""

import string
import subprocess
import sys
import time
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from closeddoor.text import render_chat
from closeddoor.ui.pdf import pdf_steps
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from tests.ui.paper import whole

SENTENCE = "The first office offered five floods of figures, **in bold** — “quoted” ● Found ○ Missed."
TABLE = "| When | Ask |\n|---|---|\n| A share is credited | By what rule? |\n"
FOOTNOTE = "This file is not protected."


def pdf_of(markdown: str, title: str = "t", footnote: str = "") -> bytes:
    return whole(pdf_steps(render_chat(markdown).blocks, title, footnote))


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def words_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(content).pages)


def drawing(reader: PdfReader) -> list[bytes]:
    return [contents.get_data() for page in reader.pages if (contents := page.get_contents()) is not None]


def test_words_come_back_as_they_were_written() -> None:
    content = pdf_of(f"{SENTENCE}\n\n{TABLE}", "A debrief", FOOTNOTE)
    text = words_of(content)
    assert "\t" not in text
    for written in ("The first office offered five floods of figures,", "in bold", "“quoted”", "By what rule?"):
        assert written in " ".join(text.split())
    assert FOOTNOTE in text
    assert "1 / 1" in text


def test_pages_are_numbered_and_a_heading_stands_with_its_text() -> None:
    parts = "\n\n".join(f"## Part {number}\n\n{SENTENCE * (1 + number % 9)}" for number in range(60))
    pages = [page.extract_text().split("\n") for page in read(pdf_of(parts)).pages]
    assert len(pages) > 5
    for number, lines in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in lines
        last = [line for line in lines if line.strip() and " / " not in line][-1]
        assert not last.startswith("Part ")
    everything = [line for lines in pages for line in lines]
    assert [everything.count(f"Part {number}") for number in range(60)] == [1] * 60
    assert sum(line.count("Missed") for line in everything) == sum(1 + number % 9 for number in range(60))


def test_metadata_names_the_document_and_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("USER", "LOGNAME", "USERNAME", "HOSTNAME"):
        monkeypatch.setenv(variable, "somebody-here")
    content = pdf_of(SENTENCE, "A debrief")
    about = read(content).metadata
    assert about is not None
    assert (about.title, about.creator, about.author) == ("A debrief", "Closed Door", "")
    assert set(about) <= {
        "/Title", "/Creator", "/Author", "/Producer", "/CreationDate", "/ModDate", "/Trapped",
    }  # fmt: skip
    assert b"somebody-here" not in content


def test_paper_is_the_same_whatever_the_screen_looks_like(look: AppearanceSwitch) -> None:
    light = read(pdf_of(SENTENCE * 40))
    look.show(Appearance("dark", 2.0, reduced_motion=True))
    dark = read(pdf_of(SENTENCE * 40))
    assert drawing(dark) == drawing(light)


def test_a_long_text_is_set_in_short_steps_and_in_time_that_grows_with_its_length_alone() -> None:
    part = f"## Part\n\n{SENTENCE * 6}\n\n* one\n* two\n\n{TABLE}\n```\ncode\n```\n\n"
    short_s, long_s = steps_s(part * 12), steps_s(part * 96)  # 10,000 and 80,000 characters
    assert max(long_s[:-1]) < 0.05  # the last one writes the fonts
    assert sum(long_s) < 14 * sum(short_s)


def steps_s(markdown: str) -> list[float]:
    """Return how long this thread worked in each step; what neighbours on the machine do is not counted."""
    steps, at_s = pdf_steps(render_chat(markdown).blocks, "t"), [time.thread_time()]
    for _ in steps:
        at_s.append(time.thread_time())  # noqa: PERF401 - a comprehension would not say that time passes
    at_s.append(time.thread_time())
    return [after - before for before, after in pairwise(at_s)]


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_file_can_be_given_up_while_it_is_set_or_painted(share: float) -> None:
    steps = pdf_steps(render_chat(f"{SENTENCE}\n\n" * 60).blocks, "t")
    assert next(reached for reached in steps if reached >= share) < 1.0
    steps.close()  # a painter that outlives its paper makes Qt complain, which fails a test


def test_an_application_that_ends_while_a_page_is_painted_ends_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.ui.closing_while_painting", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, list(tmp_path.iterdir())) == (0, "", []), ended.stderr


def test_a_paragraph_goes_on_over_the_page_by_at_least_two_lines_and_loses_nothing() -> None:
    for count in range(300, 420, 10):  # so that the page ends at each of its last lines
        words = [f"word{number}" for number in range(count)]
        pages = [page.extract_text().split("\n")[:-1] for page in read(pdf_of(" ".join(words))).pages]
        assert " ".join(" ".join(lines) for lines in pages).split() == words
        assert all(len(lines) >= 2 for lines in pages), count


def test_a_long_table_repeats_its_head_and_keeps_its_columns() -> None:
    rows = "\n".join(f"| row{number} | {'said ' * (number // 20)} |" for number in range(90))
    reader = read(pdf_of(f"| Name | Words |\n|---|---|\n{rows}\n"))
    pages = [page.extract_text().split() for page in reader.pages]
    assert len(pages) > 2
    assert all(page[:2] == ["Name", "Words"] for page in pages)
    assert [word for page in pages for word in page if word.startswith("row")] == [f"row{n}" for n in range(90)]
    assert len({left_of(page, "Words") for page in reader.pages}) == 1


def left_of(page: PageObject, word: str) -> int:
    places: list[int] = []

    def note(text: str, _: object, at: list[float], *__: object) -> None:
        if word in text:
            places.append(round(at[4]))

    page.extract_text(visitor_text=note)
    return places[0]


@pytest.mark.parametrize(
    "markdown",
    [
        "```\n" + "x = 1  # code\n" * 200 + "```\n",
        "x" * 30_000,
        "- 😀 " + "smile 😀 and on " * 900,
        "# " + "A heading without an end " * 400,
        "| A | B |\n|---|---|\n| one | " + "long cell " * 900 + " |\n| two | three |\n",
        "> - " + "a  \nhard break " * 300,
    ],
    ids=["code", "one word", "surrogates", "heading", "cell", "breaks"],
)
def test_whatever_no_page_can_hold_goes_on_over_the_next_ones(markdown: str) -> None:
    displayed, written = render_chat(markdown).displayed, words_of(pdf_of(markdown))
    for letter in string.ascii_lowercase + "#=":  # a head may stand on each page; Qt's PDF does not name emoji
        assert written.count(letter) == displayed.count(letter), letter
