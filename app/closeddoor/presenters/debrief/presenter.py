"""The debrief page's intents: own account, decisions and contests, cards, another try, a file, a slip."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.cards import Card
from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.opinion import SecondOpinion
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.presenters.debrief.slips import slip_view
from closeddoor.presenters.debrief.view import Beside, debrief_view
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.paper import Order, PaperDesk, Prepare
from closeddoor.presenters.shelf import Library
from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.presenters.states.debrief_parts import SlipView
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.futures import done, ignore_known, then
from closeddoor.services.grade import is_of_the_model
from closeddoor.services.practice import Briefing, Notes, PracticeService
from closeddoor.services.saving import check_export, saved_line
from closeddoor.services.shelf import Shelf

T = TypeVar("T")


class DebriefPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: DebriefViewState) -> None: ...


class Cards(Protocol):
    """What this presenter needs of the cards."""

    def keep_next_time(self, attempt_id: int, text: str) -> Future[None]: ...

    def keep_debrief_card(self, attempt_id: int, cue: str, question: str, reason: str) -> Future[int]: ...

    def of_attempt(self, attempt_id: int) -> Future[tuple[Card, ...]]: ...

    def forget(self, card_id: int) -> Future[Card | None]: ...

    def restore(self, card: Card) -> Future[None]: ...


class SecondOpinionSource(Protocol):
    """Asks a qualified model, where there is one."""

    def on(self, briefing: Briefing) -> Future[SecondOpinion | None]: ...


@dataclass(frozen=True)
class DebriefSources:
    """What a debrief is made of, and where it writes; `jobs` saves files. Without `second_opinions` none are asked."""

    practice: PracticeService
    library: Library
    cards: Cards
    jobs: Executor
    second_opinions: SecondOpinionSource | None = None


class DebriefPresenter(QObject):
    """Shows one scored briefing.

    `finished` says that the participant is done with it, `briefing_requested` (pack, scenario) that they go on with
    another, and `copied` carries what goes to the clipboard.
    """

    finished = Signal()
    briefing_requested = Signal(str, str)
    copied = Signal(str)

    def __init__(
        self, page: DebriefPage, sources: DebriefSources, dispatcher: Dispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._practice = sources.practice
        self._sources = sources
        self._dispatcher = dispatcher
        self._paper = PaperDesk(dispatcher, sources.jobs, self)
        self._briefing: Briefing | None = None
        self._beside = Beside()
        self._slip: SlipView | None = None
        self._forgotten: dict[str, Card] = {}
        self._drafts = Drafts[int, Briefing](
            lambda _, briefing: sources.practice.keep_notes(briefing), dispatcher, self._show_kept, self._show_failure
        )

    def show(self, briefing: Briefing) -> None:
        """Show the debrief of a scored briefing; what others know of it follows when it is known."""
        latest = self._drafts.latest(briefing.attempt_id, briefing)
        self._briefing = briefing = replace(briefing, notes=latest.notes)
        self._beside = Beside()
        self._slip = None
        self._forgotten = {}
        self._render()

        def add(**known: object) -> None:
            if self._current.attempt_id == briefing.attempt_id:
                self._say(**known)

        def add_shelf(shelf: Shelf) -> None:
            add(shelf=shelf)

        def add_agreement(lines: Mapping[str, str]) -> None:
            add(agreement_lines=lines)

        def add_kept(cards: tuple[Card, ...]) -> None:
            add(kept=cards)

        self._dispatcher.deliver(self._sources.library.shelf(), add_shelf)

        def tell_unless_of_the_model(error: BaseException) -> None:
            """A debrief is read without a model too: there is only no figure of the grader beside it."""
            if not is_of_the_model(error):
                self._show_failure(error)

        self._dispatcher.deliver(self._practice.agreement_lines(briefing), add_agreement, tell_unless_of_the_model)
        self._dispatcher.deliver(self._sources.cards.of_attempt(briefing.attempt_id), add_kept, self._show_failure)
        if self._sources.second_opinions is not None:
            second = self._sources.second_opinions.on(briefing)
            self._dispatcher.deliver(second, partial(self._take_second_opinion, briefing.attempt_id), ignore_known)

    def _take_second_opinion(self, attempt_id: int, second: SecondOpinion | None) -> None:
        """Show what a model says while its debrief is still open; nobody waits for it, and without it nothing lacks."""
        if second is not None and self._current.attempt_id == attempt_id:
            self._change(self._current.with_second_opinion(second), self._practice.keep_second_opinion)

    # What the participant says

    def write_account(self, expected: str, surprised: str) -> None:
        """Take the own account as it is typed; it is kept soon."""
        self._write(replace(self._current.notes, expected=expected, surprised=surprised))

    def give_account(self, expected: str, surprised: str) -> None:
        account = replace(self._current.notes, expected=expected, surprised=surprised, account_given=True)
        self._note(account)

    def skip_account(self) -> None:
        """Go on to the debrief; what was typed all the same is kept."""
        notes = self._current.notes
        self.give_account(notes.expected.strip(), notes.surprised.strip())

    def stand_by_mark(self, task_id: str, item_id: str, stands: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        self._note(self._current.notes.standing_by(task_id, item_id, stands=stands))

    def decide_point(self, task_id: str, item_id: str, made: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        """Take the participant's verdict on a point that was unsure, or that they contest."""
        is_fact = isinstance(self._current.scenario.task(task_id), InterviewTask)
        verdicts = ("revealed", "not_revealed") if is_fact else ("met", "not_met")
        decided = self._current.with_decided(task_id, item_id, verdicts[0] if made else verdicts[1])
        self._change(decided, partial(self._practice.keep_decided, task_id=task_id))

    # What they take along

    def write_next_time(self, text: str) -> None:
        """Keep the line for next time, and as a card."""
        self._note(replace(self._current.notes, next_time=text))
        kept = self._sources.cards.keep_next_time(self._current.attempt_id, text)
        self._dispatcher.deliver(kept, lambda _: None, self._show_failure)

    def keep_card(self, number: int, keeps: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        """Keep one of the author's questions as a card, or take that back; `number` counts them from 0."""
        card, attempt_id = self._view().cards[number], self._current.attempt_id
        if card.card_id is not None and not keeps:
            self._follow(self._forget(card.card_id))
        elif keeps and card.ask in self._forgotten:
            self._follow(self._sources.cards.restore(self._forgotten.pop(card.ask)))
        elif keeps:
            self._follow(self._sources.cards.keep_debrief_card(attempt_id, card.when, card.ask, card.because))

    def leave(self) -> None:
        """Keep what was typed last."""
        self._drafts.keep()

    def forget_drafts(self) -> None:
        """Drop what a disk still refuses: it belongs to attempts that were deleted."""
        self._drafts.forget_all()

    # Where they go on

    def finish(self) -> None:
        """Close the attempt and leave."""
        kept = self._practice.finish(self._current)
        self._dispatcher.deliver(kept, lambda _: self.finished.emit(), self._show_failure)

    def begin(self, pack_id: str, scenario_id: str) -> None:
        """Close the attempt, which stays as it is, and go on with another briefing or with this one from the start."""
        kept = self._practice.finish(self._current)
        self._dispatcher.deliver(
            kept, lambda _: self.briefing_requested.emit(pack_id, scenario_id), self._show_failure
        )  # fmt: skip

    def save_file(self, path: Path, prepare: Prepare) -> None:
        """Save the debrief as it stands now where the participant asked for it; it is set while they go on."""
        attempt_id = self._current.attempt_id
        self._say(saved_line="", problem=None)

        def tell(**known: object) -> None:
            if self._current.attempt_id == attempt_id:
                self._say(**known)

        def tell_busy(busy: Busy | None) -> None:
            tell(busy=busy)

        def tell_saved(saved: Path) -> None:
            tell(saved_line=saved_line(saved))

        self._paper.make(Order(path, prepare, tell_busy, tell_saved, self._show_failure))

    def give_up_file(self) -> None:
        self._paper.give_up()

    # The slip for the author

    def write_slip(self, task_id: str, item_id: str, comment: str) -> None:
        """Show the slip on an item, with the comment as it stands, or as it was left where the slip is opened."""
        is_open = self._slip is not None and (self._slip.task_id, self._slip.item_id) == (task_id, item_id)
        notes = self._current.notes
        if is_open or comment:
            self._write(notes.with_slip(task_id, item_id, comment))
        else:
            comment = notes.slip(task_id, item_id)
        section = next((task for task in self._view().tasks if task.task_id == task_id), None)
        self._slip = slip_view(self._current, task_id, item_id, comment, section)
        self._render()

    def copy_slip(self) -> None:
        if self._slip is None:
            return
        try:
            check_export()
        except KnownError as error:
            self._show_failure(error)
        else:
            self.copied.emit(self._slip.text)
            self._slip = replace(self._slip, is_copied=True)
            self._render()

    def close_slip(self) -> None:
        self._slip = None
        self._render()

    @property
    def in_hand(self) -> Briefing | None:
        """The scored briefing that shows, if there is one."""
        return self._briefing

    @property
    def briefing(self) -> Briefing:
        """The scored briefing that shows."""
        return self._current

    @property
    def _current(self) -> Briefing:
        if self._briefing is None:
            raise BugError("no debrief is open")
        return self._briefing

    def _note(self, notes: Notes) -> None:
        """Show a change of the notes at once, and keep it."""
        self._write(notes)
        self._say(problem=None)
        self._drafts.keep()

    def _write(self, notes: Notes) -> None:
        self._briefing = replace(self._current, notes=notes)
        self._drafts.write(self._briefing.attempt_id, self._briefing)

    def _change(self, changed: Briefing, keep: Callable[[Briefing], Future[None]]) -> None:
        """Show a change at once and keep it; when it could not be kept, the page says so."""
        self._briefing = changed
        self._say(problem=None)
        self._dispatcher.deliver(keep(changed), lambda _: None, self._show_failure)

    def _forget(self, card_id: int) -> Future[None]:
        """Take a card back; it is remembered with its schedule, in case this was not meant."""

        def remember(card: Card | None) -> Future[None]:
            self._forgotten |= {} if card is None else {card.question: card}
            return done(None)

        return then(self._dispatcher, self._sources.cards.forget(card_id), remember)

    def _follow(self, changed: Future[T]) -> None:
        """Show the cards as they are kept after a change of theirs."""
        attempt_id = self._current.attempt_id

        def show(cards: tuple[Card, ...]) -> None:
            if self._current.attempt_id == attempt_id:
                self._say(kept=cards, problem=None)

        def look(_: object) -> None:
            self._dispatcher.deliver(self._sources.cards.of_attempt(attempt_id), show, self._show_failure)

        self._dispatcher.deliver(changed, look, self._show_failure)

    def _show_kept(self, over: Problem | None) -> None:
        if over is not None and self._beside.problem == over:
            self._say(problem=None)

    def _show_failure(self, error: BaseException) -> None:
        self._say(busy=None, problem=Problem.of(error))

    def _say(self, **known: object) -> None:
        self._beside = replace(self._beside, **known)  # type: ignore[arg-type]  # fields of `Beside`, by name
        self._render()

    def _view(self) -> DebriefViewState:
        return replace(debrief_view(self._current, self._beside), slip=self._slip)

    def _render(self) -> None:
        self._page.render(self._view())
