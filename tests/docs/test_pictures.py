"""The pictures of the documents show the application as it is: `make screenshots` makes them anew.

A picture is out of date when its page has other headings, buttons or fields than it had then; and, on a machine with
the fonts that it was made with, when its areas of light and dark have moved. Without those fonts lines break elsewhere,
and the second is not looked at. One word in a paragraph may change without that being seen.
"""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

import screenshots
from screenshots import IMAGES, SHOWN, SIZE
from tests.docs.documents import documents, links
from tests.e2e.running import NEEDS_MODELS, started

MOST_DIFFERENCE = 3.0
"""Of 255, on average over the cells of a grid. Two tours differ by at most 1.2 (where a model writes) and mostly not at
all, two lines more on a page make 3 to 4, another page 3 to 30. Other fonts (DejaVu) make up to 9."""

GRID = QSize(48, 32)
PICTURES = sorted(path.stem for path in IMAGES.glob("*.png"))
every_picture = pytest.mark.parametrize("name", PICTURES)

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def kept_words() -> dict[str, list[str]]:
    kept: dict[str, list[str]] = json.loads(SHOWN.read_text(encoding="utf-8"))["pictures"]
    return kept


def has_the_fonts() -> bool:
    return bool(json.loads(SHOWN.read_text(encoding="utf-8"))["fonts"] == screenshots.fonts())


def said(words: list[str]) -> set[str]:
    """Return words without what differs from day to day: numbers and months."""
    return {re.sub(rf"\b({MONTHS})\b", "Month", re.sub(r"\d+", "0", each)) for each in words}


def difference(one: QImage, other: QImage) -> float:
    """Return how far the areas of light and dark of two pictures lie apart, 0 to 255."""
    cells = [
        image.scaled(GRID, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        .convertToFormat(QImage.Format.Format_Grayscale8)
        for image in (one, other)
    ]  # fmt: skip
    places = [(x, y) for y in range(GRID.height()) for x in range(GRID.width())]
    return sum(abs(cells[0].pixelColor(x, y).red() - cells[1].pixelColor(x, y).red()) for x, y in places) / len(places)


def test_the_documents_show_these_pictures_and_no_other() -> None:
    shown = {Path(link.target).stem for path in documents() for link in links(path) if link.is_picture}
    assert set(PICTURES) == set(kept_words()) == shown == set(screenshots.wanted())


@every_picture
def test_a_picture_has_the_size_of_all_and_shows_nothing_of_the_machine(name: str) -> None:
    image = QImage(str(IMAGES / f"{name}.png"))
    assert f"{image.width()}x{image.height()}" == SIZE
    assert [each for each in kept_words()[name] if each.startswith(("/", "~"))] == []


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    command = ("-m", "closeddoor", "tour", "--out", str(folder / "out"), "--size", SIZE)
    with started(*command, home=folder / "home") as process:
        _, errors = process.communicate(timeout=380)
    assert (process.returncode, errors) == (0, "")
    return folder / "out"


@pytest.mark.real_model
@NEEDS_MODELS
@pytest.mark.timeout(400)
def test_no_picture_is_out_of_date(taken: Path, qapp: object) -> None:
    assert qapp
    looks, now = has_the_fonts(), screenshots.of_tour(taken)
    words = json.loads((taken / "shown.json").read_text(encoding="utf-8"))
    stale = []
    for name, then in kept_words().items():
        if said(words[name]) != said(then):
            stale.append(f"{name}: {sorted(said(words[name]) ^ said(then))}")
        apart = 0.0 if not looks else difference(QImage(str(now[name])), QImage(str(IMAGES / f"{name}.png")))
        if apart > MOST_DIFFERENCE:
            stale.append(f"{name}: looks otherwise by {apart:.1f}")
    assert stale == [], "make them anew: make screenshots"


def test_another_page_and_another_theme_look_otherwise() -> None:
    """The control: what must be told apart is, and a shade less is not."""
    pictures = {name: QImage(str(IMAGES / f"{name}.png")) for name in ("home-first", "read", "library")}
    dark = pictures["library"].convertToFormat(QImage.Format.Format_RGB32)
    dark.invertPixels()
    assert difference(pictures["home-first"], pictures["read"]) > MOST_DIFFERENCE
    assert difference(pictures["library"], dark) > MOST_DIFFERENCE
    narrower = pictures["library"].scaled(QSize(1188, 792)).scaled(QSize(1200, 800))
    assert difference(pictures["library"], narrower) < MOST_DIFFERENCE
    assert said(["Kept on 2 May", "Open"]) == said(["Kept on 11 June", "Open"]) != said(["Kept on 2 May"])
