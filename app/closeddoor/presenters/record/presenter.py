"""My record's intents: look at what practice shows, open or delete attempts, go over questions, write a statement."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar, cast, get_args

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.cards import Card, Recall
from closeddoor.domain.errors import KnownError
from closeddoor.domain.own_briefing import OwnBriefing, OwnBriefingRow
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.presenters.record.attempts import (
    PAGE_ROWS,
    attempt_rows,
    deleted_line,
    deletion_question,
    more_line,
    own_rows,
)
from closeddoor.presenters.record.cards import CardRound, rated_line
from closeddoor.presenters.record.shows import shows_state
from closeddoor.presenters.record.statement import Draft, practised_by_module, statement_state, statement_text
from closeddoor.presenters.record.undoing import Undoing
from closeddoor.presenters.states.record import RecordView, RecordViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import today
from closeddoor.services.record import (
    CardService,
    Due,
    Findings,
    Holdings,
    Rated,
    RecordedAttempt,
    RecordService,
)
from closeddoor.services.saving import save, saved_line

T = TypeVar("T")

READING = Busy("Your attempts are read.")
DELETING = Busy("Everything is deleted and overwritten.")
ALL_DELETED = "Every attempt was deleted."
COPIED = "The statement was copied. The clipboard is cleared in 30 seconds."


class RecordPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: RecordViewState) -> None: ...


@dataclass(frozen=True)
class RecordSources:
    """Where what the page shows comes from; `jobs` saves files."""

    record: RecordService
    cards: CardService
    jobs: Executor


class RecordPresenter(QObject):
    """Shows the record. What is deleted is held back until it can no longer be undone, and hidden from then on."""

    copied = Signal(str)

    def __init__(
        self,
        page: RecordPage,
        sources: RecordSources,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
        day: Callable[[], date] = today,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._sources = sources
        self._dispatcher = dispatcher
        self._day = day
        self._state = RecordViewState()
        self._attempts: tuple[RecordedAttempt, ...] = ()
        self._hidden: frozenset[int] = frozenset()
        self._listed = PAGE_ROWS
        self._round = CardRound(day)
        self._draft = Draft()
        self._undoing = Undoing()

    def refresh(self) -> None:
        """Load everything anew; what was said at the last visit is said no more."""
        self._listed = PAGE_ROWS
        attempts = replace(self._state.attempts, is_selecting=False, selected=frozenset())
        busy = None if self._state.is_ready else READING
        self._show(said="", problem=None, question=None, attempts=attempts, busy=busy)
        self._load()

    def show_view(self, view: str) -> None:
        """Turn to one of the four views."""
        if view in get_args(RecordView):
            self._show(view=view, said="", question=None)

    def show_problem(self, problem: Problem) -> None:
        self._show(problem=problem)

    # Attempts

    def list_more(self) -> None:
        self._listed += PAGE_ROWS
        self._show_attempts()

    def select(self, is_selecting: bool) -> None:  # noqa: FBT001 - a page's signal
        """Begin or end choosing attempts to delete."""
        self._show(attempts=replace(self._state.attempts, is_selecting=is_selecting, selected=frozenset()))

    def tick(self, attempt_id: int, is_ticked: bool) -> None:  # noqa: FBT001 - a page's signal
        before = self._state.attempts.selected
        selected = before | {attempt_id} if is_ticked else before - {attempt_id}
        self._show(attempts=replace(self._state.attempts, selected=selected))

    def delete(self, attempt_ids: Sequence[int]) -> None:
        """Delete some attempts once that can no longer be undone; they are hidden at once."""
        ids = frozenset(attempt_ids) & {each.header.id for each in self._attempts}
        if not ids:
            return
        self._hidden |= ids
        offer = self._undoing.offer(deleted_line(len(ids)), partial(self._bring_back, ids), partial(self._delete, ids))
        self._show(attempts=replace(self._state.attempts, is_selecting=False, selected=frozenset()), undo=offer)
        self._show_attempts()

    def delete_own(self, own_id: int) -> None:
        """Delete practice on an own document; it can be brought back for a while."""

        def offer(document: OwnBriefing | None) -> None:
            if document is not None:
                bring_back = partial(self._bring_back_own, document)
                self._show(undo=self._undoing.offer("The document was deleted.", bring_back, lambda: None))
            self._load_own()

        self._deliver(self._sources.record.delete_own(own_id), offer)

    def ask_delete_all(self) -> None:
        """Say what goes and what stays."""

        def ask(holdings: Holdings) -> None:
            self._show(question=deletion_question(holdings), said="", problem=None)

        self._deliver(self._sources.record.holdings(), ask)

    def confirm(self) -> None:
        """Delete everything, as was asked."""
        if self._state.question is not None and self._state.busy is None:
            self._show(question=None, busy=DELETING)
            self._deliver(self._sources.record.delete_all(), lambda _: self._say_and_load(ALL_DELETED))

    def dismiss(self) -> None:
        self._show(question=None)

    def undo(self, token: int) -> None:
        """Take back what an offer was about."""
        self._undoing.undo(token)
        self._show(undo=self._undoing.current)

    def settle(self, token: int) -> None:
        """Let an offer pass: what was done stays done."""
        self._undoing.settle(token)
        self._show(undo=self._undoing.current)

    # Questions that are due

    def turn_card(self) -> None:
        self._round.turn()
        self._show(cards=self._round.state())

    def rate(self, recall: str) -> None:
        """Say how well the card in hand came to mind; the next one follows."""
        card = self._round.current
        if card is not None and self._round.is_turned and recall in get_args(Recall):
            self._deliver(self._sources.cards.rate(card.id, cast("Recall", recall)), self._rated)

    def forget(self, card_id: int) -> None:
        """Delete a card; it can be brought back for a while."""

        def offer(card: Card | None) -> None:
            if card is not None:
                bring_back = partial(self._restore, card)
                self._show(undo=self._undoing.offer("The question was deleted.", bring_back, lambda: None))
            self._load_cards()

        self._deliver(self._sources.cards.forget(card_id), offer)

    # The statement

    def tick_module(self, module: str, is_ticked: bool) -> None:  # noqa: FBT001 - a page's signal
        self._write(self._draft.with_tick(module, is_ticked=is_ticked))

    def write_hours(self, module: str, hours: str) -> None:
        self._write(self._draft.with_hours(module, hours))

    def write_name(self, name: str) -> None:
        self._write(self._draft.with_name(name))

    def copy_statement(self) -> None:
        page = self._state.statement.page
        if page is not None:
            self.copied.emit(statement_text(page))
            self._show(said=COPIED)

    def save_statement(self, path: Path, pdf: bytes) -> None:
        """Save the statement where the user said."""
        saved = self._sources.jobs.submit(lambda: save(path, pdf))
        self._show(said="", problem=None)
        self._deliver(saved, lambda where: self._show(said=saved_line(where)))

    def _load(self) -> None:
        self._deliver(self._sources.record.attempts(), self._take_attempts)
        self._load_own()
        self._load_cards()

    def _load_own(self) -> None:
        self._deliver(self._sources.record.own_documents(), self._take_own)

    def _load_cards(self) -> None:
        self._deliver(self._sources.cards.due(), self._take_due)
        self._deliver(self._sources.cards.all(), self._take_all_cards)

    def _take_attempts(self, attempts: tuple[RecordedAttempt, ...]) -> None:
        self._attempts = attempts
        self._draft = self._draft.with_practised(practised_by_module(attempts))
        self._show_attempts()
        self._show(is_ready=True, statement=statement_state(self._draft, self._day()))
        self._deliver(self._sources.record.findings(), self._take_findings)

    def _take_findings(self, findings: Findings) -> None:
        self._show(shows=shows_state(findings), busy=None)

    def _take_own(self, documents: tuple[OwnBriefingRow, ...]) -> None:
        self._show(attempts=replace(self._state.attempts, own=own_rows(documents)))

    def _take_due(self, due: Due) -> None:
        self._round.take(due)
        self._show(cards=self._round.state())

    def _take_all_cards(self, cards: tuple[Card, ...]) -> None:
        self._round.take_all(cards)
        self._show(cards=self._round.state())

    def _show_attempts(self) -> None:
        there = [each for each in self._attempts if each.header.id not in self._hidden]
        listed = attempt_rows(there[: self._listed])
        more = more_line(len(there) - len(listed))
        state = replace(self._state.attempts, rows=listed, more=more)
        self._show(attempts=state, has_attempts=any(each.header.is_scored for each in there))

    def _bring_back(self, attempt_ids: frozenset[int]) -> None:
        self._hidden -= attempt_ids
        self._show_attempts()

    def _delete(self, attempt_ids: frozenset[int]) -> None:
        """Really delete what was held back; where that fails, the rows come back with the reason."""

        def come_back(error: BaseException) -> None:
            self._bring_back(attempt_ids)
            self._show_failure(error)

        deleted = self._sources.record.delete(sorted(attempt_ids))
        self._dispatcher.deliver(deleted, lambda _: self._load(), come_back)

    def _rated(self, rating: Rated) -> None:
        text = rated_line(rating.card, self._day())
        self._show(undo=self._undoing.offer(text, partial(self._take_back, rating), lambda: None))
        self._load_cards()

    def _take_back(self, rating: Rated) -> None:
        self._deliver(self._sources.cards.take_back(rating), lambda _: self._load_cards())

    def _bring_back_own(self, document: OwnBriefing) -> None:
        self._deliver(self._sources.record.bring_back_own(document), lambda _: self._load_own())

    def _restore(self, card: Card) -> None:
        self._deliver(self._sources.cards.restore(card), lambda _: self._load_cards())

    def _write(self, draft: Draft) -> None:
        self._draft = draft
        self._show(statement=statement_state(draft, self._day()), said="")

    def _say_and_load(self, said: str) -> None:
        self._show(busy=None, said=said)
        self._load()

    def _deliver(self, future: Future[T], done: Callable[[T], None]) -> None:
        self._dispatcher.deliver(future, done, self._show_failure)

    def _show_failure(self, error: BaseException) -> None:
        self._show(busy=None, question=None)
        if not isinstance(error, KnownError):
            raise error
        self._show(problem=Problem.of(error), is_ready=True)

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names of its own
        self._page.render(self._state)
