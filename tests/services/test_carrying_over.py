from collections.abc import Sequence

import pytest

from closeddoor.domain.branches import branches_of
from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import MessageRole
from closeddoor.domain.ports import ChatMessage
from closeddoor.domain.set_up import SetUp, Summary
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import Beginning, ChatService, Proposal, Summarising, is_off_the_record
from closeddoor.services.chat.carrying_over import SUMMARY_TOKENS
from closeddoor.services.chat.prompt import REPLY_ROOM_TOKENS, for_model
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.fakes.scripted_model import ScriptedModel
from tests.services.test_chat import Ear

CONTEXT = 2000


class Bench:
    """A conversation of `turns` turns of 60 words each, and a question that does not fit any more."""

    def __init__(self, turns: int = 40, words: int = 60, *, off: bool = False) -> None:
        self.vault, self.model, self.dispatcher = Vault.in_memory(), ScriptedModel(CONTEXT), QueueDispatcher()
        self.chat = ChatService(self.vault, InlineExecutor(), self.model, self.dispatcher, HistoryChanges())
        self.ear = Ear()
        vault = self.chat.records.begin() if off else self.vault
        self.conversation = vault.conversations.create("Long", SetUp(persona="cfo").to_json())
        self.ids = []
        for number in range(turns):
            role: MessageRole = "assistant" if number % 2 else "user"
            text = f"turn-{number} " + "word " * (words - 1)
            self.ids.append(vault.conversations.add_message(self.conversation, role, text, "complete"))
        vault.conversations.add_message(self.conversation, "user", "And now?", "complete")
        self.fractions: list[float] = []

    def begin(self, *, all_turns: bool = False) -> Summarising:
        summarising = self.chat.carrying_over.summarise(self.conversation, self.fractions.append, all_turns=all_turns)
        self.dispatcher.run()
        return summarising

    def write(self, text: str) -> None:
        self.model.generations[-1].say(text)
        self.model.generations[-1].end()
        self.dispatcher.run()

    def proposal(self, *, all_turns: bool = False) -> Proposal:
        summarising, written = self.begin(all_turns=all_turns), 0
        while not summarising.future.done():
            written += 1
            self.write(f"Summary {written}.")
        return summarising.future.result(0)

    def use(self, summary: Summary) -> None:
        self.chat.history.keep_summary(self.conversation, summary)
        self.chat.regenerate(self.conversation, self.ear)
        self.dispatcher.run()


def size(messages: Sequence[ChatMessage]) -> int:
    return sum(len(message.text.split()) for message in messages)


def test_the_oldest_turns_are_summarised_part_by_part_and_the_others_fit_again() -> None:
    bench = Bench(turns=80)
    proposal = bench.proposal()
    prompts = [" ".join(turn.text for turn in generation.messages) for generation in bench.model.generations]
    assert len(prompts) > 1
    assert all(size(each.messages) + SUMMARY_TOKENS <= CONTEXT for each in bench.model.generations)
    assert "Summary 1." in prompts[1]
    assert bench.fractions == sorted(bench.fractions)
    assert bench.fractions[-1] == 1.0
    assert proposal == Proposal(f"Summary {len(prompts)}.", bench.ids[proposal.turns - 1], proposal.turns)
    for number in range(proposal.turns):
        assert sum(f"turn-{number} " in prompt for prompt in prompts) == 1
    bench.use(Summary("In short.", proposal.through_id))
    read = bench.model.generations[-1].messages
    assert size(read) + REPLY_ROOM_TOKENS <= CONTEXT
    assert "In short." in read[1].text
    assert f"turn-{proposal.turns} " in read[1].text
    assert read[-1].text == "And now?"
    assert [turn.role for turn in read[:3]] == ["system", "user", "assistant"]
    assert "In short." not in read[0].text  # what was said is no instruction


def test_the_turns_stay_in_the_history_and_the_summary_with_the_conversation() -> None:
    bench = Bench()
    bench.use(Summary("In short.", bench.proposal().through_id))
    bench.write("Answer.")
    opened = bench.chat.history.open(bench.conversation)
    assert len(opened.result(0).branches.messages) == 42
    assert opened.result(0).set_up.persona == "cfo"
    summary = opened.result(0).set_up.summary
    assert summary is not None
    assert (summary.text, summary.through_id in bench.ids) == ("In short.", True)


def test_choosing_another_persona_keeps_the_summary() -> None:
    bench = Bench()
    bench.use(Summary("In short.", bench.ids[3]))
    bench.chat.history.set_up(bench.conversation, SetUp(persona="regulator"))
    set_up = bench.chat.history.open(bench.conversation).result(0).set_up
    assert (set_up.persona, set_up.summary) == ("regulator", Summary("In short.", bench.ids[3]))


def test_a_second_summary_goes_on_from_the_first() -> None:
    bench = Bench()
    bench.chat.history.keep_summary(bench.conversation, Summary("What was first.", bench.ids[9]))
    proposal = bench.proposal()
    first = bench.model.generations[0].messages[-1].text
    assert "What was first." in first
    assert "turn-9 " not in first
    assert "turn-10 " in first
    assert proposal.turns < 40


def test_a_branch_that_went_another_way_is_read_without_the_summary() -> None:
    bench = Bench(turns=4)
    messages = branches_of(bench.vault.conversations.messages(bench.conversation)).shown()
    with_it = for_model(SetUp(summary=Summary("In short.", messages[1].id)), messages)
    assert [turn.text[:9] for turn in with_it[1:]] == ["What was ", "turn-3 wo", "And now?"]
    assert for_model(SetUp(summary=Summary("In short.", 9999)), messages) == for_model(SetUp(), messages)


def test_what_is_carried_over_stands_in_front_of_the_first_question() -> None:
    bench = Bench(turns=0)
    beginning = Beginning(SetUp(summary=Summary("We spoke of drift.")))
    bench.chat.send(None, "Go on.", bench.ear, beginning)
    bench.dispatcher.run()
    read = bench.model.generations[-1].messages
    assert "We spoke of drift." in read[1].text
    assert read[1].text.endswith("Go on.")
    assert "We spoke of drift." not in bench.vault.conversations.messages(2)[0].text


def test_one_turn_that_is_too_long_to_be_read_is_cut() -> None:
    bench = Bench(turns=2, words=3 * CONTEXT)
    proposal = bench.proposal()
    assert (proposal.text, proposal.turns) == ("Summary 2.", 2)
    assert all(size(each.messages) + SUMMARY_TOKENS <= CONTEXT for each in bench.model.generations)


def test_all_turns_are_summarised_for_a_new_conversation() -> None:
    bench = Bench(turns=6)
    assert bench.proposal(all_turns=True).turns == 6
    assert "And now?" not in bench.model.generations[0].messages[-1].text


def test_nothing_older_is_said() -> None:
    bench = Bench(turns=0)
    summarising = bench.begin()
    error = summarising.future.exception(0)
    assert isinstance(error, KnownError)
    assert error.code == "sandbox.nothing_older"
    assert bench.model.generations == []


def test_an_empty_summary_is_none() -> None:
    bench = Bench()
    summarising = bench.begin()
    bench.write(" \n")
    error = summarising.future.exception(0)
    assert isinstance(error, KnownError)
    assert error.code == "sandbox.no_summary"


@pytest.mark.parametrize("is_begun", [False, True])
def test_it_can_be_stopped(*, is_begun: bool) -> None:
    bench = Bench()
    if is_begun:
        summarising = bench.begin()
    else:
        summarising = bench.chat.carrying_over.summarise(bench.conversation, bench.fractions.append, all_turns=False)
    summarising.stop()
    summarising.stop()
    bench.dispatcher.run()
    error = summarising.future.exception(0)
    assert isinstance(error, KnownError)
    assert error.code == "sandbox.summary_stopped"
    assert [each.was_stopped for each in bench.model.generations] == [True] * is_begun


def test_a_model_that_fails_is_told_as_it_is() -> None:
    bench = Bench()
    summarising = bench.begin()
    bench.model.generations[-1].fail(KnownError("model.crashed", "The model ended."))
    bench.dispatcher.run()
    assert str(summarising.future.exception(0)).startswith("The model ended.")


def test_the_last_exchange_and_the_question_that_waits() -> None:
    bench = Bench(turns=4)
    exchange = bench.chat.carrying_over.last_exchange(bench.conversation).result(0)
    assert exchange.startswith("User: turn-2 ")
    assert "\n\nAssistant: turn-3 " in exchange
    assert bench.chat.carrying_over.question(bench.conversation).result(0) == "And now?"
    assert Bench(turns=0).chat.carrying_over.last_exchange(1).result(0) == ""


def test_off_the_record_stays_off_the_record() -> None:
    bench = Bench(off=True)
    assert is_off_the_record(bench.conversation)
    bench.use(Summary("A secret, in short.", bench.proposal().through_id))
    bench.write("Answer.")
    assert bench.vault.conversations.list() == ()
    assert bench.chat.history.search("secret").result(0) == ()
    bench.chat.history.delete(bench.conversation)
    assert bench.chat.carrying_over.last_exchange(bench.conversation).exception(0) is not None


@pytest.mark.parametrize(
    "summary", ['"text"', '{"text": " ", "through_id": 1}', '{"text": "a"}', '{"text": 1, "through_id": 1}']
)
def test_a_summary_that_cannot_be_read_is_none(summary: str) -> None:
    assert SetUp.from_json(f'{{"persona": "cfo", "summary": {summary}}}') == SetUp("cfo")


def test_a_summary_is_kept_as_it_is() -> None:
    set_up = SetUp(summary=Summary("Kürze.", 3))
    assert SetUp.from_json(set_up.to_json()) == set_up
