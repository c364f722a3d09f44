from hypothesis import given
from hypothesis import strategies as st

from closeddoor.worker.vocabulary import ReplyText


@given(st.text(max_size=40), st.integers(1, 5))
def test_characters_split_over_tokens_come_out_whole(text: str, size: int) -> None:
    raw = text.encode()
    reply = ReplyText()
    pieces = [reply.push(raw[start : start + size]) for start in range(0, len(raw), size)]
    assert "".join(pieces) + reply.finish() == text


def test_bytes_that_are_no_character_are_marked_and_do_not_stop_the_reply() -> None:
    reply = ReplyText()
    assert reply.push(b"a\xffb") + reply.push(b"\xe2\x82") + reply.finish() == "a�b�"


@given(st.text("ab\nUser:", max_size=30), st.integers(1, 4))
def test_a_reply_ends_before_its_stop_text_however_it_is_cut(text: str, size: int) -> None:
    reply = ReplyText("\nUser:")
    heard = ""
    for start in range(0, len(text), size):
        heard += reply.push(text[start : start + size].encode())
        if reply.stopped:
            break
    heard += reply.finish()
    assert heard == text.partition("\nUser:")[0]
    assert reply.stopped == ("\nUser:" in text)
