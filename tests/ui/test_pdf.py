"""A document on paper: read back with a reader that is not ours."""

from io import BytesIO

import pytest
from pypdf import PdfReader

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
