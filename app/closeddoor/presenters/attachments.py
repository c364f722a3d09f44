"""The documents attached to the conversation that is open: reading them, listing them, opening what was quoted."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.attachment import Attachment, DocumentFormat, ReadDocument, Source
from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Reading
from closeddoor.language import tr
from closeddoor.policy.in_force import rules, why_not
from closeddoor.policy.rules import Policy
from closeddoor.presenters.excerpt import excerpt
from closeddoor.presenters.states.attachments import AttachmentRow, AttachmentsViewState, PassageView, SourceRow
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.attachments import AttachmentService
from closeddoor.services.attachments.service import NOT_BEGUN
from closeddoor.services.changes import HistoryChanged, HistoryChanges
from closeddoor.services.chat import is_off_the_record

_FORMATS: dict[DocumentFormat, str] = {
    "pdf": "PDF",
    "docx": tr("Word"),
    "pptx": tr("PowerPoint"),
    "xlsx": tr("Excel"),
    "text": "text",
}
_OFF_THE_RECORD = Problem(
    tr("This document is off the record, and what you practise on is kept in your history."),
    tr("Nothing of it was kept."),
    tr("To practise on it, attach it to a conversation on the record."),
)
_UNITS = {"page": ("page", "pages"), "slide": ("slide", "slides"), "sheet": ("sheet", "sheets")}


class AttachmentsView(Protocol):
    """What this presenter needs of its part of the page."""

    def render(self, state: AttachmentsViewState) -> None: ...

    def show_passage(self, passage: PassageView) -> None: ...


@dataclass(frozen=True)
class Shown:
    """The conversation that is open; `NOT_BEGUN` for one that has not begun, and whether it would be off the record."""

    conversation_id: int
    is_off_the_record: bool


@dataclass
class _Batch:
    """Files that were chosen together, and where they go."""

    conversation_id: int
    visit: int
    paths: deque[Path]
    count: int


class AttachmentsPresenter(QObject):
    """`practice_requested` carries name and text of what to practise on, `practice_page_requested` nothing yet."""

    practice_requested = Signal(str, str)
    practice_page_requested = Signal()

    def __init__(
        self,
        page: AttachmentsView,
        service: AttachmentService,
        shown: Callable[[], Shown],
        dispatcher: Dispatcher,
        changes: HistoryChanges,
        parent: QObject | None = None,
    ) -> None:
        """`shown` says which conversation is open."""
        super().__init__(parent)
        self._page = page
        self._service = service
        self._shown = shown
        self._dispatcher = dispatcher
        self._state = AttachmentsViewState()
        self._sources: tuple[Source, ...] = ()
        self._batches: deque[_Batch] = deque()
        self._reading: Reading | None = None
        self._visit = 0
        self._failed: list[KnownError] = []
        self._way_back: Callable[[], Future[bool]] | None = None
        service.when_quoted(lambda _: self.refresh())
        changes.subscribe(self._on_history_changed)
        self._show(refusal=why_not(Policy.check_own_documents))

    @property
    def state(self) -> AttachmentsViewState:
        return self._state

    def refresh(self) -> None:
        """Show what is attached to the conversation that is open."""
        conversation_id = self._current()
        shown = partial(self._if_shown, conversation_id)
        self._dispatcher.deliver(
            self._service.list(conversation_id), lambda found: shown(lambda: self._show_rows(found)), self._ignore_ended
        )
        self._dispatcher.deliver(
            self._service.sources(conversation_id),
            lambda found: shown(lambda: self._show_sources(found)),
            self._ignore_ended,
        )

    def follow(self, _conversation_id: int) -> None:
        """Another conversation was opened: what is being read goes on, for the one it was meant for."""
        self._visit += 1
        self._service.stop_adopting()
        self.settle()
        self._show(rows=(), sources=(), problem=None, remark="")
        self.refresh()

    def begin_conversation(self) -> None:
        """A turn is being sent: documents that wait for their conversation belong to it, once it has begun."""
        if self._current() == NOT_BEGUN:
            self._service.adopt_waiting()

    def attach(self, paths: Sequence[Path]) -> None:
        """Read files, one after the other, and attach them to the conversation that is open now."""
        if not paths:
            return
        self._batches.append(_Batch(self._current(), self._visit, deque(paths), len(paths)))
        self._show(problem=None, remark="")
        if self._reading is None:
            self._failed = []
            self._read_next()

    def cancel(self) -> None:
        """Give up what is being read, and what waits to be."""
        self._batches.clear()
        if self._reading is not None:
            self._reading.cancel()

    def remove(self, attachment_id: int) -> None:
        """Take a document out at once; it can be brought back as long as that is offered."""
        name = next((row.name for row in self._state.rows if row.attachment_id == attachment_id), "")

        def removed(way_back: Callable[[], Future[bool]]) -> None:
            self._way_back = way_back
            self._show(undo=tr("“{name}” is no longer attached.", name=name))
            self.refresh()

        self._dispatcher.deliver(self._service.remove(attachment_id), removed, self._fail)

    def undo(self) -> None:
        """Attach again what was removed last."""
        way_back, self._way_back = self._way_back, None
        self._show(undo="")
        if way_back is not None:
            self._dispatcher.deliver(way_back(), lambda _: self.refresh(), self._fail)

    def settle(self) -> None:
        """What was removed stays removed."""
        self._way_back = None
        if self._state.undo:
            self._show(undo="")

    def open_source(self, number: int) -> None:
        """Show the passage that the model was given under a number."""
        source = next((each for each in self._sources if each.number == number), None)
        if source is not None:
            self.open_passage(source)

    def open_passage(self, source: Source) -> None:
        """Show a passage that the model was given, with this question or an earlier one."""
        self._open(source.attachment_id, source.start, source.end, source.words)

    def open_document(self, attachment_id: int) -> None:
        """Show the beginning of a document as it was read."""
        name = next((row.name for row in self._state.rows if row.attachment_id == attachment_id), "")
        self._open(attachment_id, 0, 0, name)

    def practise(self, attachment_id: int) -> None:
        """Ask for a briefing of the user's own on a document; refused off the record, for practice is kept."""
        if not self._can_practise(attachment_id):
            self._show(problem=_OFF_THE_RECORD)
            return

        def ask(document: ReadDocument | None) -> None:
            if document is not None:
                self.practice_requested.emit(document.name, document.text)

        self._dispatcher.deliver(self._service.document(attachment_id), ask, self._fail)

    # Reading

    def _read_next(self) -> None:
        while self._batches and not self._batches[0].paths:
            self._batches.popleft()
        if not self._batches:
            self._reading = None
            self._show(busy=None, problem=problem_of(self._failed))
            return
        batch = self._batches[0]
        path = batch.paths.popleft()
        self._reading = self._service.read(path, lambda fraction: self._show_progress(batch, path, fraction))
        self._show_progress(batch, path, None)
        self._dispatcher.deliver(self._reading.future, lambda document: self._keep(batch, document), self._not_read)

    def _show_progress(self, batch: _Batch, path: Path, fraction: float | None) -> None:
        number = batch.count - len(batch.paths)
        of_several = tr(" ({number} of {count})", number=number, count=batch.count) if batch.count > 1 else ""
        self._show(
            busy=Busy(
                tr("Reading “{name}”{of_several} …", name=path.name, of_several=of_several), fraction, can_cancel=True
            )
        )

    def _keep(self, batch: _Batch, document: ReadDocument) -> None:
        where = batch.conversation_id
        if where == NOT_BEGUN and batch.visit == self._visit:  # it may have begun while the document was read
            where = self._current()

        def kept(_attachment_id: int) -> None:
            if document.remark:
                self._show(remark=f"{document.name}: {document.remark}")
            self.refresh()
            self._read_next()

        self._dispatcher.deliver(self._service.keep(where, document), kept, self._not_read)

    def _not_read(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            self._reading = None
            self._show(busy=None)
            raise error
        if error.code != "document.cancelled":
            self._failed.append(error)
        self._read_next()

    # Showing

    def _open(self, attachment_id: int, start: int, end: int, title: str) -> None:
        def show(document: ReadDocument | None) -> None:
            if document is None:
                self._show(
                    problem=Problem(tr("That document is no longer attached."), tr("The answer stays as it is."))
                )
            else:
                passage = excerpt(attachment_id, document, start, end, title)
                self._page.show_passage(replace(passage, can_practise=self._can_practise(attachment_id)))

        self._dispatcher.deliver(self._service.document(attachment_id), show, self._fail)

    def _current(self) -> int:
        return self._shown().conversation_id

    def _can_practise(self, attachment_id: int) -> bool:
        is_waiting = attachment_id <= NOT_BEGUN
        return rules().own_documents and not (
            self._shown().is_off_the_record if is_waiting else is_off_the_record(attachment_id)
        )

    def _if_shown(self, conversation_id: int, show: Callable[[], None]) -> None:
        if conversation_id == self._current():
            show()

    def _show_rows(self, found: Sequence[Attachment]) -> None:
        self._show(
            rows=tuple(AttachmentRow(each.id, each.name, about(each), self._can_practise(each.id)) for each in found)
        )

    def _show_sources(self, found: tuple[Source, ...]) -> None:
        self._sources = found
        self._show(sources=tuple(SourceRow(each.number, each.words) for each in found))

    def _ignore_ended(self, error: BaseException) -> None:
        """A conversation that ended or was deleted has nothing attached; its own page says so."""
        if not isinstance(error, KnownError):
            raise error
        self._show(rows=(), sources=())

    def _fail(self, error: BaseException) -> None:
        self._show(problem=Problem.of(error))

    def _on_history_changed(self, change: HistoryChanged) -> None:
        if "conversation" in change.tables:
            self.refresh()

    def _show(self, **changes: object) -> None:
        state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        if state != self._state:
            self._state = state
            self._page.render(state)


def about(attachment: Attachment) -> str:
    """Return format and length of a document: "PDF · 12 pages", "text · 3,400 characters"."""
    kind = attachment.parts[0].kind if attachment.parts else "heading"
    if kind in _UNITS:
        count = sum(part.kind == kind for part in attachment.parts)
        length = f"{count:,} {_UNITS[kind][count != 1]}"
    else:
        length = tr("{characters:,} characters", characters=attachment.characters)
    return f"{_FORMATS[attachment.format]} · {length}"


def problem_of(failed: Sequence[KnownError]) -> Problem | None:
    """Return one problem for all files that could not be read; the way on is told where it is the same."""
    if not failed:
        return None
    happened = " ".join(dict.fromkeys(error.happened for error in failed))
    next_steps = dict.fromkeys(error.next_step for error in failed)
    return Problem(happened, failed[0].safe, next(iter(next_steps)) if len(next_steps) == 1 else "")
