"""What is read ahead, and what comes back instead of being read again: the real engine with the real starter model."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from closeddoor.wire.messages import (
    Done,
    Forget,
    Forgotten,
    FromWorker,
    Generate,
    Judge,
    Judged,
    Load,
    Prepare,
    Prepared,
    Tuning,
    Turn,
)
from closeddoor.worker.chat import ChatEngine
from closeddoor.worker.context import StoppedError
from closeddoor.worker.kept_states import KeptState, KeptStates
from closeddoor.worker.loading import LoadedModel
from tests.inference.starter import NEEDS_CHAT

pytestmark = [pytest.mark.real_model, NEEDS_CHAT]
LOAD = Load("chat", "", 2048, Tuning(1, 1))
SCENARIO = (Turn("system", " ".join(f"Clause {n} is due in {n * 3} days." for n in range(46))),)
CHAT = (Turn("user", " ".join(f"My note {n} is about {n * 5} people." for n in range(16))),)


@dataclass
class Desk:
    """An engine, and the last thing that it said."""

    model: LoadedModel
    abort: threading.Event = field(default_factory=threading.Event)
    said: list[FromWorker] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine = ChatEngine(self.model, LOAD, self.abort, self.said.append)

    def prepare(self, *turns: Turn) -> Prepared:
        self.engine.handle(Prepare(1, turns))
        assert isinstance(self.said[-1], Prepared)
        return self.said[-1]

    def reply(self, *turns: Turn) -> Done:
        self.engine.handle(Generate(2, turns, 0.0, 1.0, 1, 0.0, 1.0, 4, None))
        assert isinstance(self.said[-1], Done)
        return self.said[-1]

    def private_reply(self, *turns: Turn) -> Done:
        self.engine.handle(Generate(2, turns, 0.0, 1.0, 1, 0.0, 1.0, 4, None, is_private=True))
        assert isinstance(self.said[-1], Done)
        return self.said[-1]

    def text_of(self, tokens: Sequence[int]) -> str:
        vocabulary = self.engine._vocabulary
        return b"".join(vocabulary.piece(token) for token in tokens).decode(errors="replace")

    def judge(self, *turns: Turn) -> tuple[float, ...]:
        self.engine.handle(Judge(3, turns, ("Is it due?", "Is it blue?")))
        assert isinstance(self.said[-1], Judged)
        return self.said[-1].log_odds


def ask(text: str) -> Turn:
    return Turn("user", text)


def test_what_was_read_ahead_is_not_read_again_for_any_question(model: LoadedModel) -> None:
    desk = Desk(model)
    prepared = desk.prepare(*SCENARIO)
    assert (prepared.source, prepared.reused_tokens) == ("decoded", 0)
    for text in ("When is clause 9 due?", "9", "“Nothing.”"):
        assert desk.reply(*SCENARIO, ask(text)).reused_tokens >= prepared.prompt_tokens
    assert (desk.prepare(*SCENARIO).source, desk.prepare(*SCENARIO).reused_tokens) == ("held", prepared.prompt_tokens)


def test_a_chat_and_a_scenario_take_turns_without_either_being_read_again(model: LoadedModel) -> None:
    desk = Desk(model)
    prepared = desk.prepare(*SCENARIO)
    first = desk.reply(*CHAT)
    assert first.reused_tokens < 16
    back = desk.prepare(*SCENARIO)
    assert (back.source, back.reused_tokens) == ("memory", prepared.prompt_tokens)
    again = desk.reply(*CHAT)
    assert again.reused_tokens == first.prompt_tokens - 1
    assert desk.reply(*SCENARIO, ask("Why?")).reused_tokens >= prepared.prompt_tokens


def test_what_is_private_is_held_for_its_next_turn_and_put_aside_for_none(model: LoadedModel) -> None:
    desk = Desk(model)
    first = desk.private_reply(*CHAT)
    assert desk.private_reply(*CHAT).reused_tokens == first.prompt_tokens - 1
    desk.private_reply(*SCENARIO, ask("Why?"))
    desk.reply(*SCENARIO, ask("When?"))
    assert desk.private_reply(*CHAT).reused_tokens < 16
    assert all(CHAT[0].text not in desk.text_of(kept.tokens) for kept in desk.engine._kept._states)


@pytest.mark.parametrize(
    "other",
    [Generate(4, CHAT, 0.0, 1.0, 1, 0.0, 1.0, 1, None), Judge(4, CHAT, ("Is it?",)), Prepare(4, CHAT), Forget(4)],
)
def test_nobody_else_begins_with_what_was_private_and_it_can_be_forgotten(
    model: LoadedModel, other: Generate | Judge | Prepare | Forget
) -> None:
    desk = Desk(model)
    desk.private_reply(*CHAT, ask("And what of the plant?"))
    desk.engine.handle(other)
    assert desk.engine._kept._states == [] or isinstance(other, Prepare)
    assert "plant" not in desk.text_of(desk.engine._context.tokens)
    assert not desk.engine._context.is_private
    match desk.said[-1]:
        case Done(reused_tokens=reused) | Prepared(reused_tokens=reused):
            assert reused == 0
        case said:
            assert isinstance(said, Judged | Forgotten)


def test_a_judgement_is_the_same_to_the_bit_whether_it_was_read_ahead_or_not(model: LoadedModel) -> None:
    turns = (*SCENARIO, ask("<answer>Clause 9.</answer>"))
    alone = Desk(model).judge(*turns)
    ahead = Desk(model)
    ahead.prepare(*SCENARIO)
    assert ahead.judge(*turns) == alone
    ahead.reply(*CHAT)
    assert ahead.judge(*turns) == alone
    askew = Desk(model)
    askew.reply(Turn("system", SCENARIO[0].text[:200]), ask("Short."))
    askew.reply(*SCENARIO, ask("Behind what was held already, so in other batches."))
    assert askew.judge(*turns) == alone


def test_a_judgement_builds_on_nothing_that_was_read_in_other_batches(model: LoadedModel) -> None:
    """Behind three tokens that were read by themselves the rest is rounded otherwise: the verdict moves by 0.2."""
    turns = (*SCENARIO, ask("What is due first?"))
    desk = Desk(model)
    context, tokens = desk.engine._context, desk.engine._tokens(turns)
    for part in (tokens[:3], tokens[3:]):
        context.read(part, lambda _: None)
    assert len(context.tokens) > 520
    assert context.in_batches == 3
    assert desk.judge(*turns) == Desk(model).judge(*turns)
    assert context.in_batches >= 512


def test_reading_ahead_that_is_stopped_goes_on_where_it_was(model: LoadedModel) -> None:
    desk = Desk(model)
    whole = Desk(model).prepare(*SCENARIO).prompt_tokens

    class StopAfterOneBatch(list[FromWorker]):
        def append(self, message: FromWorker) -> None:
            super().append(message)
            desk.abort.set()

    assert whole > 512
    desk.engine._send = StopAfterOneBatch().append
    with pytest.raises(StoppedError):
        desk.engine.handle(Prepare(1, SCENARIO))
    desk.abort.clear()
    desk.engine._send = desk.said.append
    assert desk.prepare(*SCENARIO).reused_tokens == 512


def test_the_oldest_states_go_first_and_a_longer_one_takes_the_place_of_its_beginning() -> None:
    kept = KeptStates(most_bytes=250)
    for first in (1, 2, 3):
        kept.add(KeptState((first,) * 200, bytearray(100), 0))
    assert [state.tokens[0] for state in kept._states] == [2, 3]
    kept.add(KeptState((2,) * 300, bytearray(120), 0))
    assert [(state.tokens[0], len(state.tokens)) for state in kept._states] == [(3, 200), (2, 300)]
    kept.add(KeptState((4,) * 200, bytearray(251), 0))
    assert kept.size_bytes <= 250
    assert [state.tokens[0] for state in kept._states] == [3, 2]
