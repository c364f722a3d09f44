"""Makes the pictures of the documents anew, from one tour of the application: `make screenshots`.

Every picture that a document shows from `docs/images` is one of the tour's, by its name. Beside them `shown.json` keeps
what the window said in each and in which fonts, by which a test tells a picture that is out of date.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from closeddoor.ui.theme.typography import mono_family, sans_family, serif_family

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
SHOWN = IMAGES / "shown.json"
SIZE = "1200x800"
"""Wide enough for a paper beside the work, small enough to be read on a page."""


def wanted() -> list[str]:
    """Return the names of the pictures that the documents show."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))]
    return sorted({name for text in texts for name in re.findall(r"\((?:docs/)?images/([\w-]+)\.png\)", text)})


def of_tour(folder: Path) -> dict[str, Path]:
    """Return the pictures of a tour by their names, without the number in front."""
    return {path.stem.partition("-")[2]: path for path in sorted(folder.glob("*.png"))}


def tour(folder: Path) -> None:
    """Drive the application through its tour, at the size of the documents' pictures."""
    command = [sys.executable, "-m", "closeddoor", "tour", "--out", str(folder), "--size", SIZE]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def hang(folder: Path) -> Iterator[str]:
    """Put the wanted pictures of a tour in place of the old ones; yields the names of those it does not have."""
    taken, words = of_tour(folder), json.loads((folder / "shown.json").read_text(encoding="utf-8"))
    names = wanted()
    yield from (name for name in names if name not in taken)
    for old in IMAGES.glob("*.png"):
        old.unlink()
    for name in names:
        if name in taken:
            of_few_colours(QImage(str(taken[name]))).save(str(IMAGES / f"{name}.png"))
    kept = {"fonts": fonts(), "pictures": {name: words[name] for name in names if name in words}}
    SHOWN.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def fonts() -> list[str]:
    """Return the families that the application uses on this machine: with others, lines break elsewhere."""
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    return [sans_family(), serif_family(), mono_family()] if app else []


def of_few_colours(image: QImage) -> QImage:
    """Return the picture in its 256 most frequent colours, without dithering: a third of the bytes, and no grain."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    frequent = Counter(memoryview(plain.constBits()).cast("B").cast("I")).most_common(256)
    table = [colour for colour, _ in frequent]
    no_grain = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, no_grain)


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = Path(tempfile.mkdtemp(prefix="closed-door-screenshots-"))
    try:
        tour(folder)
        missing = list(hang(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(*(f"the tour takes no picture called {name}" for name in missing), sep="\n", end="\n" if missing else "")
    print(f"{len(list(IMAGES.glob('*.png')))} pictures in {IMAGES.relative_to(ROOT)}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
