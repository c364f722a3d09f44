"""What each process is refused: as the system tells it, and as the processes find when they try to get out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.privacy.shut import AttemptGroup, AttemptRow, ProcessRow, ShutViewState, TriedProcess
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.selftest.report import KindReport
from closeddoor.services.running import Running
from closeddoor.services.selftest import KIND_NAMES, all_refused
from closeddoor.services.selftest_words import (
    NAMES,
    as_text,
    attempt_name,
    count,
    group_name,
    outcome_of,
    tally,
    verdict,
)
from closeddoor.services.trying import Reports, SelftestService

ADVICE = tr("Copy this as text, and show it to whoever looks after this laptop.")

NOT_TRIED = tr("So nothing is tried here: an attempt to get out would not be refused.")


@dataclass(frozen=True)
class Enforcement:
    """What is in force: sentences on the system, what each process found, in short, and whether anything is.

    `caveat` says what the attempts do not show, where this window is not what they stand for.
    """

    sentences: tuple[str, ...]
    processes: tuple[ProcessRow, ...]
    in_short: str
    is_any: bool
    caveat: str = ""


class ShutView(Protocol):
    """What this presenter needs of its section."""

    def render(self, state: ShutViewState) -> None: ...


class ShutPresenter(QObject):
    """`copied` carries the whole report as text, for the clipboard."""

    summary_changed = Signal()
    copied = Signal(str)

    def __init__(
        self,
        view: ShutView,
        enforcement: Callable[[], Enforcement],
        service: SelftestService,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._enforcement = enforcement
        self._service = service
        self._dispatcher = dispatcher
        self._running: Running[Reports] | None = None
        self._reports: Reports = ()
        self._state = ShutViewState()
        self._summary = ""

    @property
    def summary(self) -> str:
        return self._summary

    def refresh(self) -> None:
        """Ask the system anew; what was tried stays."""
        now = self._enforcement()
        sentences = now.sentences if now.is_any else (*now.sentences, NOT_TRIED)
        self._show(sentences=sentences, processes=now.processes, can_try=now.is_any, problem=None)
        self._tell(self._state.verdict or now.in_short)

    def show_problem(self, problem: Problem) -> None:
        self._show(problem=problem)

    def try_out(self) -> None:
        """Let each kind of process try to get out; nothing is tried where nothing is enforced."""
        if self._running is not None or not self._state.can_try:
            return
        self._reports = ()
        self._show(busy=_busy(0), problem=None, verdict="", advice="", not_tried="", tried=())
        self._running = self._service.run(self._take)
        self._dispatcher.deliver(self._running.future, self._end, self._fail)

    def cancel(self) -> None:
        """Stop after the kind of process that is at it."""
        if self._running is not None:
            self._running.cancel()

    def copy(self) -> None:
        """Hand out all attempts and refusals as text."""
        if self._reports and self._running is None:
            caveat = self._enforcement().caveat
            self.copied.emit(as_text(self._reports) + (f"\n{caveat}\n" if caveat else ""))

    def _take(self, reports: Reports) -> None:
        if len(reports) < len(KIND_NAMES):
            self._show(busy=_busy(len(reports)))

    def _end(self, reports: Reports) -> None:
        self._running, self._reports = None, reports
        shown = " ".join(part for part in (verdict(reports), self._enforcement().caveat) if part)
        self._show(
            busy=None,
            verdict=shown,
            advice="" if all_refused(reports) else ADVICE,
            not_tried=not_tried(reports),
            tried=tuple(map(tried_process, reports)),
        )
        self._tell(shown)

    def _fail(self, error: BaseException) -> None:
        self._running = None
        self._show(busy=None, problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._view.render(self._state)

    def _tell(self, summary: str) -> None:
        if summary != self._summary:
            self._summary = summary
            self.summary_changed.emit()


def tried_process(report: KindReport) -> TriedProcess:
    """Return what one kind of process tried, by the kind of thing that it tried."""
    notes = (tr("Not tested: {problem}.", problem=report.problem),) if report.problem else ()
    groups = tuple(
        AttemptGroup(
            f"{title[:1].upper()}{title[1:]}", tuple(AttemptRow(attempt_name(each), outcome_of(each)) for each in rows)
        )
        for title, rows in groupby(report.tried, key=group_name)
    )
    name = NAMES[report.kind]
    said = tally(report) or tr("nothing was tried")
    return TriedProcess(
        report.kind, f"{name[:1].upper()}{name[1:]}", f"{said[:1].upper()}{said[1:]}.", groups,
        (*notes, *report.enforced.why_not),
    )  # fmt: skip


def not_tried(reports: Sequence[KindReport]) -> str:
    """Return what was left out on purpose, and why; empty where nothing was."""
    left_out = count(reports, "allowed")
    if not left_out:
        return ""
    return tr_many(
        "{n} way was not tried because it is allowed.",
        "{n} ways were not tried because they are allowed, most of them because work needs them (own files, the"
        " display, the keychain).",
        left_out,
        n=left_out,
    )


def _busy(done: int) -> Busy:
    text = tr("Trying to get out: {name}.", name=NAMES[KIND_NAMES[min(done, len(KIND_NAMES) - 1)]])
    return Busy(text, done / len(KIND_NAMES), can_cancel=True)
