import pytest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.tour.geometry import problems_of
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import primary
from closeddoor.ui.widgets.fitting_dialog import FittingDialog
from closeddoor.ui.widgets.words import words
from tests.ui.shown import exposed, settle

LONG = "Outside Closed Door nothing protects it: whoever can open the file can read it. " * 3


def opened(window: QWidget, paragraphs: int) -> FittingDialog:
    dialog = FittingDialog(window, "A question", 480)
    for _ in range(paragraphs):
        dialog.body.addWidget(words(LONG))
    dialog.foot.addWidget(primary("Go on"))
    dialog.open()
    settle()
    return dialog


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(("paragraphs", "scrolls"), [(1, False), (30, True)])
def test_it_is_as_high_as_its_words_and_scrolls_where_the_window_has_no_room(
    qtbot: QtBot,
    look: AppearanceSwitch,
    scale: float,
    paragraphs: int,
    scrolls: bool,  # noqa: FBT001 - a column of the table
) -> None:
    look.show(Appearance("light", scale, reduced_motion=True))
    window = exposed(qtbot, QWidget())
    dialog = opened(window, paragraphs)
    (area,) = dialog.findChildren(QScrollArea)
    assert (area.verticalScrollBar().maximum() > 0) is scrolls
    assert dialog.height() < window.height()
    assert problems_of(dialog) == []


def test_it_grows_with_what_is_said_in_it(qtbot: QtBot) -> None:
    window = exposed(qtbot, QWidget())
    dialog = opened(window, 1)
    before = dialog.height()
    dialog.body.addWidget(words(LONG))
    settle()
    assert dialog.height() > before
