"""The page on which one practises on a document of one's own. What is typed is kept as it is typed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.attachment import ReadDocument
from closeddoor.domain.errors import KnownError
from closeddoor.domain.own_briefing import (
    MOST_POINTS,
    OwnBriefing,
    OwnBriefingRow,
    OwnMark,
    OwnPoint,
    OwnVerdict,
    OwnWork,
    RemovedOwnBriefing,
)
from closeddoor.domain.ports import Dispatcher, Reading
from closeddoor.language import tr
from closeddoor.policy.in_force import why_not
from closeddoor.policy.rules import Policy
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.own_practice.pasted import PastedText
from closeddoor.presenters.own_practice.rows import filled_up, mark_row, missing, own_rows
from closeddoor.presenters.states.own_practice import OwnPracticeViewState, PointRow
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.chat.prompt import title_of
from closeddoor.services.own_practice import OwnBriefingGoneError, OwnPracticeService
from closeddoor.text.plain_document import render_lines


class OwnPracticePage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: OwnPracticeViewState) -> None: ...


class OwnPracticePresenter(QObject):
    """`opened` asks for the page to be shown, with what was opened on it, or with why that could not be opened.

    `closed`: the user is done with what was open, and the choice of a document shows.
    """

    opened = Signal()
    closed = Signal()

    def __init__(
        self, page: OwnPracticePage, service: OwnPracticeService, dispatcher: Dispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._service = service
        self._dispatcher = dispatcher
        self._state = OwnPracticeViewState()
        self._briefing: OwnBriefing | None = None
        self._reading: Reading | None = None
        self._deleted: RemovedOwnBriefing | None = None
        self._unsaved = Drafts[int, OwnWork](
            service.save, dispatcher, self._show_kept, self._fail, (OwnBriefingGoneError,)
        )
        self._pasted = PastedText(service, dispatcher, self._show_kept, self._fail)

    @property
    def state(self) -> OwnPracticeViewState:
        return self._state

    @property
    def briefing_id(self) -> int:
        """Which one is worked on; 0 while there is a document to choose."""
        return self._briefing.id if self._briefing else 0

    # Which document

    def refresh(self) -> None:
        """Load the list of those that were begun; the first time, what was pasted and not begun."""
        self._state = replace(self._state, refusal=why_not(Policy.check_own_documents))
        self._page.render(self._state)
        self._pasted.restore(lambda text: self._show(pasted=text))
        self._dispatcher.deliver(self._service.list(), self._show_rows, self._fail)

    def take(self, paths: Sequence[Path]) -> None:
        """Read the first of the files that were chosen or dropped, and practise on it; say so if there are others."""
        refusal = self._refusal(paths[0].name)
        if refusal is not None:
            self._show(problem=refusal)
            return
        words = tr("Reading “{name}” …", name=paths[0].name)
        if len(paths) > 1:
            words = tr(
                "Reading “{name}”, the first of {count} files: one is practised on at a time …",
                name=paths[0].name,
                count=len(paths),
            )
        self._read(paths[0], words)

    def cancel(self) -> None:
        if self._reading is not None:
            self._reading.cancel()

    def paste(self, text: str) -> None:
        """Remember what is being pasted, so that no rendering loses it."""
        self._state = replace(self._state, pasted=text)
        self._pasted.write(text)

    def begin_pasted(self) -> None:
        """Practise on the text that was pasted."""
        text = "\n".join(line.strip() for line in self._state.pasted.splitlines() if line.strip())
        if text:
            self.leave()
            begun = self._service.begin(title_of(text), f"{text}\n")
            self._dispatcher.deliver(begun, self._open_pasted, self._not_opened)

    def begin(self, title: str, text: str) -> None:
        """Begin with a text; what was worked on before is kept, and so is what was pasted."""
        self.leave()
        self._dispatcher.deliver(self._service.begin(title, text), self._open, self._not_opened)

    def open(self, briefing_id: int) -> None:
        """Go on with one that was begun earlier."""
        self.leave()
        self._dispatcher.deliver(self._service.open(briefing_id), self._open, self._not_opened)

    def close(self) -> None:
        """Go back to the choice of a document."""
        self.leave()
        self._briefing = None
        self._state = OwnPracticeViewState(rows=self._state.rows, pasted=self._state.pasted)
        self.refresh()
        self.closed.emit()

    def delete(self, briefing_id: int) -> None:
        """Delete one at once; it can be brought back as long as that is offered."""

        def deleted(removed: RemovedOwnBriefing | None) -> None:
            self._deleted = replace(removed, briefing=self._with_latest(removed.briefing)) if removed else None
            self._unsaved.forget(briefing_id)
            self._show(undo=tr("“{title}” is deleted.", title=removed.briefing.title) if removed else "")
            self.refresh()

        self._dispatcher.deliver(self._service.delete(briefing_id), deleted, self._fail)

    def undo(self) -> None:
        """Bring back what was deleted last."""
        removed, self._deleted = self._deleted, None
        self._show(undo="")
        if removed is not None:
            self._dispatcher.deliver(self._service.bring_back(removed), lambda _: self.refresh(), self._fail)

    def settle(self) -> None:
        """What was deleted stays deleted."""
        self._deleted = None
        if self._state.undo:
            self._show(undo="")

    # The work on it

    def write_point(self, index: int, text: str) -> None:
        points = self._work.points
        if 0 <= index < len(points):
            self._write(points=(*points[:index], replace(points[index], text=text), *points[index + 1 :]))

    def add_point(self) -> None:
        if len(self._work.points) < MOST_POINTS:
            self._write(points=(*self._work.points, OwnPoint("")))

    def judge(self, index: int, verdict: OwnVerdict) -> None:
        """Take the user's own word for whether their answer holds a point."""
        points = self._work.points
        if 0 <= index < len(points):
            self._write(points=(*points[:index], replace(points[index], verdict=verdict), *points[index + 1 :]))

    def mark(self, start: int, end: int) -> None:
        """Mark a passage; the same passage is not marked twice."""
        mark = OwnMark(start, end)
        known = {(each.start, each.end) for each in self._work.marks}
        if start < end and (start, end) not in known:
            self._write(marks=tuple(sorted((*self._work.marks, mark), key=lambda each: each.start)))

    def note(self, index: int, text: str) -> None:
        marks = self._work.marks
        if 0 <= index < len(marks):
            self._write(marks=(*marks[:index], replace(marks[index], note=text), *marks[index + 1 :]))

    def unmark(self, index: int) -> None:
        marks = self._work.marks
        if 0 <= index < len(marks):
            self._write(marks=(*marks[:index], *marks[index + 1 :]))

    def write_memo(self, text: str) -> None:
        self._write(memo=text)

    def write_next_time(self, text: str) -> None:
        self._write(next_time=text)

    def go_on(self) -> None:
        """Go to the next step; from the last one, back to the choice."""
        if not self._state.can_go_on:
            return
        if self._work.stage == "rubric":
            points = tuple(point for point in self._work.points if point.text.strip())
            self._write(stage="answer", points=points)
        elif self._work.stage == "answer":
            self._write(stage="judge")
        else:
            self.close()

    def go_back(self) -> None:
        """Go to the step before; from the first one, back to the choice."""
        if self._work.stage == "judge":
            self._write(stage="answer")
        elif self._work.stage == "answer":
            self._write(stage="rubric", points=filled_up(self._work.points))
        else:
            self.close()

    def leave(self) -> None:
        """Keep what was typed last."""
        self._unsaved.keep()
        self._pasted.keep()

    def forget_drafts(self) -> None:
        """Drop what a disk still refuses: it belongs to documents that were deleted."""
        self._unsaved.forget_all()
        self._pasted.forget()
        self._state = replace(self._state, pasted="")

    @property
    def _work(self) -> OwnWork:
        return self._briefing.work if self._briefing is not None else OwnWork()

    def _open(self, briefing: OwnBriefing) -> None:
        self._put_in_hand(self._with_latest(briefing))
        self.opened.emit()

    def _open_pasted(self, briefing: OwnBriefing) -> None:
        self.paste("")
        self._open(briefing)

    def _not_opened(self, error: BaseException) -> None:
        """Say why where it would have opened: it may have been asked for on another page."""
        self._fail(error)
        self.opened.emit()

    def _put_in_hand(self, briefing: OwnBriefing) -> None:
        if briefing.work.stage == "rubric":
            briefing = replace(briefing, work=replace(briefing.work, points=filled_up(briefing.work.points)))
        self._briefing = briefing
        self._show(title=briefing.title, document=render_lines(briefing.text), problem=None, **self._of_work())

    def _write(self, **changes: object) -> None:
        if self._briefing is None:
            return
        work = replace(self._briefing.work, **changes)  # type: ignore[arg-type]  # the names are those of the work
        self._briefing = replace(self._briefing, work=work)
        self._show(**self._of_work(), problem=None if "stage" in changes else self._state.problem)
        self._unsaved.write(self._briefing.id, work)

    def _of_work(self) -> dict[str, object]:
        work, text = self._work, self._briefing.text if self._briefing is not None else ""
        hint = missing(work)
        return {
            "stage": work.stage,
            "points": tuple(PointRow(point.text, point.verdict) for point in work.points),
            "can_add_point": len(work.points) < MOST_POINTS,
            "marks": tuple(mark_row(text, mark) for mark in work.marks),
            "memo": work.memo,
            "next_time": work.next_time,
            "can_go_on": not hint,
            "go_on_hint": hint,
        }

    def _refusal(self, name: str) -> Problem | None:
        if self._state.stage != "choose":
            happened = tr("“{name}” was not read: one document is practised on at a time.", name=name)
            return Problem(
                happened, tr("What you wrote here is kept."), tr("Go back to the choice of a document first.")
            )
        if self._reading is not None:
            happened = tr("“{name}” was not read: another document is being read.", name=name)
            return Problem(happened, "", tr("Wait for it or cancel it, then choose again."))
        return None

    def _read(self, path: Path, words: str) -> None:
        def show_progress(fraction: float | None) -> None:
            self._show(busy=Busy(words, fraction, can_cancel=True))

        self._reading = reading = self._service.read(path, show_progress)
        self._show(problem=None)
        show_progress(None)
        self._dispatcher.deliver(reading.future, self._read_whole, self._not_read)

    def _read_whole(self, document: ReadDocument) -> None:
        """Begin with it on this page, where it was asked for; who has gone on to something else is left there."""
        self._reading = None
        self._show(busy=None)

        def begun(briefing: OwnBriefing) -> None:
            if self._briefing is None:
                self._put_in_hand(briefing)
            self.refresh()

        self._dispatcher.deliver(self._service.begin(document.name, document.text), begun, self._fail)

    def _not_read(self, error: BaseException) -> None:
        self._reading = None
        self._show(busy=None)
        if not (isinstance(error, KnownError) and error.code == "document.cancelled"):
            self._fail(error)

    def _show_rows(self, rows: tuple[OwnBriefingRow, ...]) -> None:
        """List them; one that is open and was deleted elsewhere is closed, before more is written into nothing."""
        state = replace(self._state, rows=own_rows(rows))
        if self._briefing is not None and all(row.id != self._briefing.id for row in rows):
            self._unsaved.forget(self._briefing.id)
            self._briefing = None
            problem = Problem.of(OwnBriefingGoneError())
            state = OwnPracticeViewState(
                rows=state.rows, pasted=state.pasted, busy=state.busy, problem=problem, refusal=state.refusal
            )
        self._render(state)

    def _with_latest(self, briefing: OwnBriefing) -> OwnBriefing:
        """Return a document with what was written last, in the vault or not."""
        return replace(briefing, work=self._unsaved.latest(briefing.id, briefing.work))

    def _show_kept(self, over: Problem | None) -> None:
        if over is not None and self._state.problem == over:
            self._show(problem=None)

    def _fail(self, error: BaseException) -> None:
        self._show(problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self._render(replace(self._state, **changes))  # type: ignore[arg-type]  # the names are those of the state

    def _render(self, state: OwnPracticeViewState) -> None:
        if state != self._state:
            self._state = state
            self._page.render(state)
