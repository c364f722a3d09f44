"""Reading ahead: a model reads a briefing while its participant does, so that its first answer need not wait for that.

On a laptop the prompt is what takes long. What is read here is what every question about a scenario begins with
(`scenario_prompt.py`): text of its pack, and nothing that anybody typed. Nobody waits for it, so nothing of it shows:
what fails is read when it is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from closeddoor.domain.ports import Dispatcher, Executor, Preparation, PreparedText, PreparingModel
from closeddoor.domain.scenario import Scenario
from closeddoor.services.scenario_prompt import scenario_turns

DELAY_S = 3.0
"""Who only looks into a briefing, or pages through several, has none of them read."""

LEAST_CHARGE_PERCENT = 20


class SnapshotStore(Protocol):
    """Where what was read is kept from one day to the next; its methods block."""

    def make_room(self, slot_bytes: int) -> int | None:
        """Return a slot with just that much room; None where there is none to be had."""
        ...

    def note_use(self, slot: int) -> None:
        """Note that a slot was used."""
        ...


@dataclass(frozen=True)
class Conditions:
    """When a model may read ahead: `is_worth_it` is asked on the window's thread, `charge_left` (per cent) off it."""

    is_worth_it: Callable[[], bool]
    charge_left: Callable[[], int | None]


class ReadingAhead:
    """One briefing at a time: with another one the earlier is given up."""

    def __init__(
        self,
        model: PreparingModel,
        conditions: Conditions,
        snapshots: SnapshotStore | None,
        jobs: Executor,
        dispatcher: Dispatcher,
    ) -> None:
        """`snapshots` is None where nothing is kept: a history in memory."""
        self.is_wanted = False
        self._model = model
        self._conditions = conditions
        self._snapshots = snapshots
        self._jobs = jobs
        self._dispatcher = dispatcher
        self._scenario: Scenario | None = None
        self._running: Preparation | None = None

    def opened(self, scenario: Scenario) -> None:
        """A participant begins to read; so does the model, in a moment."""
        if scenario is self._scenario:
            return
        self.give_up()
        self._scenario = scenario
        self._dispatcher.later(DELAY_S, lambda: self._look(scenario))

    def give_up(self) -> None:
        """Read nothing any more; what was read is there for whoever asks."""
        self._scenario = None
        running, self._running = self._running, None
        if running is not None:
            running.stop()

    def _may_read(self, scenario: Scenario) -> bool:
        return self.is_wanted and scenario is self._scenario and self._conditions.is_worth_it()

    def _look(self, scenario: Scenario) -> None:
        if self._may_read(scenario):
            charge = self._jobs.submit(self._conditions.charge_left)
            self._dispatcher.deliver(charge, lambda left: self._begin(scenario, left), _in_silence)

    def _begin(self, scenario: Scenario, charge_left: int | None) -> None:
        is_low = charge_left is not None and charge_left < LEAST_CHARGE_PERCENT
        if is_low or not self._may_read(scenario):
            return
        self._running = running = self._model.prepare(scenario_turns(scenario))

        def keep(prepared: PreparedText) -> None:
            if self._running is running:
                self._running = None
                self._keep(scenario, prepared)

        self._dispatcher.deliver(running.future, keep, _in_silence)

    def _keep(self, scenario: Scenario, prepared: PreparedText) -> None:
        """Have it kept on the disk, unless that is where it was."""
        snapshots = self._snapshots
        if snapshots is None or not self._may_read(scenario):
            return
        if prepared.slot >= 0:
            self._jobs.submit(lambda: snapshots.note_use(prepared.slot))
        elif prepared.slot_bytes:
            room = self._jobs.submit(lambda: snapshots.make_room(prepared.slot_bytes))
            self._dispatcher.deliver(room, self._write, _in_silence)

    def _write(self, slot: int | None) -> None:
        if slot is not None:
            self._dispatcher.deliver(self._model.keep(slot), lambda _: None, _in_silence)


def _in_silence(_: BaseException) -> None:
    """Nobody asked for it: whoever asks for an answer is told what is wrong."""
