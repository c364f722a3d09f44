"""Measuring whether a model may judge, and remembering it for exactly that file, build and grader."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from typing import TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor, Judgement, JudgeModel
from closeddoor.domain.qualification import JudgedModel, Qualification
from closeddoor.domain.scenario import Pack, SampleAnswer, Scenario
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionVerdict, MemoGrading
from closeddoor.grading.agreement import material_of
from closeddoor.grading.fusion import Evidence
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.grading.judge import messages_about, question_about
from closeddoor.grading.qualification import Case, qualification_of
from closeddoor.grading.weights import fitted
from closeddoor.language import tr
from closeddoor.packs import read_pack
from closeddoor.services.futures import done, then
from closeddoor.services.scenario_prompt import scenario_turns
from closeddoor.vault.vault import Vault

T = TypeVar("T")
U = TypeVar("U")

GRADER_SHARE = 0.1
"""How much of the progress the grader gets; it is measured once per version of the grader."""


class NotQualifiedError(KnownError):
    """There is nothing to measure, or it was given up."""


def cancelled() -> NotQualifiedError:
    return NotQualifiedError(
        "qualification.cancelled",
        tr("Stopped before the end, so nothing was found out about this model."),
        tr("What was known of it before still holds."),
    )


def no_model() -> NotQualifiedError:
    return NotQualifiedError(
        "qualification.no_model",
        tr("There is no model to measure."),
        tr("Nothing that scores needs one."),
        tr("Choose one in the model room."),
    )


@dataclass(frozen=True)
class LabelledAnswer:
    """One answer of the bundled set to the memo of its scenario."""

    scenario: Scenario
    task: MemoTask
    answer: SampleAnswer


@cache
def labelled_set() -> Pack:
    """Return the bundled pack that nothing was fitted on."""
    with as_file(files("closeddoor.grading").joinpath("labelled_set")) as folder:
        return read_pack(folder)


def labelled_answers() -> tuple[LabelledAnswer, ...]:
    """Return every labelled memo of the set; those to one scenario follow each other."""
    return tuple(
        LabelledAnswer(scenario, task, answer)
        for scenario in labelled_set().scenarios
        for answer in scenario.answers
        if isinstance(task := scenario.task(answer.task), MemoTask)
    )


class RunningQualification:
    """A model being measured: a future, and a way to give it up, upon which the future fails."""

    def __init__(self, on_progress: Callable[[float], None]) -> None:
        self.future: Future[Qualification] = Future()
        self._on_progress = on_progress
        self._asked: Judgement | None = None
        self._is_cancelled = False

    def cancel(self) -> None:
        """Give it up; safe to call twice, and after the end."""
        self._is_cancelled = True
        if self._asked is not None:
            self._asked.stop()

    def follow(self, asked: Judgement) -> Future[tuple[float, ...]]:
        """Remember what the model is asked now, so that it can be stopped."""
        self._asked = asked
        return asked.future

    def tell(self, fraction: float) -> None:
        """Say how far it is; raises when it was given up."""
        if self._is_cancelled:
            raise cancelled()
        self._on_progress(fraction)

    def end(self, found: Qualification) -> None:
        self.future.set_result(found)

    def fail(self, error: BaseException) -> None:
        self.future.set_exception(cancelled() if self._is_cancelled else error)


@dataclass(frozen=True)
class Graded:
    """What the grader makes of one answer of the set."""

    labelled: LabelledAnswer
    grading: MemoGrading


@dataclass(frozen=True)
class Means:
    """What a measurement is made with; the sums are done by `jobs`. `which` is the model in use, None without one."""

    grader: EmbeddedGrader
    judge: JudgeModel
    which: Callable[[], JudgedModel | None]
    dispatcher: Dispatcher
    jobs: Executor


class Measuring:
    """Measures the model in use; what the grader makes of the set is kept, because it does not depend on the model."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._graded: Future[tuple[Graded, ...]] | None = None

    def run(
        self, on_progress: Callable[[float], None], keep: Callable[[Qualification], Future[Qualification]] = done
    ) -> RunningQualification:
        """Begin; `on_progress` gets 0 to 1, and `keep` what came out.

        The future fails with a `KnownError`: no model, given up, or what the model itself ran into.
        """
        running, dispatcher = RunningQualification(on_progress), self._means.dispatcher
        if self._means.which() is None:
            running.fail(no_model())
            return running
        graded = self._graded_by(running)
        judged = then(dispatcher, graded, lambda found: self._asked(running, found))
        measured = then(dispatcher, judged, self._measured)
        dispatcher.deliver(then(dispatcher, measured, keep), running.end, running.fail)
        return running

    def _graded_by(self, running: RunningQualification) -> Future[tuple[Graded, ...]]:
        known = self._graded
        if known is None or (known.done() and known.exception() is not None):
            known = self._graded = self._one_by_one(labelled_answers(), self._grade, running, (0.0, GRADER_SHARE))
        return known

    def _grade(self, one: LabelledAnswer, _running: RunningQualification) -> Future[Graded]:
        material = material_of(labelled_set().info.language, one.scenario)
        graded = self._means.grader.grade_memo(one.task, one.answer.text, material)
        return then(self._means.dispatcher, graded, lambda grading: done(Graded(one, grading)))

    def _asked(self, running: RunningQualification, graded: tuple[Graded, ...]) -> Future[tuple[Case, ...]]:
        asked = self._one_by_one(graded, self._ask, running, (GRADER_SHARE, 1.0))
        return then(self._means.dispatcher, asked, lambda each: done(tuple(case for cases in each for case in cases)))

    def _ask(self, one: Graded, running: RunningQualification) -> Future[tuple[Case, ...]]:
        labelled = one.labelled
        about = messages_about(labelled.task, labelled.answer.text, scenario_turns(labelled.scenario))
        questions = [question_about(criterion) for criterion in labelled.task.criteria]
        asked = running.follow(self._means.judge.judge(about, questions))
        return then(self._means.dispatcher, asked, lambda log_odds: done(tuple(_cases(one, log_odds))))

    def _measured(self, cases: tuple[Case, ...]) -> Future[Qualification]:
        model = self._means.which()  # only now, that it is loaded, it is known which build runs it
        if model is None:
            raise no_model()
        today = datetime.now(UTC).date().isoformat()
        return self._means.jobs.submit(lambda: qualification_of(cases, model, fitted().version, today))

    def _one_by_one(
        self,
        items: Sequence[T],
        work: Callable[[T, RunningQualification], Future[U]],
        running: RunningQualification,
        share: tuple[float, float],
    ) -> Future[tuple[U, ...]]:
        """Return what `work` makes of each item, one after the other, with the progress from `share` to `share`."""
        begin, end = share

        def go_on(so_far: tuple[U, ...]) -> Future[tuple[U, ...]]:
            running.tell(min(1.0, begin + (end - begin) * len(so_far) / len(items)))
            if len(so_far) == len(items):
                return done(so_far)
            one = work(items[len(so_far)], running)
            return then(self._means.dispatcher, one, lambda made: go_on((*so_far, made)))

        return then(self._means.dispatcher, done(()), go_on)


class QualificationService:
    """Measures models and remembers what came out, in the vault, by the hash of the file."""

    def __init__(self, vault: Vault, database: Executor, means: Means) -> None:
        self._vault = vault
        self._database = database
        self._means = means
        self._measuring = Measuring(means)

    def stored(self, model_sha256: str) -> Future[Qualification | None]:
        """Return what was measured of a file; None for nothing, or with another build or another grader."""
        stored = self._database.submit(lambda: kept_in(self._vault, model_sha256))
        return then(self._means.dispatcher, stored, lambda found: done(self._of_this_build(found)))

    def run(self, on_progress: Callable[[float], None]) -> RunningQualification:
        """Measure the model in use and keep what comes out; see `Measuring.run`."""
        return self._measuring.run(on_progress, self._keep)

    def _keep(self, found: Qualification) -> Future[Qualification]:
        def write() -> Qualification:
            keep_in(self._vault, found)
            return found

        return self._database.submit(write)

    def _of_this_build(self, found: Qualification | None) -> Qualification | None:
        """Leave out what another build of llama.cpp was measured with, as far as it is known which one runs."""
        now = self._means.which()
        if found and now and now.sha256 == found.model.sha256 and now.build not in ("", found.model.build):
            return None
        return found


def keep_in(vault: Vault, found: Qualification) -> None:
    """Keep a qualification, in place of an earlier one of the same file. Blocks for one write."""
    vault.settings.set(_key(found.model.sha256), found.to_json())


def kept_in(vault: Vault, model_sha256: str) -> Qualification | None:
    """Return what was measured of a file; None for nothing, or with another grader. Blocks for one read."""
    found = Qualification.from_json(vault.settings.get(_key(model_sha256)))
    return found if found and found.grader_version == fitted().version else None


def _key(model_sha256: str) -> str:
    return f"qualification:{model_sha256}"


def _cases(one: Graded, log_odds: Sequence[float]) -> Iterator[Case]:
    verdicts = {verdict.criterion_id: verdict for verdict in one.grading.verdicts}
    labelled = one.labelled
    for criterion, odds in zip(labelled.task.criteria, log_odds, strict=True):
        graded = verdicts.get(criterion.id, CriterionVerdict(criterion.id, "unsure"))
        yield Case(
            scenario=labelled.scenario.id,
            kind=labelled.answer.kind,
            met=criterion.id in labelled.answer.met,
            graded=graded.verdict,
            is_gated=bool(one.grading.note),
            evidence=Evidence(graded.probability or 0.0, odds),
        )
