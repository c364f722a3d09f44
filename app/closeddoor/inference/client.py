"""A worker as the window sees it: always there to be asked, whatever happens to its process. QtCore only.

Requests go to the worker one at a time; the others wait here, so a worker that dies takes one of them with it. Every
method is called on the Qt thread, and every future completes there.
"""

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from closeddoor.inference.asking import Asking
from closeddoor.inference.line import Line
from closeddoor.inference.predecessors import Predecessors
from closeddoor.inference.problems import ModelError, code_of, is_place, problem_for
from closeddoor.inference.process import WorkerProcess
from closeddoor.inference.requests import Request
from closeddoor.inference.restarting import BackOff
from closeddoor.inference.sent_text import MAX_REQUEST_CHARACTERS
from closeddoor.inference.snapshots import SnapshotSlots
from closeddoor.inference.states import Timeouts, WorkerSpec, WorkerState
from closeddoor.inference.untrusted_file import identity_at
from closeddoor.wire.framing import ProtocolError
from closeddoor.wire.messages import (
    PROTOCOL,
    Failed,
    FileIdentity,
    FromWorker,
    Hello,
    Loading,
    Ready,
    Stop,
    Tuning,
    Verified,
)

_log = logging.getLogger(__name__)


class WorkerClient(Asking):
    """Starts a worker when it is first needed, and a fresh one after it was lost."""

    state_changed = Signal(object)  # WorkerState
    asked = Signal()  # somebody wants something; not of what gives way
    idle = Signal()  # it is ready, and nobody wants anything
    verified = Signal(object)  # FileIdentity: the file was hashed, and need not be as long as it is this one
    gone = Signal()  # the worker has ended, after `retire`

    def __init__(self, spec: WorkerSpec, timeouts: Timeouts | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._timeouts = timeouts or Timeouts()
        self._state = WorkerState()
        self._process: WorkerProcess | None = None
        self._waiting = Line()
        self._active: Request | None = None
        self._last_id = 0
        self._closed = False
        self._end_code = ""
        self._has_verified = False
        self._back_off = BackOff(self._timeouts.first_restart_s, self._timeouts.longest_restart_s)
        self._before = Predecessors(_ms(self._timeouts.gone_s), self)
        self._before.all_gone.connect(self._start_after)
        self._silence = self._timer(lambda: self._end("model.hung"))
        self._stopping = self._timer(self._stop_was_ignored)
        self._restart = self._timer(self._go_on)

    @property
    def state(self) -> WorkerState:
        return self._state

    @property
    def _is_free(self) -> bool:
        """Whether there is a worker that can be asked something, and is not on its way out."""
        return self._process is not None and self._state.phase == "ready" and not self._end_code

    @property
    def process_id(self) -> int:
        """The worker's process, 0 while there is none."""
        return self._process.process_id if self._process else 0

    def keep_snapshots(self, slots: SnapshotSlots) -> None:
        """Let the worker keep what it reads ahead, from its next start on."""
        if self._spec.sha256:
            self._spec = self._spec.with_snapshots(slots.folder, slots.key_for(self._spec.sha256))

    def start(self) -> None:
        """Start and load now, so that the first request need not wait."""
        if self._process is None and not self._closed:
            self._start_process()

    def cancel_loading(self) -> None:
        """Give up loading; what waits for it fails with `model.load_cancelled`."""
        if self._process and self._state.phase in {"starting", "loading"}:
            self._process.send(Stop(0))
            self._stopping.start(_ms(self._timeouts.stop_s))
        elif self._waits_to_start:
            self._set_state(WorkerState())
            self._waiting.refuse(ModelError("model.load_cancelled"))

    def use_tuning(self, tuning: Tuning) -> None:
        """Compute like this from the next loading on."""
        self._spec = replace(self._spec, tuning=tuning)

    @property
    def is_idle(self) -> bool:
        """Whether it holds a model of which nobody wants anything, nor anything behind what is shown."""
        return self._is_free and not self._active and not self._waiting

    def unload(self) -> None:
        """End the worker, and whatever is asked of it where it is; one starts with the next request.

        That one is loaded only if there is room for it, whatever was allowed for this one.
        """
        self._spec = replace(self._spec, load_anyway=False)
        active = self._take_active()
        self._restart.stop()
        if self._process is None:
            self._set_state(WorkerState())
        else:
            self._end("unload")
        self._waiting.refuse(ModelError("model.closed"))
        if active:
            active.interrupt(ModelError("model.closed"))

    def come_after(self, other: "WorkerClient") -> None:
        """Start no worker before that of `other` has ended, once it was told to retire."""
        self._before.add(other.gone)

    def retire(self) -> bool:
        """End the worker and everything that waits for it, and wait for nothing: return whether `gone` will follow."""
        self._refuse_all()
        if self._process:
            self._process.kill()
        return self._process is not None

    def close(self) -> None:
        """End the worker and everything that waits for it; nothing starts again."""
        self._close(WorkerProcess.close)

    def kill_now(self) -> None:
        """The same without waiting for the worker's end, because this process is about to be replaced."""
        self._close(WorkerProcess.kill_now)

    def _close(self, end: Callable[[WorkerProcess], None]) -> None:
        if self._process:
            end(self._process)
            self._process = None
        self._refuse_all()

    def _refuse_all(self) -> None:
        self._closed = True
        for timer in (self._silence, self._stopping, self._restart):
            timer.stop()
        self._waiting.refuse(ModelError("model.closed"))
        if active := self._take_active():
            active.interrupt(ModelError("model.closed"))

    # Requests

    def _take(self, request: Request, characters: int) -> None:
        if self._closed:
            request.refuse(ModelError("model.closed"))
        elif characters > MAX_REQUEST_CHARACTERS:
            request.refuse(ModelError("model.message_too_long"))
        elif self._waiting.is_full:
            request.refuse(ModelError("model.too_many_waiting"))
        else:
            self._waiting.add(request)
            if not request.gives_way:
                self.asked.emit()
                if self._active and self._active.gives_way:
                    self._stop(self._active)
            self._go_on()

    def _go_on(self) -> None:
        """Send the next request if the worker is free; start a worker if there is none."""
        if self._active or self._closed:
            return
        if not self._waiting:
            if self._is_free:
                self.idle.emit()
        elif self._process is None:
            delay_s = self._back_off.delay_s
            if delay_s > 0:
                self._restart.start(_ms(delay_s) + 1)
            else:
                self._start_process()
        elif self._is_free:
            self._active = self._waiting.next()
            self._last_id += 1
            self._ask(self._process, self._active)

    def _ask(self, process: WorkerProcess, request: Request) -> None:
        self._silence.start(_ms(self._timeouts.silence_s))
        process.send(request.message(self._last_id))

    def _stop(self, request: Request) -> None:
        if request.finished:
            return
        if request is self._active and self._process:
            self._process.send(Stop(self._last_id))
            self._stopping.start(_ms(self._timeouts.stop_s))
        elif self._waiting.leave(request):
            request.stop()

    def _take_active(self) -> Request | None:
        active, self._active = self._active, None
        self._silence.stop()
        self._stopping.stop()
        return active

    # The worker's life

    def _start_process(self) -> None:
        if self._before:
            if not self._waits_to_start:
                self._set_state(WorkerState("starting"))
            return
        self._end_code = ""
        self._has_verified = False
        self._set_state(WorkerState("starting"))
        self._silence.start(_ms(self._timeouts.start_s))
        self._process = WorkerProcess(self._spec.process_command, self)
        self._process.said.connect(self._on_said)
        self._process.ended.connect(self._on_ended)
        self._process.start()

    @property
    def _waits_to_start(self) -> bool:
        return self._process is None and self._state.phase == "starting"

    def _start_after(self) -> None:
        if self._waits_to_start and not self._closed:
            self._start_process()

    def _on_said(self, message: FromWorker) -> None:
        if self._process is None or self._end_code or self._closed:
            return
        try:
            self._hear(self._process, message)
        except ProtocolError:
            self._process.reject()

    def _hear(self, process: WorkerProcess, message: FromWorker) -> None:
        match message, self._state.phase:
            case Hello(protocol=number), "starting" if number == PROTOCOL:
                self._loading(WorkerState("loading", confinement=message.enforced))
                process.send(self._spec.load_message())
            case Loading(), "loading":
                self._loading(WorkerState("loading", message.fraction, confinement=self._state.confinement))
            case Verified(identity), "loading":
                self._take_verified(identity)
            case Ready(), "loading":
                self._silence.stop()
                self._stopping.stop()
                self._set_state(WorkerState("ready", 1.0, model=message, confinement=self._state.confinement))
                self._go_on()
            case Failed(id=0), "loading":
                self._end(message.code)
            case Hello() | Loading() | Verified() | Ready(), _:
                raise ProtocolError("out of order")
            case _:
                self._hear_answer(message)

    def _take_verified(self, identity: FileIdentity) -> None:
        """Remember it, so that a worker that is started anew need not hash the file.

        Believed once, before the model is read, and only of the file that stands there as this process sees it.
        """
        if not self._spec.sha256 or self._has_verified:
            raise ProtocolError("out of order")
        self._has_verified = True
        self._silence.start(_ms(self._timeouts.silence_s))
        if identity.changed_ns and identity == identity_at(self._spec.model_path):
            self._spec = replace(self._spec, verified=identity)
            self.verified.emit(identity)

    def _hear_answer(self, message: FromWorker) -> None:
        request, model = self._active, self._state.model
        if request is None or model is None or getattr(message, "id", 0) != self._last_id:
            raise ProtocolError("an answer to nothing")
        if isinstance(message, Failed) and is_place(message.place):
            _log.error("worker: %s", message.place)
        self._silence.start(_ms(self._timeouts.silence_s))
        has_more = request.accept(message, model)
        if has_more or request.finished:
            self._back_off.answered()
            self._take_active()
            if has_more:
                self._waiting.add(request)  # the others get their turn: a question waits for a portion, not a list
            self._go_on()

    def _loading(self, state: WorkerState) -> None:
        self._silence.start(_ms(self._timeouts.silence_s))
        self._set_state(state)

    def _stop_was_ignored(self) -> None:
        """The user waits no longer: the reply ends here, and the worker with it."""
        if active := self._take_active():
            self._end("stop")
            active.stop()
        else:
            self._end("model.load_cancelled")

    def _end(self, code: str) -> None:
        """End the worker for a reason of ours; `_on_ended` follows."""
        self._silence.stop()
        self._end_code = code
        if self._process:
            self._process.kill()

    def _on_ended(self, ending: str) -> None:
        process, self._process = self._process, None
        if process:
            process.deleteLater()
        if self._closed:
            self.gone.emit()
            return
        was_ready = self._state.phase == "ready"
        is_quiet = self._end_code in {"stop", "unload"}
        wanted = is_quiet or self._end_code == "model.load_cancelled"
        problem = None if is_quiet else problem_for(self._end_code or code_of(ending, loaded=was_ready))
        if not wanted:
            self._back_off.failed()
        self._set_state(WorkerState("absent") if wanted else WorkerState("failed", problem=problem))
        if active := self._take_active():
            active.interrupt(problem or ModelError("model.crashed"))
        if was_ready or is_quiet:
            self._go_on()
        else:
            self._waiting.refuse(problem or ModelError("model.crashed_loading"))

    def _set_state(self, state: WorkerState) -> None:
        self._state = state
        self.state_changed.emit(state)

    def _timer(self, fired: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(fired)
        return timer


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
