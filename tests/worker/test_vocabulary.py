"""Tokens of the starter model, in this process."""

from pathlib import Path
from typing import Any

import pytest

from closeddoor.wire.messages import Turn
from closeddoor.worker import formats
from closeddoor.worker.errors import LoadError
from closeddoor.worker.loading import Expected, load
from closeddoor.worker.native import ErrorLog
from closeddoor.worker.vocabulary import ReplyText, Vocabulary

MODEL = Path(__file__).parents[2] / "models" / "SmolLM2-135M-Instruct.Q4_1.gguf"
pytestmark = [
    pytest.mark.real_model,
    pytest.mark.skipif(not MODEL.is_file(), reason=f"models/{MODEL.name} is missing; `make models` fetches it"),
]


@pytest.fixture(scope="module")
def vocabulary(library: Any) -> Vocabulary:
    return Vocabulary(library, load(library, ErrorLog(library), MODEL, Expected(), lambda _: True).pointer)


def test_a_prompt_has_the_tokens_that_the_whole_text_would_have(vocabulary: Vocabulary) -> None:
    turns = [Turn("system", "You are brief."), Turn("user", "What is 2 + 2?\n\nThink."), Turn("assistant", " Four.")]
    segments = formats.CHATML.render(turns)
    whole = "".join(segment.text for segment in segments)
    assert vocabulary.prompt_tokens(segments) == vocabulary.tokens(whole, special=True)


def test_control_tokens_are_tokens_only_in_special_segments(vocabulary: Vocabulary) -> None:
    assert vocabulary.is_control("<|im_end|>")
    assert not vocabulary.is_control("<|eot_id|>")
    assert not vocabulary.is_control("the")
    (end,) = vocabulary.tokens("<|im_end|>", special=True)
    assert vocabulary.ends_reply(end)
    assert end not in vocabulary.prompt_tokens([formats.Segment("x<|im_end|>y")])


def test_text_that_needs_several_tokens_per_character_comes_back_whole(vocabulary: Vocabulary) -> None:
    text = "naïve – 日本語 🎉 ﷽"
    tokens = vocabulary.tokens(text)
    pieces = [vocabulary.piece(token) for token in tokens]
    assert any(piece.decode("utf-8", "ignore").encode() != piece for piece in pieces)  # some end inside a character
    reply = ReplyText()
    assert "".join(map(reply.push, pieces)) + reply.finish() == text


def test_loading_stops_when_progress_says_so(library: Any) -> None:
    with pytest.raises(LoadError) as caught:
        load(library, ErrorLog(library), MODEL, Expected(), lambda fraction: fraction < 0.5)
    assert caught.value.code == "model.load_cancelled"
