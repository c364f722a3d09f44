"""What seldom changes keeps its height, and has another as soon as it does change."""

from pytestqt.qtbot import QtBot

from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.settled import Settled
from closeddoor.ui.widgets.tab_order import fields_of
from closeddoor.ui.widgets.words import Words, words
from tests.ui.shown import exposed, settle

LONG = "What a change does to a result is said in a sentence that takes more than one line. " * 8


def test_it_is_as_high_as_what_is_in_it_at_every_width_and_after_every_change(
    qtbot: QtBot, look: AppearanceSwitch
) -> None:
    settled = exposed(qtbot, Settled())
    label = words("Short.")
    settled.body.addWidget(label)
    settle()
    one_line = settled.heightForWidth(600)
    label.setText(LONG)
    settle()
    assert settled.heightForWidth(300) > settled.heightForWidth(600) > one_line
    usual = settled.heightForWidth(600)
    look.show(Appearance("light", 2.0, reduced_motion=True))
    settle()
    assert settled.heightForWidth(600) > usual
    label.hide()
    settle()
    assert settled.heightForWidth(600) < one_line


class Asked(Words):
    """A label that counts how often it is asked for its height."""

    times = 0

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        self.times += 1
        return super().heightForWidth(width)


def test_labels_are_asked_anew_only_after_a_change(qtbot: QtBot, look: AppearanceSwitch) -> None:
    """Qt asks at more widths than its layouts remember."""
    assert look is not None
    settled, label = exposed(qtbot, Settled()), Asked(LONG, "plain")
    settled.body.addWidget(label)
    settle()
    heights = {width: settled.heightForWidth(width) for width in (300, 400, 500, 600, 700)}
    times = label.times
    assert times >= len(heights)
    assert {width: settled.heightForWidth(width) for width in heights} == heights
    assert label.times == times


def test_what_is_in_it_fills_it_and_is_reached_by_tab(qtbot: QtBot, look: AppearanceSwitch) -> None:
    assert look is not None
    settled = exposed(qtbot, Settled())
    field = words("Selected by keyboard")
    settled.body.addWidget(field)
    field.setFocusPolicy(field.focusPolicy().TabFocus)
    settle()
    inner = field.parentWidget()
    assert inner is not None
    assert inner.geometry() == settled.rect()
    assert list(fields_of(settled)) == [field]
