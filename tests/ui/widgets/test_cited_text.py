"""Numbers in brackets lead to their passages: by mouse and keyboard, by name, and nothing else leads anywhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.cited_text import CitedText, place_of, widened
from closeddoor.ui.widgets.document.typesetter import Faces

PASSAGES = {1: "offer.pdf, page 3", 2: "offer.pdf, page 9", 12: "costs.xlsx, sheet “Year 1”"}
ANSWER = """The fee rises 😀 by nine per cent [1], and [9] says nothing. See [the site](https://example.org).

| Claim | Where |
|---|---|
| 94% | [2, 12] |

Not code: `[1]`, and a [1](https://example.org) of Markdown's is a word.

```
[2]
```
"""


@pytest.fixture
def cited(qtbot: QtBot) -> Iterator[CitedText]:
    page = QWidget()
    qtbot.addWidget(page)
    text, after = CitedText("Answer", page), QPushButton("Copy", page)
    column = QVBoxLayout(page)
    column.addWidget(text)
    column.addWidget(after)
    column.addStretch(1)
    page.resize(640, 700)
    page.show()
    page.activateWindow()
    text.set_text(ANSWER)
    text.set_passages(PASSAGES)
    QApplication.processEvents()
    yield text
    page.close()


def names(cited: CitedText) -> list[str]:
    return [link.accessibleName() for link in cited.links()]


def marked(cited: CitedText) -> list[str]:
    """Return what is underlined."""
    found, block = [], cited.document().begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            if parts.fragment().charFormat().fontUnderline():
                found.append(parts.fragment().text())
            parts += 1
        block = block.next()
    return found


def test_only_numbers_with_a_passage_lead_somewhere_and_code_and_links_do_not(cited: CitedText) -> None:
    assert names(cited) == [
        "passage 1 of offer.pdf, page 3",
        "passage 2 of offer.pdf, page 9",
        "passage 12 of costs.xlsx, sheet “Year 1”",
    ]
    assert marked(cited) == ["[1]", "[2", "12]"]
    assert cited.toPlainText().count("[1]") == 2  # the words are all there, to be read and copied


def test_a_link_lies_over_its_number_in_text_and_table_at_any_size(cited: CitedText, look: AppearanceSwitch) -> None:
    for scale in (1.0, 2.0):
        look.show(Appearance("light", scale, reduced_motion=True))
        QApplication.processEvents()
        for (found, link), words in zip(cited._links, ("[1]", "[2", "12]"), strict=True):
            cursor = cited.cursorForPosition(link.geometry().center())
            assert found.start <= cursor.position() <= found.end
            assert place_of(cited.document(), found).width() > Faces.of(cited.palette()).em_px * 0.4 * len(
                words.strip()
            )
            assert min(link.width(), link.height()) >= 24


def test_links_follow_the_text_when_its_column_gets_narrow(cited: CitedText) -> None:
    before = [link.geometry() for link in cited.links()]
    page = cited.window()
    page.resize(260, 900)
    QApplication.processEvents()
    assert [link.geometry() for link in cited.links()] != before
    for found, link in cited._links:
        assert found.start <= cited.cursorForPosition(link.geometry().center()).position() <= found.end


def test_a_click_and_enter_follow_a_number_and_tab_goes_from_one_to_the_next(cited: CitedText, qtbot: QtBot) -> None:
    followed: list[int] = []
    cited.passage_requested.connect(followed.append)
    QTest.mouseClick(cited.links()[0], Qt.MouseButton.LeftButton)
    cited.setFocus()
    qtbot.waitUntil(cited.hasFocus)
    for link in cited.links():
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # type: ignore[arg-type]  # something has it
        assert link.hasFocus()
        QTest.keyClick(link, Qt.Key.Key_Return)
    QTest.keyClick(cited.links()[-1], Qt.Key.Key_Space)
    assert followed == [1, 1, 2, 12, 12]
    QTest.keyClick(cited.links()[-1], Qt.Key.Key_Tab)
    after = QApplication.focusWidget()
    assert isinstance(after, QPushButton)


def test_the_focus_stays_on_a_link_while_the_same_text_is_set_in_another_size(
    cited: CitedText, look: AppearanceSwitch, qtbot: QtBot
) -> None:
    link = cited.links()[1]
    link.setFocus()
    qtbot.waitUntil(link.hasFocus)
    look.show(Appearance("dark", 1.5, reduced_motion=True))
    cited.set_passages(dict(PASSAGES))
    assert cited.links()[1] is link
    assert link.hasFocus()


def test_other_passages_and_another_text_leave_no_link_of_before(cited: CitedText) -> None:
    cited.set_passages({1: "plan.docx, the whole document"})
    assert names(cited) == ["passage 1 of plan.docx, the whole document"]
    assert marked(cited) == ["[1]"]
    cited.set_text("Nothing is named.")
    assert names(cited) == []
    assert marked(cited) == []
    cited.set_text(ANSWER)
    cited.set_passages({})
    assert (names(cited), marked(cited)) == ([], [])


def test_what_lies_close_together_is_wide_without_covering_its_neighbour(cited: CitedText) -> None:
    cited.set_text("Both say so [1][2].")
    first, second = (link.geometry() for link in cited.links())
    assert not first.intersects(second)
    assert "".join(marked(cited)) == "[1][2]"
    assert widened([]) == []


def test_a_text_that_is_shown_later_has_its_links_in_place_then(qtbot: QtBot) -> None:
    text = CitedText("Answer")
    qtbot.addWidget(text)
    text.set_text("The fee rises [1].")
    text.set_passages(PASSAGES)
    text.resize(500, 100)
    text.show()
    (link,) = text.links()
    qtbot.waitUntil(lambda: link.width() >= 24)
    assert place_of(text.document(), text._links[0][0]).center() == link.geometry().center()
