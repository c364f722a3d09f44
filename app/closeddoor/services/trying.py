"""The self-test away from the window's thread: one kind of process after the other, and a way to give it up."""

import shutil
from collections.abc import Callable
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.language import tr
from closeddoor.selftest.report import KindReport
from closeddoor.services.running import Running
from closeddoor.services.selftest import KIND_NAMES, PLAYGROUND, selftest

Reports = tuple[KindReport, ...]


class SelftestService:
    """`within` is where a confined window may make a folder for each kind of process."""

    def __init__(self, jobs: Executor, dispatcher: Dispatcher, within: Path, command: tuple[str, ...] = ()) -> None:
        self._jobs = jobs
        self._dispatcher = dispatcher
        self._within = within
        self._command = command

    def run(self, on_reports: Callable[[Reports], None]) -> Running[Reports]:
        """Let each kind try to get out; `on_reports` gets all that have told so far, on the window's thread."""
        reports: list[KindReport] = []
        running: Running[Reports] = Running(self._dispatcher, lambda _: on_reports(tuple(reports)), _given_up)

        def try_all() -> Reports:
            _sweep(self._within)
            for report in selftest(within=self._within, command=self._command):
                reports.append(report)
                running.tell(len(reports) / len(KIND_NAMES))
            return tuple(reports)

        running.start(self._jobs, try_all)
        return running


def _sweep(within: Path) -> None:
    """Remove what a self-test left there that was ended with its window."""
    for left in within.glob(f"{PLAYGROUND}*"):
        shutil.rmtree(left, ignore_errors=True)


def _given_up() -> KnownError:
    return KnownError("selftest.cancelled", tr("The attempts were stopped before all of them were made."))
