import time
from collections.abc import Callable
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.markdown_stream import MarkdownStream

ANSWER = """Three questions:

1. Accuracy **on what**? 😀
2. Who pays?
   - when the index moves
   - when it does not

| Claim | Ask |
|---|---|
| 94% | by line |

```python
x = 1
```

> quoted

Last *line*."""


@pytest.fixture
def stream(qtbot: QtBot) -> MarkdownStream:
    stream = MarkdownStream()
    qtbot.addWidget(stream)
    stream.resize(700, 400)
    stream.show()
    return stream


@pytest.mark.parametrize("step", [1, 3, 17])
def test_a_streamed_text_ends_as_the_same_text_set_at_once(stream: MarkdownStream, qtbot: QtBot, step: int) -> None:
    for start in range(0, len(ANSWER), step):
        stream.append_markdown(ANSWER[start : start + step])
    whole = MarkdownStream()
    qtbot.addWidget(whole)
    whole.resize(700, 400)
    whole.show()
    whole.set_text(ANSWER)
    assert stream.toPlainText() == whole.toPlainText()
    assert stream.toHtml() == whole.toHtml()
    assert stream.height() == whole.height()


def test_a_piece_is_laid_out_once(stream: MarkdownStream) -> None:
    stream.append_markdown("First paragraph.\n\n- one\n- two\n\nSecond")
    layouts: list[None] = []
    stream.document().documentLayout().update.connect(lambda *_: layouts.append(None))
    stream.append_markdown(" goes on.\n\nThird, *and")
    assert len(layouts) == 1


def test_what_was_finished_is_not_set_again(stream: MarkdownStream) -> None:
    stream.append_markdown("First paragraph.\n\nSecond paragraph.\n\nThird")
    changed_from: list[int] = []
    stream.document().contentsChange.connect(lambda position, _removed, _added: changed_from.append(position))
    stream.append_markdown(" goes on")
    assert min(changed_from) >= len("First paragraph.\nSecond paragraph.")


def test_text_survives_a_change_of_theme(stream: MarkdownStream, look: AppearanceSwitch) -> None:
    stream.set_text(ANSWER)
    before = stream.toPlainText()
    look.show(Appearance("dark", 1.5))
    assert stream.toPlainText() == before
    assert stream.text() == ANSWER


def test_another_text_replaces_the_first(stream: MarkdownStream) -> None:
    stream.set_text(ANSWER)
    stream.set_text("Short.")
    assert stream.toPlainText() == "Short."


def test_a_piece_of_an_answer_costs_a_small_part_of_setting_it_whole(stream: MarkdownStream, qtbot: QtBot) -> None:
    answer = f"{ANSWER}\n\n" * 20 + "A paragraph of ordinary length that goes on for a while. " * 12
    whole = MarkdownStream()
    qtbot.addWidget(whole)
    whole_s = took_s(lambda: whole.set_text(answer))
    pieces_s = sorted(
        took_s(partial(stream.append_markdown, answer[start : start + 12])) for start in range(0, len(answer), 12)
    )
    assert pieces_s[len(pieces_s) // 2] < whole_s / 10


def took_s(call: Callable[[], None]) -> float:
    """Return the processor's time a call took, which a busy machine stretches little."""
    begun_s = time.process_time()
    call()
    return time.process_time() - begun_s


@pytest.mark.parametrize("piece", ["[", "- a\n", "word ", "![a|"])
def test_a_model_that_floods_the_window_does_not_stop_it(stream: MarkdownStream, piece: str) -> None:
    flood = piece * (20_000 // len(piece))
    slowest_s = 0.0
    for start in range(0, len(flood), 1_000):
        piece_s = took_s(partial(stream.append_markdown, flood[start : start + 1_000]))
        slowest_s = max(slowest_s, piece_s)
    assert slowest_s < 1.0
    assert stream.text() == flood


@pytest.mark.parametrize("piece", ["word ", "- a\n"])
def test_what_is_set_again_with_every_piece_stays_short(stream: MarkdownStream, piece: str) -> None:
    flood = piece * (20_000 // len(piece))
    for start in range(0, len(flood), 1_000):
        stream.append_markdown(flood[start : start + 1_000])
        unfinished = stream.text()[stream._finished :]
        assert len(unfinished) <= 6_000
        assert unfinished.count("\n") <= 200


def test_long_code_stays_one_block(stream: MarkdownStream) -> None:
    code = "x = 1\n" * 2_000
    stream.set_text(f"```\n{code}```\n\n*Done*")
    assert stream.toPlainText().strip() == f"{code}Done".replace("\n\n", "\n")


def test_what_is_behind_forty_thousand_characters_is_shown_as_it_is_written(stream: MarkdownStream) -> None:
    stream.set_text("*word* " * 6 + "\n\n" + "A *long* paragraph.\n\n" * 2_200 + "*the* end")
    assert "A long paragraph." in stream.toPlainText()
    assert stream.toPlainText().endswith("A *long* paragraph.\n*the* end")
