"""The use cases of a briefing; every change is a new `Briefing`, kept by the database thread."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from closeddoor.domain.history import Attempt
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.scoring import score_scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import Grading, QuestionMatch
from closeddoor.grading.agreement import material_of
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.grading.weights import fitted
from closeddoor.language import tr
from closeddoor.services.agreements import Agreements
from closeddoor.services.futures import done, then
from closeddoor.services.grade import QualifiedGrader
from closeddoor.services.practice import records
from closeddoor.services.practice.agreements import AgreementRecords
from closeddoor.services.practice.briefing import Briefing
from closeddoor.vault.vault import Vault

SEEN_BEFORE = tr(" It was fitted on these answers, so expect it to do less well on yours.")


class PracticeService:
    """Opens, keeps, commits and scores attempts at briefings."""

    def __init__(self, vault: Vault, database: Executor, grader: EmbeddedGrader, dispatcher: Dispatcher) -> None:
        self._vault = vault
        self._database = database
        self._dispatcher = dispatcher
        self._agreements = Agreements(grader, dispatcher, AgreementRecords(vault, database))
        self._grader = QualifiedGrader(grader, dispatcher, self._agreements)

    @property
    def is_on_disk(self) -> bool:
        """Whether what is kept outlasts the application; False for a history that is in memory only."""
        return self._vault.is_kept

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

    def keep_unasked(self, briefing: Briefing, *, task_id: str) -> Future[None]:
        """Keep an interview question while it is being written."""
        return self._keep(briefing, partial(records.save_unasked, task_id=task_id))

    def keep_wordings(self, briefing: Briefing, *, task_id: str) -> Future[None]:
        """Keep which replies of an interview were shown in a model's own words, and in which."""
        return self._keep(briefing, partial(records.save_wordings, task_id=task_id))

    def keep_margin(self, briefing: Briefing, *, document_id: str) -> Future[None]:
        """Keep the participant's notes in the margin of one document."""
        return self._keep(briefing, partial(records.save_margin, document_id=document_id))

    def keep_committed(self, briefing: Briefing) -> Future[None]:
        """Fix all answers; from here on they are no drafts."""
        return self._keep(briefing, records.save_stage)

    def keep_notes(self, briefing: Briefing) -> Future[None]:
        """Keep what the participant says about the attempt."""
        return self._keep(briefing, records.save_notes)

    def is_open(self, briefing: Briefing) -> Future[bool]:
        """Return whether the attempt is not finished yet; a finished one stays as it is."""

        def read() -> bool:
            attempt = self._vault.attempts.get(briefing.attempt_id)
            return attempt is not None and attempt.finished_at_ms is None

        return self._database.submit(read)

    def keep_second_opinion(self, briefing: Briefing) -> Future[None]:
        """Keep what a qualified model said, so that it never changes."""
        return self._keep(briefing, records.save_second_opinion)

    def keep_decided(self, briefing: Briefing, *, task_id: str) -> Future[None]:
        """Keep the participant's verdicts on one task, and the result with them."""

        def save(vault: Vault, decided: Briefing) -> None:
            records.save_answer(vault, decided, task_id=task_id)
            records.save_result(vault, decided)

        return self._keep(briefing, save)

    def match(self, briefing: Briefing, task: InterviewTask, question: str) -> Future[QuestionMatch]:
        """Find what a question asks for; the counterpart's reply follows from it and from what was asked before."""
        index = len(briefing.matches.get(task.id, ()))
        return self._grader.match(briefing.pack, briefing.scenario, task, question, index)

    def why_unmatched(self, briefing: Briefing, task: InterviewTask) -> Future[str]:
        """Return why no reply of an interview will bring anything to light; empty where questions are matched."""
        return self._grader.why_unmatched(briefing.pack, briefing.scenario, task)

    def score(self, briefing: Briefing, *, goes_without: bool = False) -> Future[Briefing]:
        """Score the committed answers and open the debrief; fails with a `KnownError` when nothing can grade.

        With `goes_without` what cannot be graded is the participant's to decide.
        """

        def keep(gradings: dict[str, Grading]) -> Future[Briefing]:
            result = score_scenario(briefing.pack.info, briefing.scenario, briefing.response(), gradings)
            scored = replace(briefing, stage="debrief", result=result)
            return then(self._dispatcher, self._keep(scored, records.save_result), lambda _: done(scored))

        graded = self._grader.grade(
            *(briefing.pack, briefing.scenario, briefing.response(), briefing.matches), goes_without=goes_without
        )
        return then(self._dispatcher, graded, keep)

    def agreement_lines(self, briefing: Briefing) -> Future[Mapping[str, str]]:
        """Return how often the grader agrees with the author, by the id of each memo and interview answered."""
        lines: Future[Mapping[str, str]] = done({})
        is_graded = material_of(briefing.pack.info.language, briefing.scenario).is_english
        answered = briefing.response().answers if is_graded else {}
        for task in briefing.scenario.tasks:
            if task.id in answered and isinstance(task, MemoTask | InterviewTask):
                lines = then(self._dispatcher, lines, partial(self._with_line, briefing, task))
        return lines

    def prepare(self, briefing: Briefing) -> None:
        """Have the grader made ready and measured on this briefing while the participant reads it."""
        self._agreements.read_ahead(briefing.pack, briefing.scenario)

    def finish(self, briefing: Briefing) -> Future[None]:
        """Close the attempt: the next time the briefing is opened, it begins anew."""
        return self._keep(briefing, lambda vault, finished: vault.attempts.finish(finished.attempt_id))

    def _with_line(self, briefing: Briefing, task: Task, lines: Mapping[str, str]) -> Future[Mapping[str, str]]:
        seen = SEEN_BEFORE if briefing.scenario.id in fitted().scenarios else ""
        agreement = self._agreements.of(briefing.pack, briefing.scenario, task)
        return then(self._dispatcher, agreement, lambda found: done({**lines, task.id: found.sentence + seen}))

    def _keep(self, briefing: Briefing, save: Callable[[Vault, Briefing], None]) -> Future[None]:
        return self._database.submit(lambda: save(self._vault, briefing))
