"""One of a few, side by side."""

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import SegmentedChoice
from tests.ui.shown import settle


def test_a_segment_has_room_for_its_words_when_it_is_chosen(qtbot: QtBot, look: AppearanceSwitch) -> None:
    assert look is not None
    title = "Minutes and papers of the committee"
    choice = SegmentedChoice("Documents", [("a", title), ("b", "Offer")])
    qtbot.addWidget(choice)
    choice.resize(900, 60)
    choice.show()
    segment = next(each for each in choice.findChildren(QAbstractButton) if each.text() == title)
    usual = Button(title, "segment")
    qtbot.addWidget(usual)
    usual.show()
    padding = usual.sizeHint().width() - usual.fontMetrics().horizontalAdvance(title)
    bold = QFont(usual.font())
    bold.setWeight(QFont.Weight.DemiBold)
    choice.choose("a")
    settle()
    assert segment.width() >= QFontMetrics(bold).horizontalAdvance(title) + padding


def test_a_title_too_long_for_a_small_window_is_cut_and_told_whole(qtbot: QtBot, look: AppearanceSwitch) -> None:
    title = "Small limits without delay: paper of the commercial directorate for November"
    for scale in (1.0, 2.0):
        look.show(Appearance("light", scale, reduced_motion=True))
        choice = SegmentedChoice("Documents", [("a", title), ("b", "Offer")])
        qtbot.addWidget(choice)
        choice.show()
        settle()
        segment = next(each for each in choice.findChildren(QAbstractButton) if each.accessibleName() == title)
        assert segment.text().endswith("…")
        assert title in segment.toolTip()
        assert segment.width() < 600
