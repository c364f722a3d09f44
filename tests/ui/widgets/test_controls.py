import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import SegmentedChoice, Tick
from closeddoor.ui.widgets.fields import PRIVATE, SecretField, TextArea
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.words import ElidedLabel, Face, Words, plain_tip, words


class TestFields:
    def test_what_is_typed_is_told_and_what_is_assigned_is_not(self, qtbot: QtBot) -> None:
        area = TextArea("Note")
        qtbot.addWidget(area)
        told: list[str] = []
        area.draft_changed.connect(told.append)
        area.set_draft("kept draft")
        QTest.keyClicks(area, "!")
        assert told == ["!kept draft"]

    def test_assigning_keeps_the_caret(self, qtbot: QtBot) -> None:
        area = TextArea("Note")
        qtbot.addWidget(area)
        area.set_draft("one two")
        area.place_caret_at_end()
        area.set_draft("one two three")
        assert area.textCursor().position() == 7

    def test_ctrl_enter_submits_and_tab_leaves(self, qtbot: QtBot) -> None:
        area = TextArea("Note")
        qtbot.addWidget(area)
        with qtbot.waitSignal(area.submitted):
            QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert area.draft() == ""
        assert area.tabChangesFocus()

    def test_pasting_takes_characters_only(self, qtbot: QtBot) -> None:
        area = TextArea("Note")
        qtbot.addWidget(area)
        data = QMimeData()
        data.setHtml("<b>bold</b>")
        data.setText("bold")
        area.insertFromMimeData(data)
        assert area.draft() == "bold"

    def test_input_methods_are_asked_not_to_learn(self, qtbot: QtBot) -> None:
        area, secret = TextArea("Note"), SecretField("Passphrase")
        qtbot.addWidget(area)
        qtbot.addWidget(secret)
        assert area.inputMethodHints() & PRIVATE == PRIVATE
        assert secret.inputMethodHints() & PRIVATE == PRIVATE

    def test_a_secret_is_taken_once_and_cannot_be_undone_back(self, qtbot: QtBot) -> None:
        secret = SecretField("Passphrase")
        qtbot.addWidget(secret)
        QTest.keyClicks(secret, "four words of mine")
        assert secret.take() == "four words of mine"
        secret.undo()
        assert secret.text() == ""


class TestChoices:
    def test_nothing_is_chosen_before_someone_chooses(self, qtbot: QtBot) -> None:
        choice = SegmentedChoice("Theme", [("light", "Light"), ("dark", "Dark")])
        qtbot.addWidget(choice)
        assert not any(button.isChecked() for button in choice.findChildren(QPushButton))

    def test_arrow_keys_choose(self, qtbot: QtBot) -> None:
        choice = SegmentedChoice("Size", [(0.9, "90 %"), (1.0, "100 %"), (1.5, "150 %")])
        qtbot.addWidget(choice)
        choice.choose(1.0)
        choice.show()
        first, middle, _ = choice.findChildren(QPushButton)
        choice.activateWindow()
        middle.setFocus()
        qtbot.waitUntil(middle.hasFocus)
        with qtbot.waitSignal(choice.chosen) as told:
            QTest.keyClick(middle, Qt.Key.Key_Right)
        assert told.args == [1.5]
        assert not first.isChecked()

    def test_the_words_of_a_tick_are_part_of_it(self, qtbot: QtBot) -> None:
        tick = Tick("Hold still")
        qtbot.addWidget(tick)
        tick.show()
        QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
        assert tick.isChecked()


class TestNotices:
    def test_a_problem_says_what_happened_what_is_safe_and_what_to_do(self, qtbot: QtBot) -> None:
        banner = ProblemBanner()
        qtbot.addWidget(banner)
        banner.render(Problem("It ended.", "The text is kept.", "Send again."))
        assert not banner.isHidden()
        assert banner.accessibleName() == "It ended. The text is kept. Send again."
        banner.render(None)
        assert banner.isHidden()

    def test_busy_can_be_cancelled_where_it_says_so(self, qtbot: QtBot) -> None:
        line = BusyLine()
        qtbot.addWidget(line)
        line.render(Busy("Loading", 0.5, can_cancel=True))
        line.show()
        button = line.findChild(Button)
        assert button is not None
        with qtbot.waitSignal(line.cancel_requested):
            button.click()
        line.render(Busy("Loading"))
        assert button.isHidden()


class TestWords:
    def test_a_label_is_as_high_as_its_lines(self, qtbot: QtBot) -> None:
        label = words("a word " * 40)
        qtbot.addWidget(label)
        assert isinstance(label, Words)
        assert label.heightForWidth(150) > 2 * label.heightForWidth(600)

    @pytest.mark.parametrize("face", ["title", "heading", "strong", "plain", "small"])
    @pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
    def test_no_letter_is_cut_at_head_or_foot(
        self, qtbot: QtBot, look: AppearanceSwitch, face: Face, scale: float
    ) -> None:
        look.show(Appearance("light", scale))
        label = words("ÅÉ message on page four, jpqy", face)
        qtbot.addWidget(label)
        label.ensurePolished()
        assert label.heightForWidth(900) >= QFontMetrics(label.font()).height()

    def test_a_word_wider_than_its_line_breaks(self, qtbot: QtBot) -> None:
        label = words("x" * 200)
        qtbot.addWidget(label)
        assert label.heightForWidth(120) > 3 * label.minimumSizeHint().height()

    def test_an_elided_label_tells_the_rest_as_characters(self, qtbot: QtBot) -> None:
        label = ElidedLabel("<b>a</b> long title that does not fit")
        qtbot.addWidget(label)
        label.resize(60, 24)
        label.show()
        assert label.toolTip() == plain_tip("<b>a</b> long title that does not fit")
        assert "<b>" not in label.toolTip()

    def test_buttons_break_into_rows_where_room_is_short(self, qtbot: QtBot) -> None:
        ground = QWidget()
        outer = QVBoxLayout(ground)
        row = QWidget()
        flow = Flow(row)
        for title in ("Go on without the oldest turns", "Start a new conversation"):
            flow.addWidget(Button(title))
        outer.addWidget(row)
        qtbot.addWidget(ground)
        assert flow.heightForWidth(260) > flow.heightForWidth(800)

    def test_words_longer_than_their_row_wrap_in_it(self, qtbot: QtBot) -> None:
        ground = QWidget()
        flow = Flow(ground)
        label, button = words("The pack is sound. Two things could be better, and one of them soon."), Button("Back")
        for widget in (label, button):
            flow.addWidget(widget)
        qtbot.addWidget(ground)
        ground.resize(200, 300)
        ground.show()
        assert label.geometry().right() <= 200
        assert label.height() == label.heightForWidth(200) > label.fontMetrics().height() * 2
        assert button.y() >= label.geometry().bottom()

    def test_the_words_of_a_tick_wrap_where_there_is_no_room(self, qtbot: QtBot) -> None:
        ground = QWidget()
        column = QVBoxLayout(ground)
        tick = Tick("Let a capable model put replies in its own words")
        column.addWidget(tick)
        column.addStretch(1)
        qtbot.addWidget(ground)
        ground.resize(800, 300)
        ground.show()
        whole_px = tick.height()
        ground.resize(tick.sizeHint().width() // 2, 300)
        assert tick.width() < tick.sizeHint().width()
        assert tick.height() == tick.heightForWidth(tick.width()) > whole_px
