import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import TermView
from closeddoor.text import RenderedText, read_document, render_chat
from closeddoor.ui.theme import Appearance, AppearanceSwitch, small_font
from closeddoor.ui.widgets.document import DocumentView, TextRange
from closeddoor.ui.widgets.document.floating import place_beside
from closeddoor.ui.widgets.document.margin import shown_lines
from closeddoor.ui.widgets.document.positions import PositionMap, Stretch, code_points_within, utf16_length
from closeddoor.ui.widgets.document.ranges import margin_words
from closeddoor.ui.widgets.document.terms import TermCard, find_terms

MARKDOWN = """# Proposal 😀 one

1. First clause with 𝒳 and *emphasis*
2. Second clause

| Item 😀 | Amount |
|---|--:|
| Licence 🚀 | £312,000 |
| Support | included |

> A quoted **bold** line

```
code 😀 here
```

| Two | tables |
|---|---|
| in | a row |

The [[last|renewal 😀 clause]] binds both parties.
"""


@pytest.fixture
def view(qtbot: QtBot) -> DocumentView:
    view = DocumentView()
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.set_document(read_document(MARKDOWN))
    view.show()
    return view


def shown_in_document(view: DocumentView) -> str:
    return view.textCursor().selectedText().replace("\u2028", "\n").replace("\u2029", "\n")


def test_utf16_and_code_points_are_counted_apart() -> None:
    assert utf16_length("a😀b") == 4
    assert [code_points_within("a😀b", units) for units in range(5)] == [0, 1, 1, 2, 3]


def test_position_map_finds_both_ways_around_what_is_not_displayed_text() -> None:
    places = PositionMap()
    places.note(Stretch(0, 3, "a😀"))
    places.note(Stretch(3, 9, "bc"))
    assert [places.position_of(shown) for shown in range(6)] == [3, 4, 6, 9, 10, 11]
    assert [places.shown_at(position) for position in (0, 3, 4, 5, 6, 8, 9, 10, 99)] == [0, 0, 1, 1, 2, 2, 3, 4, 5]


def test_every_word_of_the_displayed_text_is_found_in_the_document(view: DocumentView) -> None:
    displayed = view.displayed()
    start = 0
    for word in displayed.split():
        start = displayed.index(word, start)
        view.select(start, start + len(word))
        assert shown_in_document(view) == word
        assert view.selected() == (start, start + len(word))
        start += len(word)


def test_a_span_after_emoji_and_tables_is_where_the_scorer_says(view: DocumentView) -> None:
    text = read_document(MARKDOWN)
    span = text.spans[0]
    view.select(span.start, span.end)
    assert shown_in_document(view) == "renewal 😀 clause"


def test_selecting_by_keyboard_tells_displayed_offsets_without_blanks(view: DocumentView) -> None:
    start = view.displayed().index("binds")
    view.show_place(start)
    view.setFocus()
    told: list[tuple[int, int]] = []
    view.selection_changed.connect(lambda first, last: told.append((first, last)))
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert told[-1] == (start, start + len("binds"))
    view.clear_selection()
    assert told[-1][0] == told[-1][1]


def test_selection_survives_a_change_of_theme_and_size(view: DocumentView, look: AppearanceSwitch) -> None:
    start = view.displayed().index("Support")
    view.select(start, start + 7)
    look.show(Appearance("dark", 2.0))
    assert view.selected() == (start, start + 7)
    assert shown_in_document(view) == "Support"


def test_the_same_text_again_keeps_the_selection(view: DocumentView) -> None:
    view.select(2, 6)
    view.set_document(read_document(MARKDOWN))
    assert view.selected() == (2, 6)


def test_clicking_a_range_tells_its_key(view: DocumentView, qtbot: QtBot) -> None:
    start = view.displayed().index("Second clause")
    view.set_ranges([TextRange(start, start + 13, "found", key="exit")])
    middle = view.place_rect(start + 6, start + 6).center()
    with qtbot.waitSignal(view.range_activated) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == ["exit"]


def test_clicking_the_word_in_the_margin_tells_the_key(view: DocumentView, qtbot: QtBot) -> None:
    start = view.displayed().index("Second clause")
    view.set_ranges([TextRange(start, start + 13, "missed", key="exit")])
    view.grab()
    line = view.place_rect(start, start)
    at = next(x for x in range(view.viewport().width()) if view._margin.key_at(QPoint(x, line.center().y())))
    with qtbot.waitSignal(view.range_activated) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at + 3, line.center().y()))
    assert told.args == ["exit"]


def test_margin_says_a_shape_and_a_word() -> None:
    assert margin_words(TextRange(0, 1, "found")) == "● Found"
    assert margin_words(TextRange(0, 1, "mark", word="Misleading")) == "▪ Misleading"
    assert margin_words(TextRange(0, 1, "decoy", word=None)) == ""


def test_terms_stand_once_per_block_as_whole_words() -> None:
    mape, pay = TermView("MAPE", "m", "x"), TermView("pay", "p", "x")
    places = find_terms("MAPE and mape payback\npay MAPEs", [pay, mape])
    assert [(place.term.term, place.start) for place in places] == [("MAPE", 0), ("pay", 22), ("MAPE", 26)]


def test_a_term_explains_itself_by_keyboard_and_closes_with_escape(view: DocumentView) -> None:
    view.set_terms([TermView("Licence", "The right to use it.", "It ends when you stop paying.")])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_T)
    card = view.findChild(TermCard)
    assert card is not None
    assert card.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_copy_gives_characters_only(view: DocumentView) -> None:
    view.select(0, 10)
    data = view.createMimeDataFromSelection()
    assert data.text() == view.displayed()[:10]
    assert not data.hasHtml()


def test_nothing_a_document_names_is_loaded(view: DocumentView) -> None:
    view.set_document(render_chat("![x](https://example.invalid/a.png) and [y](https://example.invalid/)"))
    assert view.loadResource(2, QUrl("file:///etc/hostname")) is None
    assert "￼" not in view.toPlainText()


def test_a_growing_view_is_as_high_as_its_text(qtbot: QtBot) -> None:
    view = DocumentView(grows=True)
    qtbot.addWidget(view)
    view.resize(800, 100)
    view.set_document(render_chat("One.\n\n" * 40))
    view.show()
    qtbot.waitUntil(lambda: view.height() > 800)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() <= 4)


def test_an_empty_document_has_no_places(qtbot: QtBot) -> None:
    view = DocumentView()
    qtbot.addWidget(view)
    view.set_document(RenderedText((), ""))
    assert view.selected() == (0, 0)


def test_layers_are_assigned_apart_and_lie_over_each_other(view: DocumentView) -> None:
    start = view.displayed().index("First clause")
    view.set_ranges([TextRange(start, start + 5, "mark", "0")])
    view.set_ranges([TextRange(start, start + 5, "note", "note:0", "Who?")], "notes")
    view.set_ranges([TextRange(start, start + 5, "hit", word=None)], "hits")
    places = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert places == ["First"] * 3
    with_ground = [selection.format.background().style() for selection in view.extraSelections()]
    assert with_ground == [Qt.BrushStyle.NoBrush, Qt.BrushStyle.SolidPattern, Qt.BrushStyle.SolidPattern]
    view.set_ranges((), "hits")
    view.set_ranges(())
    assert [selection.cursor.selectedText() for selection in view.extraSelections()] == ["First"]


def test_what_is_under_a_found_place_can_still_be_clicked(qtbot: QtBot, view: DocumentView) -> None:
    start = view.displayed().index("First clause")
    view.set_ranges([TextRange(start, start + 12, "mark", "7")])
    view.set_ranges([TextRange(start, start + 12, "hit", word=None)], "hits")
    place = view.place_rect(start + 4, start + 4).center()
    with qtbot.waitSignal(view.range_activated, check_params_cb=lambda key: key == "7"):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_a_note_in_the_margin_is_broken_at_words_and_cut_after_its_last_line() -> None:
    metrics = QFontMetrics(small_font())
    width = metrics.horizontalAdvance("Who measured this,") + 2
    lines = shown_lines("† Who measured this, on whose claims, and what about the rest of them?", metrics, width, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    assert shown_lines("▪ Mark", metrics, width, 1) == ["▪ Mark"]
    assert shown_lines("", metrics, width, 4) == [""]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (QRect(50, 50, 40, 20), QPoint(50, 74)),
        (QRect(380, 50, 20, 20), QPoint(300, 74)),
        (QRect(50, 270, 40, 20), QPoint(50, 206)),
        (QRect(50, 20, 40, 270), QPoint(50, 0)),
    ],
)
def test_what_floats_stays_beside_its_words_and_within_bounds(words: QRect, place: QPoint) -> None:
    assert place_beside(words, QSize(100, 60), QRect(0, 0, 400, 300), 4) == place
