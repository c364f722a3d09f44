"""How well the grader does on each task's own labelled answers: measured when first asked for, or read ahead."""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import asdict
from functools import partial
from typing import Any, Protocol

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.scenario import Pack, SampleAnswer, Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import Grading
from closeddoor.grading.agreement import Agreement, count, grade_sample, material_of
from closeddoor.grading.grader import EmbeddedGrader, gather
from closeddoor.grading.weights import fitted
from closeddoor.services.futures import done, ignore_known, then


class AgreementMemory(Protocol):
    """Keeps counts by key beyond the process."""

    def get(self, key: str) -> Future[object]:
        """Return what was kept, or None; whatever comes back is checked."""
        ...

    def keep(self, key: str, counts: Mapping[str, int]) -> Future[None]: ...


class Agreements:
    """Knows the agreement of every task it was asked for; lives on the dispatcher's thread.

    `at_once` is how many labelled answers are graded at a time: where a question of the participant may come, one, so
    that it waits for one at most; where nobody asks, two, so that the model computes during the arithmetic.
    """

    def __init__(
        self, grader: EmbeddedGrader, dispatcher: Dispatcher, memory: AgreementMemory | None = None, *, at_once: int = 1
    ) -> None:
        self._grader = grader
        self._at_once = at_once
        self._dispatcher = dispatcher
        self._memory = memory
        self._known: dict[str, Future[Agreement]] = {}
        self._ahead: deque[tuple[Pack, Scenario, MemoTask | InterviewTask]] = deque()
        self._is_reading_ahead = False

    def of(self, pack: Pack, scenario: Scenario, task: Task) -> Future[Agreement]:
        """Return a task's agreement, measured once however many ask; fails as the embedder fails, then anew."""
        key = f"agreement:{pack.content_hash}:{scenario.id}:{task.id}:{fitted().version}"
        known = self._known.get(key)
        if known is None or (known.done() and known.exception() is not None):
            known = self._known[key] = self._kept_or_measured(key, pack, scenario, task)
        return known

    def read_ahead(self, pack: Pack, scenario: Scenario) -> None:
        """Prepare and measure a briefing's tasks one after the other while the participant reads.

        Interviews come first, because their first question needs it. Another briefing takes the place of what is left
        of the one before. A failure is not told here: whoever needs the result is told then.
        """
        is_graded = material_of(pack.info.language, scenario).is_english
        self._ahead = deque((pack, scenario, task) for task in _in_order_of_need(scenario) if is_graded)
        if not self._is_reading_ahead:
            self._read_on()

    def _read_on(self) -> None:
        self._is_reading_ahead = bool(self._ahead)
        if self._ahead:
            pack, scenario, task = self._ahead.popleft()
            measured = self.of(pack, scenario, task)
            prepared = then(self._dispatcher, measured, lambda _: self._grader.prepare(task))
            self._dispatcher.deliver(prepared, lambda _: self._read_on(), self._give_up)

    def _give_up(self, error: BaseException) -> None:
        self._ahead.clear()
        self._is_reading_ahead = False
        ignore_known(error)

    def _kept_or_measured(self, key: str, pack: Pack, scenario: Scenario, task: Task) -> Future[Agreement]:
        def measure_unless_kept(kept: object) -> Future[Agreement]:
            known = Agreement.from_counts(kept)
            if known is not None:
                return done(known)
            measured = measure(self._grader, self._dispatcher, pack, scenario, task, at_once=self._at_once)
            return then(self._dispatcher, measured, lambda agreement: done(self._keep(key, agreement)))

        kept: Future[object] = self._memory.get(key) if self._memory else done(None)
        return then(self._dispatcher, kept, measure_unless_kept)

    def _keep(self, key: str, agreement: Agreement) -> Agreement:
        if self._memory is not None:
            # Nobody waits for it: what could not be kept is measured again next time.
            self._dispatcher.deliver(self._memory.keep(key, asdict(agreement)), lambda _: None, ignore_known)
        return agreement


def measure(
    grader: EmbeddedGrader, dispatcher: Dispatcher, pack: Pack, scenario: Scenario, task: Task, *, at_once: int
) -> Future[Agreement]:
    """Grade a task's labelled answers, `at_once` of them at a time, and count; fails as the embedder fails."""
    material = material_of(pack.info.language, scenario)
    answers = [answer for answer in scenario.answers if answer.task == task.id]
    prepared = done(None)
    if material.is_english and isinstance(task, MemoTask | InterviewTask):
        prepared = grader.prepare(task)

    def grade(answer: SampleAnswer, _before: object) -> Future[Grading]:
        return grade_sample(grader, task, answer, material)

    graded: list[Future[Grading]] = []
    for place, answer in enumerate(answers):
        before: Future[Any] = graded[place - at_once] if place >= at_once else prepared
        graded.append(then(dispatcher, before, partial(grade, answer)))
    return gather(graded, lambda gradings: count(task, zip(answers, gradings, strict=True)))


def _in_order_of_need(scenario: Scenario) -> Iterator[MemoTask | InterviewTask]:
    yield from (task for task in scenario.tasks if isinstance(task, InterviewTask))
    yield from (task for task in scenario.tasks if isinstance(task, MemoTask))
