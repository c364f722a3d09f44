"""What goes on where a conversation has outgrown the model: a summary of its oldest turns, or of its last exchange.

A summary is a proposal: it is shown, and used only when the user says so. The turns stay in the history.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from closeddoor.domain.branches import branches_of
from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Message
from closeddoor.domain.ports import (
    ChatMessage,
    ChatModel,
    ContextUse,
    Dispatcher,
    Executor,
    Generation,
    Reply,
    Sampling,
)
from closeddoor.domain.set_up import SetUp
from closeddoor.language import tr
from closeddoor.services.chat.history import GoneConversationError
from closeddoor.services.chat.prompt import REPLY_ROOM_TOKENS, after_summary, for_model, up_to_the_question
from closeddoor.services.chat.records import Records, is_off_the_record
from closeddoor.services.chat.said_to_model import summary_request, transcript

T = TypeVar("T")

SUMMARY_TOKENS = 256
"""How long a summary may be: short beside the smallest context, long enough for a page of conversation."""

FULLEST_AFTER = 0.6
"""How much of the context the turns that are still read may fill, so that it is not full again with the next reply."""


class NothingOlderError(KnownError):
    """The last turn alone is too long."""

    def __init__(self) -> None:
        super().__init__(
            "sandbox.nothing_older",
            tr("There is nothing older to summarise: what was asked last is too long by itself."),
            tr("All of it is kept."),
            tr("Ask it in fewer words, or start a new conversation."),
        )


class NoSummaryError(KnownError):
    """The model wrote nothing that could be used."""

    def __init__(self) -> None:
        super().__init__(
            "sandbox.no_summary",
            tr("The model wrote no summary."),
            tr("All of it is kept."),
            tr("Go on in another way."),
        )


class SummaryStoppedError(KnownError):
    """The user did not want to wait for it."""

    def __init__(self) -> None:
        super().__init__("sandbox.summary_stopped", tr("The summary was stopped."))


@dataclass(frozen=True)
class Proposal:
    """A summary to look at: of `turns` turns, up to `through_id`."""

    text: str
    through_id: int
    turns: int


class CarryingOver:
    """Reads conversations and has the model summarise them; one summary at a time, on the dispatcher's thread."""

    def __init__(self, records: Records, database: Executor, model: ChatModel, dispatcher: Dispatcher) -> None:
        self._records = records
        self._database = database
        self._model = model
        self._dispatcher = dispatcher

    def last_exchange(self, conversation_id: int) -> Future[str]:
        """Return the last question that was answered, and its answer; empty where there is none."""

        def read() -> str:
            _, branch = self._read(conversation_id)
            answered = [place for place, message in enumerate(branch) if message.role == "assistant" and message.text]
            if not answered:
                return ""
            first = max((place for place in range(answered[-1]) if branch[place].role == "user"), default=0)
            return transcript(branch[first : answered[-1] + 1])

        return self._database.submit(read)

    def question(self, conversation_id: int) -> Future[str]:
        """Return the last question, where it was not answered; else nothing."""

        def read() -> str:
            _, branch = self._read(conversation_id)
            return branch[-1].text if branch and branch[-1].role == "user" and branch[-1].readable else ""

        return self._database.submit(read)

    def summarise(
        self, conversation_id: int, on_progress: Callable[[float], None], *, all_turns: bool
    ) -> "Summarising":
        """Have the oldest turns summarised until the others fit again, or all turns that were answered.

        Fails with `NothingOlderError`, `NoSummaryError`, `SummaryStoppedError`, or as the model does.
        """
        summarising = Summarising(
            self._model, self._dispatcher, on_progress, is_private=is_off_the_record(conversation_id)
        )
        read = self._database.submit(lambda: self._read(conversation_id))
        summarising.begin(read, all_turns=all_turns)
        return summarising

    def _read(self, conversation_id: int) -> tuple[SetUp, tuple[Message, ...]]:
        conversations = self._records.of(conversation_id).conversations
        conversation = conversations.get(conversation_id)
        if conversation is None:
            raise GoneConversationError
        tree = branches_of(conversations.messages(conversation_id), conversation.current_id)
        return SetUp.from_json(conversation.set_up_json), tuple(tree.shown())


class Summarising:
    """A summary on its way: what is to be summarised is found first, then read by the model part by part."""

    def __init__(
        self, model: ChatModel, dispatcher: Dispatcher, on_progress: Callable[[float], None], *, is_private: bool
    ) -> None:
        self.future: Future[Proposal] = Future()
        self._is_private = is_private
        self._model = model
        self._dispatcher = dispatcher
        self._on_progress = on_progress
        self._generation: Generation | None = None
        self._turns: Sequence[Message] = ()
        self._through_id = 0
        self._done = 0

    def stop(self) -> None:
        """Give it up; safe to call twice."""
        self._fail(SummaryStoppedError())
        if self._generation is not None:
            self._generation.stop()

    def begin(self, read: Future[tuple[SetUp, tuple[Message, ...]]], *, all_turns: bool) -> None:
        def choose(found: tuple[SetUp, tuple[Message, ...]]) -> None:
            set_up, branch = found
            asked = up_to_the_question(branch)
            rest = after_summary(set_up.summary, asked) if set_up.summary else None
            first = len(asked) - len(asked if rest is None else rest)
            starts = [place for place, message in enumerate(asked) if message.role == "user" and place > first]
            if all_turns:
                self._take(set_up, branch if branch and branch[-1].role == "assistant" else branch[:-1])
            else:
                self._find_split(set_up, asked, starts)

        self._after(read, choose)

    def _find_split(self, set_up: SetUp, asked: Sequence[Message], starts: Sequence[int]) -> None:
        """Set aside so many of the oldest turns that the others leave room: the fewest, by halving."""

        def look(low: int, high: int) -> None:
            if low >= high:
                self._take(set_up, asked[: starts[low]] if starts else ())
                return
            middle = (low + high) // 2
            plain = SetUp(set_up.persona, set_up.own_text, set_up.manner, set_up.length)

            def decide(use: ContextUse) -> None:
                fits = use.prompt_tokens + SUMMARY_TOKENS <= _room(use)
                look(low, middle) if fits else look(middle + 1, high)

            self._after(self._model.context_use(for_model(plain, asked[starts[middle] :])), decide)

        look(0, len(starts) - 1)

    def _take(self, set_up: SetUp, turns: Sequence[Message]) -> None:
        """Begin with the turns that no earlier summary stands for, and with that summary."""
        summary = set_up.summary
        rest = after_summary(summary, turns) if summary else None
        self._turns = [message for message in (turns if rest is None else rest) if message.readable and message.text]
        if not self._turns:
            self._fail(NothingOlderError())
            return
        self._through_id = turns[-1].id
        self._summarise(summary.text if summary and rest is not None else "", len(self._turns), None)

    def _summarise(self, so_far: str, count: int, most_characters: int | None) -> None:
        """Summarise the next `count` turns, or as many of them as can be read at once, half as many each time."""
        turns = self._turns[self._done : self._done + count]
        messages = summary_request(so_far, turns, most_characters)

        def decide(use: ContextUse) -> None:
            if use.prompt_tokens + SUMMARY_TOKENS <= use.context_tokens:
                self._write(messages, len(turns))
            elif len(turns) > 1:
                self._summarise(so_far, len(turns) // 2, None)
            elif (most := (most_characters or len(turns[0].text)) // 2) > 0:
                self._summarise(so_far, 1, most)
            else:
                self._fail(NoSummaryError())

        self._after(self._model.context_use(messages), decide)

    def _write(self, messages: Sequence[ChatMessage], count: int) -> None:
        sampling = Sampling(temperature=0.2, max_tokens=SUMMARY_TOKENS, seed=0)
        self._generation = self._model.generate(messages, sampling, lambda _: None, is_private=self._is_private)

        def take(reply: Reply) -> None:
            text = reply.text.strip()
            if not text or reply.finish in {"stopped", "interrupted"}:
                self._fail(NoSummaryError())
                return
            self._done += count
            self._on_progress(self._done / len(self._turns))
            if self._done < len(self._turns):
                self._summarise(text, len(self._turns) - self._done, None)
            else:
                self.future.set_result(Proposal(text, self._through_id, len(self._turns)))

        self._after(self._generation.future, take)

    def _after(self, future: Future[T], then: Callable[[T], None]) -> None:
        """Go on with a result, unless this was stopped; whatever goes wrong is how it ends."""

        def go_on(value: T) -> None:
            if self.future.done():
                return
            try:
                then(value)
            except Exception as error:  # noqa: BLE001 - the future carries it to whoever waits
                self._fail(error)

        self._dispatcher.deliver(future, go_on, self._fail)

    def _fail(self, error: BaseException) -> None:
        if not self.future.done():
            self.future.set_exception(error)


def _room(use: ContextUse) -> float:
    """Return how many tokens the summary and the turns that are still read may take."""
    return min(use.context_tokens - REPLY_ROOM_TOKENS, FULLEST_AFTER * use.context_tokens)
