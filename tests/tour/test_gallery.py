from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from closeddoor.presenters.states.privacy.erase import EraseViewState
from closeddoor.presenters.states.privacy.room import RoomViewState
from closeddoor.presenters.states.settings import SettingsViewState
from closeddoor.tour.album import NOTICE, WORKING, WRONG, Album, Plate
from closeddoor.tour.gallery import FRAMES, Frame, hang
from closeddoor.ui.pages.privacy import PrivacyPage
from closeddoor.ui.pages.privacy.erase import EraseSection
from closeddoor.ui.pages.settings import SettingsPage
from tests.ui.accessibility.page_states import PAGE_STATES

SETTINGS = PAGE_STATES["settings"]["full"]
MODELS = PAGE_STATES["models"]["full"]
ERASE = EraseViewState(goes=("All your conversations.",), word="erase")


@pytest.fixture
def album(qtbot: object) -> tuple[Album, SettingsPage]:
    assert qtbot
    page, album = SettingsPage(), Album()
    album.watch("settings", page)
    return album, page


def test_what_a_page_shows_when_a_picture_is_taken_is_kept(album: tuple[Album, SettingsPage]) -> None:
    kept, page = album
    kept.keep("too-early", "settings")
    page.render(SETTINGS)
    kept.keep("settings", "settings")
    kept.keep("settings-again", "settings")
    assert isinstance(SETTINGS, SettingsViewState)
    wrong = Plate("settings-wrong", "settings", replace(SETTINGS, problem=WRONG))
    assert kept.plates() == (Plate("settings", "settings", SETTINGS), wrong)
    assert page.findChildren(QWidget)


def test_a_page_that_can_be_busy_hangs_busy_too(album: tuple[Album, SettingsPage]) -> None:
    kept, _ = album
    kept._last["models", ""] = MODELS
    kept.keep("models", "models")
    names = [plate.name for plate in kept.plates()]
    assert names == ["models", "models-working", "models-wrong"]
    assert kept.plates()[1].state.busy == WORKING


def test_a_section_hangs_with_what_it_was_told_itself(qtbot: object, qapp: QApplication) -> None:
    assert qtbot
    page, kept = PrivacyPage(), Album()
    kept.watch("privacy", page)
    page.the(EraseSection).render(ERASE)
    page.render(RoomViewState(section="erase"))
    kept.keep("privacy-erase", "privacy")
    assert [plate.name for plate in kept.plates()] == [
        "privacy-erase",
        "privacy-erase-working",
        "privacy-erase-wrong",
    ]
    assert [plate.parts["erase"] for plate in kept.plates()] == [
        ERASE,
        replace(ERASE, busy=WORKING),
        replace(ERASE, problem=WRONG),
    ]
    frames = (Frame("light", (1024, 700), 1.0),)
    shown = [[label.text() for label in hung.window.findChildren(QLabel)] for hung in hang(qapp, kept.plates(), frames)]
    assert all("All your conversations." in texts for texts in shown)


@pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
def test_each_plate_hangs_in_each_frame_at_its_size(qapp: QApplication, tmp_path: Path) -> None:
    plates = [Plate("settings", "settings", SETTINGS), Plate("models", "models", MODELS)]
    frames = (Frame("dark", (1024, 700), 2.0), Frame("light", (1440, 900), 1.0))
    paths = [(hung.frame, hung.save(tmp_path)) for hung in hang(qapp, plates, frames)]
    assert [path.relative_to(tmp_path).as_posix() for _, path in paths] == [
        "dark-1024x700-200/01-settings.png",
        "dark-1024x700-200/02-models.png",
        "light-1440x900-100/01-settings.png",
        "light-1440x900-100/02-models.png",
    ]
    images = [QImage(str(path)) for _, path in paths]
    assert [(image.width(), image.height()) for image in images] == [frame.size for frame, _ in paths]
    assert images[0].pixelColor(5, 5).lightness() < 128 < images[2].pixelColor(5, 5).lightness()


def test_all_appearances_are_there() -> None:
    assert len({frame.name for frame in FRAMES}) == 8


def test_home_hangs_with_what_a_history_has_to_say_and_unlock_with_what_was_set_aside(album: object) -> None:
    assert album
    kept = Album()
    for name in ("home", "unlock"):
        kept._last[name, ""] = PAGE_STATES[name]["full"]
        kept.keep(name, name)
    made = {plate.name: plate.state for plate in kept.plates()}
    assert made["home-told"].notice == NOTICE
    assert made["home-told"].shelf == PAGE_STATES["home"]["full"].shelf
    assert (made["unlock-put-back"].offers, made["unlock-put-back"].mode) == (("put_back", "restore"), "damaged")
    assert "set aside" in made["unlock-put-back"].problem.happened
