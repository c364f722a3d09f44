"""The use cases of a briefing; every change is a new `Briefing`, kept by the database thread."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from closeddoor.domain.history import Attempt
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.domain.scenario import Pack, SampleAnswer, Scenario
from closeddoor.domain.scoring import score_scenario
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.verdicts import Grading, QuestionMatch
from closeddoor.grading.agreement import Agreement, count, grade_sample, material_of
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.grading.material import GradingMaterial
from closeddoor.grading.weights import fitted
from closeddoor.services.futures import done, then
from closeddoor.services.grade import grade
from closeddoor.services.practice import records
from closeddoor.services.practice.briefing import Briefing
from closeddoor.vault.vault import Vault

SEEN_BEFORE = " It was fitted on these answers, so expect it to do less well on yours."


class PracticeService:
    """Opens, keeps, commits and scores attempts at briefings."""

    def __init__(self, vault: Vault, database: Executor, grader: EmbeddedGrader, dispatcher: Dispatcher) -> None:
        self._vault = vault
        self._database = database
        self._grader = grader
        self._dispatcher = dispatcher

    def attempts(self) -> Future[tuple[Attempt, ...]]:
        """Return all attempts, the newest first."""
        return self._database.submit(self._vault.attempts.list)

    def open(self, pack: Pack, scenario: Scenario) -> Future[Briefing]:
        """Return the open attempt at a scenario exactly as it was left, or a new one."""
        return self._database.submit(lambda: records.open_or_begin(self._vault, pack, scenario))

    def keep_place(self, briefing: Briefing) -> Future[None]:
        """Keep which step the participant is at."""
        return self._keep(briefing, records.save_stage)

    def keep_answer(self, briefing: Briefing, *, task_id: str) -> Future[None]:
        """Keep the answer to one task: a draft until committed."""
        return self._keep(briefing, partial(records.save_answer, task_id=task_id))

    def keep_committed(self, briefing: Briefing) -> Future[None]:
        """Fix all answers; from here on they are no drafts."""
        return self._keep(briefing, records.save_stage)

    def keep_notes(self, briefing: Briefing) -> Future[None]:
        """Keep what the participant says about the attempt."""
        return self._keep(briefing, records.save_notes)

    def keep_decided(self, briefing: Briefing, *, task_id: str) -> Future[None]:
        """Keep the participant's verdicts on one task, and the result with them."""

        def save(vault: Vault, decided: Briefing) -> None:
            records.save_answer(vault, decided, task_id=task_id)
            records.save_result(vault, decided)

        return self._keep(briefing, save)

    def match(self, briefing: Briefing, task: InterviewTask, question: str) -> Future[QuestionMatch]:
        """Find what a question asks for; the counterpart's reply follows from it and from what was asked before."""
        index = len(briefing.matches.get(task.id, ()))
        return self._grader.match_question(
            task, question, index, material_of(briefing.pack.info.language, briefing.scenario)
        )

    def score(self, briefing: Briefing) -> Future[Briefing]:
        """Score the committed answers and open the debrief; fails with a `KnownError` when nothing can grade."""

        def keep(gradings: dict[str, Grading]) -> Future[Briefing]:
            result = score_scenario(briefing.pack.info, briefing.scenario, briefing.response(), gradings)
            scored = replace(briefing, stage="debrief", result=result)
            return then(self._dispatcher, self._keep(scored, records.save_result), lambda _: done(scored))

        graded = grade(
            self._grader, self._dispatcher, briefing.pack, briefing.scenario, briefing.response(), briefing.matches
        )
        return then(self._dispatcher, graded, keep)

    def agreement_line(self, briefing: Briefing) -> Future[str]:
        """Return how often the grader agrees with the author of this briefing: measured here once, then kept."""
        key = f"agreement:{briefing.pack.content_hash}:{briefing.scenario.id}:{fitted().version}"

        def keep(agreement: Agreement) -> Future[str]:
            line = agreement.sentence + (SEEN_BEFORE if briefing.scenario.id in fitted().scenarios else "")
            kept = self._database.submit(lambda: self._vault.settings.set(key, line))
            return then(self._dispatcher, kept, lambda _: done(line))

        def measure_once(known: str | None) -> Future[str]:
            return done(known) if known is not None else then(self._dispatcher, self._measured(briefing), keep)

        return then(self._dispatcher, self._database.submit(lambda: self._vault.settings.get(key)), measure_once)

    def prepare(self, briefing: Briefing) -> None:
        """Have the samples of the interviews read while the participant reads, so that the first question is quick."""
        for task in briefing.scenario.tasks:
            if isinstance(task, InterviewTask):
                self._grader.prepare(task)

    def _measured(self, briefing: Briefing) -> Future[Agreement]:
        """Grade the labelled answers one after the other: a question of the participant never waits for all of them."""
        scenario = briefing.scenario
        material = material_of(briefing.pack.info.language, scenario)
        graded: Future[tuple[Grading, ...]] = done(())
        for answer in scenario.answers:
            graded = then(self._dispatcher, graded, partial(self._with_sample, scenario, answer, material))
        return then(
            self._dispatcher, graded, lambda all_of: done(count(scenario, zip(scenario.answers, all_of, strict=True)))
        )

    def _with_sample(
        self, scenario: Scenario, answer: SampleAnswer, material: GradingMaterial, so_far: tuple[Grading, ...]
    ) -> Future[tuple[Grading, ...]]:
        one = grade_sample(self._grader, scenario, answer, material)
        return then(self._dispatcher, one, lambda grading: done((*so_far, grading)))

    def finish(self, briefing: Briefing) -> Future[None]:
        """Close the attempt: the next time the briefing is opened, it begins anew."""
        return self._keep(briefing, lambda vault, finished: vault.attempts.finish(finished.attempt_id))

    def _keep(self, briefing: Briefing, save: Callable[[Vault, Briefing], None]) -> Future[None]:
        return self._database.submit(lambda: save(self._vault, briefing))
