"""A conversation has outgrown the model: the user chooses how to go on, and sees what the model will read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.set_up import MOST_SUMMARY_CHARACTERS, SetUp, Summary
from closeddoor.language import tr, tr_many
from closeddoor.presenters.sandbox.set_up import SetUpChoice
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.presenters.sandbox.turns import Turns
from closeddoor.presenters.sandbox.unused_summary import UnusedSummary
from closeddoor.presenters.states.sandbox import CarryingState
from closeddoor.services.chat import ChatService, Proposal, Summarising, WaitingSummary, is_off_the_record

MAY_BE_WRONG = tr(
    "It can be wrong or leave things out: read it, change it, or discard it. The turns stay in your history."
)
LAST_EXCHANGE = tr("The last exchange. It stands in front of your first question; change it as you like.")
WHOLE = tr("A summary by the model. It stands in front of your first question. It can be wrong: read it, change it.")
KEPT = tr("As you left it. It stands in front of your first question; change it as you like.")
NOTHING = tr("Nothing is carried over.")
EMPTY = tr("There is nothing in it to use.")

Choice = Literal["summarise", "stop", "use", "discard", "fresh", "exchange", "whole", "nothing", "start"]

StartWith = Callable[[SetUp, bool, str], None]
"""Takes who answers and how, whether off the record, and what waits in the field."""


class Carrying:
    """Implements the ways on but the plainest, going on without the oldest turns.

    `start_with` shows an empty conversation, set up so and with these words in its field. What is being summarised is
    given up as soon as one goes on in any way.
    """

    def __init__(
        self,
        shown: Shown,
        chat: ChatService,
        turns: Turns,
        set_up: SetUpChoice,
        dispatcher: Dispatcher,
        start_with: StartWith,
    ) -> None:
        self._shown = shown
        self._chat = chat
        self._turns = turns
        self._set_up = set_up
        self._dispatcher = dispatcher
        self._start_with = start_with
        self._waiting = UnusedSummary(shown, chat.drafts, dispatcher)
        self._summarising: Summarising | None = None
        self._proposal: Proposal | None = None

    def choose(self, choice: Choice, text: str = "") -> None:
        """Take a choice of the page; `text` is what stands in its field."""
        current_id = self._shown.state.current_id
        if current_id is None or self._chat.is_writing:
            return
        match choice:
            case "summarise":
                self._summarise(current_id, for_new=False)
            case "whole":
                self._summarise(current_id, for_new=True)
            case "stop":
                self._stop()
            case "discard":
                self._show(CarryingState())
            case "use":
                self._use(current_id, text)
            case "fresh" | "exchange":
                self._offer_exchange(current_id)
            case "nothing":
                self._show(CarryingState("fresh", about=NOTHING))
            case "start":
                self._start(current_id, text)

    def leave(self) -> None:
        """Give up what is being summarised: one goes on in another way, or elsewhere."""
        summarising, self._summarising = self._summarising, None
        if summarising is not None:
            summarising.stop()
        self._shown.keep(carrying=CarryingState())
        if self._shown.state.current_id is not None:
            self._waiting.forget(self._shown.state.current_id)

    def write(self, text: str) -> None:
        """Take what the user makes of the proposal."""
        self._shown.keep(carrying=replace(self._shown.state.carrying, text=text))
        self._note()

    def keep(self) -> None:
        """Keep now what stands in the field."""
        self._waiting.keep()

    def forget(self, conversation_id: int) -> None:
        """Keep nothing of a conversation that is deleted."""
        self._waiting.forget(conversation_id)

    def bring_back(self, conversation_id: int) -> None:
        """Ask again how to go on, with the words that waited when the window was locked or closed."""

        def show(waiting: WaitingSummary) -> None:
            state = self._shown.state
            if state.current_id != conversation_id or state.context_full or self._chat.is_writing:
                return
            self._proposal = proposal = Proposal(waiting.text, waiting.through_id, waiting.turns)
            about = KEPT if waiting.is_for_new else f"{_by_the_model(proposal)} {MAY_BE_WRONG}"
            step: Literal["fresh", "summary"] = "fresh" if waiting.is_for_new else "summary"
            self._shown.show(context_full=True, carrying=CarryingState(step, waiting.text, about))

        if not is_off_the_record(conversation_id):
            self._waiting.restore(conversation_id, show)

    def _summarise(self, current_id: int, *, for_new: bool) -> None:
        self.leave()
        self._show(CarryingState("summarising", fraction=0.0))

        def grew(fraction: float) -> None:
            if self._summarising is summarising:
                self._show(CarryingState("summarising", fraction=fraction))

        def propose(proposal: Proposal) -> None:
            if self._summarising is summarising:
                self._summarising, self._proposal = None, proposal
                self._show(
                    CarryingState("fresh", proposal.text, WHOLE)
                    if for_new
                    else CarryingState("summary", proposal.text, f"{_by_the_model(proposal)} {MAY_BE_WRONG}")
                )

        def fail(error: BaseException) -> None:
            if self._summarising is summarising:
                self._summarising = None
                self._show(CarryingState(problem=_words_of(error)))
            if not isinstance(error, KnownError):
                raise error

        summarising = self._chat.carrying_over.summarise(current_id, grew, all_turns=for_new)
        self._summarising = summarising
        self._dispatcher.deliver(summarising.future, propose, fail)

    def _stop(self) -> None:
        self.leave()
        self._show(CarryingState())

    def _use(self, current_id: int, text: str) -> None:
        """Have the model read the summary in place of the turns it stands for, and answer what was asked last."""
        if self._proposal is None or not text.strip():
            self._show(replace(self._shown.state.carrying, problem=EMPTY))
            return
        summary = Summary(text.strip()[:MOST_SUMMARY_CHARACTERS], self._proposal.through_id)

        def go_on(_: None) -> None:
            if self._shown.state.current_id == current_id:
                self._turns.regenerate()

        self._set_up.flush()
        self._dispatcher.deliver(self._chat.history.keep_summary(current_id, summary), go_on, self._shown.fail)

    def _offer_exchange(self, current_id: int) -> None:
        def show(exchange: str) -> None:
            if self._shown.state.current_id == current_id and self._shown.state.context_full:
                self._show(CarryingState("fresh", exchange, LAST_EXCHANGE if exchange else NOTHING))

        self.leave()
        self._dispatcher.deliver(self._chat.carrying_over.last_exchange(current_id), show, self._shown.fail)

    def _start(self, current_id: int, text: str) -> None:
        """Begin anew with what is carried over; what was asked last and not answered waits in the field."""
        set_up, is_off = self._set_up.chosen, self._set_up.is_off_the_record

        def begin(question: str) -> None:
            if self._shown.state.current_id != current_id:
                return
            words = "\n\n".join(part for part in (question, self._shown.state.draft) if part.strip())
            carried = text.strip()[:MOST_SUMMARY_CHARACTERS]
            self._start_with(_with_carried(set_up, carried), is_off, words)

        self._dispatcher.deliver(self._chat.carrying_over.question(current_id), begin, self._shown.fail)

    def _show(self, state: CarryingState) -> None:
        self._shown.show(carrying=state)
        self._note()

    def _note(self) -> None:
        """Have kept what stands in the field, unless it is off the record."""
        conversation_id, state = self._shown.state.current_id, self._shown.state.carrying
        if conversation_id is None or is_off_the_record(conversation_id):
            return
        is_for_new = state.step == "fresh"
        if not state.text.strip() or not (is_for_new or state.step == "summary"):
            self._waiting.note(None)
            return
        proposal = self._proposal if not is_for_new else None
        of = (proposal.through_id, proposal.turns) if proposal else (0, 0)
        self._waiting.note(WaitingSummary(conversation_id, is_for_new, state.text[:MOST_SUMMARY_CHARACTERS], *of))


def _with_carried(set_up: SetUp, carried: str) -> SetUp:
    return replace(set_up, summary=Summary(carried) if carried else None)


def _by_the_model(proposal: Proposal) -> str:
    return tr_many(
        "Written by the model, from the {n} oldest turn.",
        "Written by the model, from the {n} oldest turns.",
        proposal.turns,
        n=proposal.turns,
    )


def _words_of(error: BaseException) -> str:
    return error.happened if isinstance(error, KnownError) else tr("Closed Door made a mistake; there is no summary.")
