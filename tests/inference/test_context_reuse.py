"""What of a conversation is read again, and what is not: the real worker with the real starter model."""

import threading

import pytest

from closeddoor.wire.messages import Done, FromWorker, Generate, Load, Tuning, Turn
from closeddoor.worker.chat import ChatEngine
from closeddoor.worker.context import Context
from closeddoor.worker.loading import LoadedModel
from tests.inference.starter import NEEDS_CHAT

pytestmark = [pytest.mark.real_model, NEEDS_CHAT]
LOAD = Load("chat", "", 512, Tuning(2, 2))
TOKENS = list(range(1000, 1100))


@pytest.fixture
def context(model: LoadedModel) -> Context:
    made = Context(model, LOAD, 512, threading.Event())
    made.read(TOKENS, lambda _: None)
    return made


def greedy(context: Context, model: LoadedModel) -> int:
    logits = model.library.llama_get_logits_ith(context.pointer, -1)
    return max(range(49_152), key=lambda token: logits[token])


def test_an_append_an_edit_and_a_branch_keep_what_they_share(context: Context) -> None:
    assert context.keep_prefix([*TOKENS, 5, 6]) == 100
    assert context.keep_prefix([*TOKENS[:60], 7, 8]) == 60
    assert context.tokens == tuple(TOKENS[:60])
    assert context.keep_prefix([9, *TOKENS]) == 0
    assert context.tokens == ()


def test_the_last_token_is_read_anew_since_the_reply_begins_behind_it(context: Context) -> None:
    assert context.keep_prefix(TOKENS) == 99


def test_what_was_kept_gives_the_same_next_token_as_reading_everything(context: Context, model: LoadedModel) -> None:
    branch = [*TOKENS[:60], *range(2000, 2020)]
    context.read(branch[context.keep_prefix(branch) :], lambda _: None)
    fresh = Context(model, LOAD, 512, threading.Event())
    fresh.read(branch, lambda _: None)
    assert greedy(context, model) == greedy(fresh, model)


def test_a_state_brings_a_conversation_back_without_reading_it(context: Context, model: LoadedModel) -> None:
    state = context.state()
    expected = greedy(context, model)
    context.clear()
    context.read([4, 5, 6], lambda _: None)
    assert context.restore(TOKENS, state)
    assert context.tokens == tuple(TOKENS)
    assert context.keep_prefix(TOKENS) == 99
    context.read(TOKENS[99:], lambda _: None)
    assert greedy(context, model) == expected


@pytest.mark.parametrize("spoil", [lambda state: state[:-100], lambda _: bytearray(), lambda state: state + b"more"])
def test_a_state_that_does_not_fit_leaves_nothing_behind(context: Context, spoil: object) -> None:
    assert callable(spoil)
    assert not context.restore(TOKENS, spoil(context.state()))
    assert context.tokens == ()
    assert not context.restore(TOKENS[:50], Context.state(context))


def test_replies_say_how_much_was_not_read_again(model: LoadedModel) -> None:
    said: list[FromWorker] = []
    engine = ChatEngine(model, LOAD, threading.Event(), said.append)
    opening = (Turn("system", "You are brief."), Turn("user", "Name three rivers of France."))

    def done(number: int, turns: tuple[Turn, ...]) -> Done:
        engine.handle(Generate(number, turns, 0.0, 1.0, 1, 0.0, 1.0, 8, None))
        last = said[-1]
        assert isinstance(last, Done)
        return last

    first = done(1, opening)
    reply = "".join(message.text for message in said if hasattr(message, "text"))
    appended = done(2, (*opening, Turn("assistant", reply), Turn("user", "And of Spain?")))
    edited = done(3, (opening[0], Turn("user", "Name three rivers of Italy.")))
    assert first.reused_tokens == 0
    assert appended.reused_tokens >= first.prompt_tokens
    assert 0 < edited.reused_tokens < first.prompt_tokens
