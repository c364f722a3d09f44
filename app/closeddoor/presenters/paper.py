"""Files that are set on the window's thread, in steps so short that nobody notices, and saved off it."""

import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.language import tr
from closeddoor.presenters.states.shared import Busy
from closeddoor.services.saving import export, save

Steps = Generator[float, None, bytes]
"""The making of a file: each step takes a few milliseconds and yields how far it is, 0 to 1; the file is the end."""

Prepare = Callable[[], Steps]
"""Reads what is to be set, on the thread for jobs, and returns the steps, which are for the window's thread."""

SLICE_S = 0.006
PAUSE_S = 0.001
"""How long steps are taken for, and how long the window then has for itself before more are."""

QUIET_S = 1.0
"""What takes longer says how far it is and can be given up."""

TELL_S = 0.25

SAVING = tr("Saving the file.")


def as_it_is(content: bytes) -> Steps:
    """Return the steps of a file that is there already."""
    yield 1.0
    return content


@dataclass(frozen=True)
class Order:
    """A file that is asked for, and who is told about it.

    `busy` gets what the page says when it takes long, and None once it need not; then `saved` gets the place or
    `failed` the error, and neither when it was given up. `is_own`: it holds what is the user's own, which the machine's
    policy may forbid to save.
    """

    path: Path
    prepare: Prepare
    busy: Callable[[Busy | None], None]
    saved: Callable[[Path], None]
    failed: Callable[[BaseException], None]
    is_own: bool = True


class PaperDesk(QObject):
    """Makes one file after the other, in the order in which they were asked for; none once the application ends."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        jobs: Executor,
        parent: QObject | None = None,
        clock_s: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._dispatcher = dispatcher
        self._jobs = jobs
        self._clock_s = clock_s
        self._waiting: deque[Order] = deque()
        self._making: _Making | None = None
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.close)

    def make(self, order: Order) -> None:
        """Make a file as soon as those before it are made."""
        self._waiting.append(order)
        if self._making is None:
            self._begin_next()

    def give_up(self) -> None:
        """Give up the file that is being set, of which nothing is written yet; one that is being written is not."""
        if self._making is not None:
            self._making.give_up()

    def close(self) -> None:
        """Give up everything that is not written: a painter must not outlive the application."""
        self._waiting.clear()
        self.give_up()

    def _begin_next(self) -> None:
        self._making = None
        if self._waiting:
            order = self._waiting.popleft()
            self._making = _Making(order, self._dispatcher, self._jobs, self._clock_s, self._begin_next)
            self._making.begin()


class _Making:
    """One file on its way; `ended` is called once, when it is written, has failed or was given up."""

    def __init__(
        self,
        order: Order,
        dispatcher: Dispatcher,
        jobs: Executor,
        clock_s: Callable[[], float],
        ended: Callable[[], None],
    ) -> None:  # fmt: skip
        self._order = order
        self._dispatcher = dispatcher
        self._jobs = jobs
        self._clock_s = clock_s
        self._ended = ended
        self._steps: Steps | None = None
        self._share: float | None = None
        self._is_set = self._is_over = False
        self._told_s: float | None = None

    def begin(self) -> None:
        self._dispatcher.later(QUIET_S, self._tell)
        self._dispatcher.deliver(self._jobs.submit(self._order.prepare), self._set, self._fail)

    def give_up(self) -> None:
        if not self._is_set:
            self._end()

    def _set(self, steps: Steps) -> None:
        if not self._is_over:
            self._steps = steps
            self._go_on()

    def _go_on(self) -> None:
        """Take steps for a few milliseconds, let the window do its work, and go on."""
        if self._is_over or self._steps is None:
            return
        until_s = self._clock_s() + SLICE_S
        try:
            self._share = next(self._steps)
            while self._clock_s() < until_s:
                self._share = next(self._steps)
        except StopIteration as end:
            self._write(end.value)
        except Exception as error:  # noqa: BLE001 - whoever asked is told, as by a future
            self._fail(error)
        else:
            if self._told_s is not None and self._clock_s() - self._told_s >= TELL_S:
                self._tell()
            self._dispatcher.later(PAUSE_S, self._go_on)

    def _tell(self) -> None:
        if not self._is_over:
            self._told_s = self._clock_s()
            self._order.busy(Busy(SAVING, self._share, can_cancel=not self._is_set))

    def _write(self, content: bytes) -> None:
        self._is_set, self._share = True, None
        if self._told_s is not None:
            self._tell()
        write = export if self._order.is_own else save
        saved = self._jobs.submit(lambda: write(self._order.path, content))
        self._dispatcher.deliver(saved, self._succeed, self._fail)

    def _succeed(self, path: Path) -> None:
        self._end()
        self._order.saved(path)

    def _fail(self, error: BaseException) -> None:
        if not self._is_over:
            self._end()
            self._order.failed(error)

    def _end(self) -> None:
        """Let go of what was set, and of the painter with it."""
        self._is_over = True
        if self._steps is not None:
            self._steps.close()
            self._steps = None
        if self._told_s is not None:
            self._order.busy(None)
        self._ended()
