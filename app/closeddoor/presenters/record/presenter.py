"""My record's intents: look at what practice shows, open or delete attempts; cards and statement have desks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import get_args

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.own_briefing import OwnBriefingRow, RemovedOwnBriefing
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.language import tr
from closeddoor.presenters.paper import PaperDesk
from closeddoor.presenters.record.attempts import (
    PAGE_ROWS,
    attempt_rows,
    deleted_line,
    deletion_question,
    more_line,
    own_rows,
)
from closeddoor.presenters.record.board import RecordBoard, RecordPage
from closeddoor.presenters.record.card_desk import CardDesk
from closeddoor.presenters.record.shows import shows_state
from closeddoor.presenters.record.statement_desk import StatementDesk
from closeddoor.presenters.states.record import AttemptsState, RecordView
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import today
from closeddoor.services.record import CardService, Findings, Holdings, RecordedAttempt, RecordService

READING = Busy(tr("Your attempts are read."))
DELETING = Busy(tr("Everything is deleted and overwritten. With very many attempts this takes some seconds."))
ALL_DELETED = tr("All of your practice was deleted.")


@dataclass(frozen=True)
class RecordSources:
    """Where what the page shows comes from; `jobs` saves files."""

    record: RecordService
    cards: CardService
    jobs: Executor


class RecordPresenter(QObject):
    """Shows the record. What is deleted is held back until it can no longer be undone, and hidden from then on.

    `deletion_begun` comes before all of the practice is deleted: what is to be kept at all is kept first, not after it.
    `all_deleted` comes when nothing of it is left that a draft could belong to.
    """

    deletion_begun = Signal()
    all_deleted = Signal()

    def __init__(
        self,
        page: RecordPage,
        sources: RecordSources,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
        day: Callable[[], date] = today,
    ) -> None:
        super().__init__(parent)
        self._record = sources.record
        self._board = RecordBoard(page, dispatcher)
        self.cards = CardDesk(self._board, sources.cards, day, self)
        self.statement = StatementDesk(self._board, PaperDesk(dispatcher, sources.jobs, self), day, self)
        self._attempts: tuple[RecordedAttempt, ...] = ()
        self._hidden: frozenset[int] = frozenset()
        self._listed = PAGE_ROWS

    @property
    def view(self) -> RecordView:
        """Which of its four views shows."""
        return self._board.state.view

    def refresh(self, *, is_return: bool = False) -> None:
        """Load everything anew; what was said at the last visit is said no more. Who returns finds as much listed."""
        if not is_return:
            self._listed = PAGE_ROWS
        busy = None if self._board.state.is_ready else READING
        self._board.show(said="", problem=None, question=None, attempts=self._chosen_none(), busy=busy)
        self._load()

    def show_view(self, view: str) -> None:
        """Turn to one of the four views."""
        if view in get_args(RecordView):
            self._board.show(view=view, said="", question=None)

    def show_problem(self, problem: Problem) -> None:
        self._board.show(problem=problem)

    def undo(self, token: int) -> None:
        """Take back what an offer was about."""
        self._board.accept_undo(token)

    def settle(self, token: int) -> None:
        """Let an offer pass."""
        self._board.let_pass(token)

    def list_more(self) -> None:
        """List some more of the earlier attempts."""
        self._listed += PAGE_ROWS
        self._show_attempts()

    def select(self, is_selecting: bool) -> None:  # noqa: FBT001 - a page's signal
        """Begin or end choosing attempts to delete."""
        self._board.show(attempts=self._chosen_none(is_selecting=is_selecting))

    def tick(self, attempt_id: int, is_ticked: bool) -> None:  # noqa: FBT001 - a page's signal
        before = self._board.state.attempts.selected
        selected = before | {attempt_id} if is_ticked else before - {attempt_id}
        self._board.show(attempts=replace(self._board.state.attempts, selected=selected))

    def delete(self, attempt_ids: Sequence[int]) -> None:
        """Delete some attempts once that can no longer be undone; they are hidden at once."""
        ids = frozenset(attempt_ids) & {each.header.id for each in self._attempts}
        if ids:
            self._hidden |= ids
            self._board.offer(deleted_line(len(ids)), partial(self._bring_back, ids), partial(self._delete, ids))
            self._board.show(attempts=self._chosen_none())
            self._show_attempts()

    def delete_own(self, own_id: int) -> None:
        """Delete practice on an own document; it can be brought back for a while."""

        def offer(removed: RemovedOwnBriefing | None) -> None:
            if removed is not None:
                self._board.offer(tr("The document was deleted."), partial(self._bring_back_own, removed))
            self._load_own()
            self.cards.load()

        self._board.deliver(self._record.delete_own(own_id), offer)

    def ask_delete_all(self) -> None:
        """Say what goes and what stays."""

        def ask(holdings: Holdings) -> None:
            self._board.show(question=deletion_question(holdings), said="", problem=None)

        self._board.deliver(self._record.holdings(), ask)

    def confirm(self) -> None:
        """Delete everything, as was asked."""
        if self._board.state.question is not None and self._board.state.busy is None:
            self._board.show(question=None, busy=DELETING)
            self.deletion_begun.emit()
            self._board.deliver(self._record.delete_all(), lambda _: self._all_deleted())

    def dismiss(self) -> None:
        """Keep everything."""
        self._board.show(question=None)

    def _load(self) -> None:
        self._board.deliver(self._record.attempts(), self._take_attempts)
        self._load_own()
        self.cards.load()

    def _load_own(self) -> None:
        self._board.deliver(self._record.own_documents(), self._take_own)

    def _take_attempts(self, attempts: tuple[RecordedAttempt, ...]) -> None:
        self._attempts = attempts
        self._show_attempts(is_ready=True)
        self.statement.suggest_from(attempts)
        self._board.deliver(self._record.findings(attempts), self._take_findings)

    def _take_findings(self, findings: Findings) -> None:
        self._board.show(shows=shows_state(findings), busy=None)

    def _take_own(self, documents: tuple[OwnBriefingRow, ...]) -> None:
        self._board.show(attempts=replace(self._board.state.attempts, own=own_rows(documents)))

    def _show_attempts(self, **changes: object) -> None:
        there = [each for each in self._attempts if each.header.id not in self._hidden]
        listed = attempt_rows(there[: self._listed])
        state = replace(self._board.state.attempts, rows=listed, more=more_line(len(there) - len(listed)))
        has_attempts = any(each.header.is_scored for each in there)
        self._board.show(attempts=state, has_attempts=has_attempts, **changes)

    def _chosen_none(self, *, is_selecting: bool = False) -> AttemptsState:
        return replace(self._board.state.attempts, is_selecting=is_selecting, selected=frozenset())

    def _bring_back(self, attempt_ids: frozenset[int]) -> None:
        self._hidden -= attempt_ids
        self._show_attempts()

    def _delete(self, attempt_ids: frozenset[int]) -> None:
        """Really delete what was held back; where that fails, the rows come back with the reason."""

        def come_back(error: BaseException) -> None:
            self._bring_back(attempt_ids)
            self._board.show_failure(error)

        self._board.deliver(self._record.delete(sorted(attempt_ids)), lambda _: self._load(), come_back)

    def _bring_back_own(self, removed: RemovedOwnBriefing) -> None:
        def brought_back(_: None) -> None:
            self._load_own()
            self.cards.load()

        self._board.deliver(self._record.bring_back_own(removed), brought_back)

    def _all_deleted(self) -> None:
        self._board.show(busy=None, said=ALL_DELETED)
        self.all_deleted.emit()
        self._load()
