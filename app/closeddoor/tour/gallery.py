"""Every page of the tour in every appearance: light and dark, a small and a common window, text at 100% and 200%."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from closeddoor.bootstrap.pages import Pages
from closeddoor.presenters.states.window import WindowViewState
from closeddoor.presenters.window import UNLOCKED
from closeddoor.tour.album import Plate, parts_of
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.window import MainWindow

LOOK_EVERY_MS = 40
LONGEST_LOOKS = 50
"""A layout that has not come to rest after two seconds is shown as it is."""


@dataclass(frozen=True)
class Frame:
    """One appearance: theme, size of the window in pixels, scale of all text."""

    theme: Literal["light", "dark"]
    size: tuple[int, int]
    scale: float

    @property
    def name(self) -> str:
        width, height = self.size
        return f"{self.theme}-{width}x{height}-{self.scale:.0%}".replace("%", "")


THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = ((1440, 900), (1024, 700))
SCALES = (1.0, 2.0)
FRAMES = tuple(Frame(theme, size, scale) for theme, size, scale in product(THEMES, SIZES, SCALES))


@dataclass(frozen=True)
class Hung:
    """A page as it hangs: look at `window` before asking for the next."""

    frame: Frame
    number: int
    plate: Plate
    window: QWidget

    def save(self, folder: Path) -> Path:
        """Save what the window shows; return where."""
        place = folder / self.frame.name
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{self.number:02d}-{self.plate.name}.png"
        self.window.grab().save(str(path))
        return path


def hang(app: QApplication, plates: Sequence[Plate], frames: Sequence[Frame] = FRAMES) -> Iterator[Hung]:
    """Show each plate in each appearance, one after the other, in one window."""
    for frame in frames:
        pages = Pages()
        window = MainWindow(pages.by_name, AppearanceSwitch(app, in_parts=True))
        window.resize(*frame.size)
        window.show()
        for number, plate in enumerate(plates, start=1):
            window.render(_framed(plate, frame))
            window.resize(*frame.size)
            for name, part in parts_of(pages.by_name[plate.page]).items():
                if name in plate.parts:
                    part.render(plate.parts[name])
            pages.by_name[plate.page].render(plate.state)
            _settle(window)
            yield Hung(frame, number, plate, window)
        window.close()
        window.deleteLater()


def _framed(plate: Plate, frame: Frame) -> WindowViewState:
    return WindowViewState(
        page=plate.page,
        can_navigate=plate.page != "unlock",
        privacy_line=UNLOCKED,
        privacy_detail="",
        theme=frame.theme,
        text_scale=frame.scale,
        reduced_motion=True,
    )


def _settle(window: QWidget) -> None:
    """Wait until everything stays where it is: layouts of wrapped text ask for their heights more than once."""
    before: object = None
    for _ in range(LONGEST_LOOKS):
        loop = QEventLoop()
        QTimer.singleShot(LOOK_EVERY_MS, loop.quit)
        loop.exec()
        now = [each.geometry() for each in window.findChildren(QWidget)]
        if now == before:
            return
        before = now
