"""The built-in packs' labelled answers with their features, for fitting the grader and for reporting on it."""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.ports import Vector
from closeddoor.domain.scenario import Pack, SampleAnswer, Scenario
from closeddoor.domain.tasks.interview import Fact, InterviewTask
from closeddoor.domain.tasks.memo import Criterion, MemoTask
from closeddoor.grading import interview, memo
from closeddoor.grading.agreement import material_of
from closeddoor.grading.features import Rubric, rubric_of
from closeddoor.grading.gates import Stop
from closeddoor.grading.units import Unit
from closeddoor.packs import read_pack
from closeddoor.wire.codec import decode_vector
from closeddoor.wire.messages import Embed, Load, Tuning
from closeddoor.worker.embedding import EmbeddingEngine
from closeddoor.worker.loading import Expected, load
from closeddoor.worker.native import ErrorLog, load_library

ROOT = Path(__file__).resolve().parents[1]
PACKS = ROOT / "scenarios"
UNSEEN = ROOT / "app" / "closeddoor" / "grading" / "labelled_set"
"""A pack by an author who had seen neither grader nor built-in scenarios: to measure on, never to fit on."""

MODEL = ROOT / "models" / "all-MiniLM-L6-v2.F16.gguf"


class DirectEmbedder:
    """The worker's own engine in this process: the same bits, without confinement or pipes; fitting needs thousands."""

    def __init__(self) -> None:
        library = load_library()
        self._log = ErrorLog(library)
        model = load(library, self._log, MODEL, Expected(), lambda _done: True)
        threads = os.cpu_count() or 1
        self._engine = EmbeddingEngine(model, Load("embed", "", 0, Tuning(threads, threads)), threading.Event())
        self._known: dict[str, Vector] = {}
        self._rubrics: dict[tuple[Criterion, ...], Rubric] = {}
        self._sheets: dict[tuple[Fact, ...], interview.FactSheet] = {}

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        known = self.vectors(texts)
        future: Future[list[Vector]] = Future()
        future.set_result([known[text] for text in texts])
        return future

    def vectors(self, texts: Iterable[str]) -> dict[str, Vector]:
        wanted = tuple(dict.fromkeys(texts))
        missing = tuple(text for text in wanted if text not in self._known)
        made = self._engine.handle(Embed(0, missing)).vectors
        dimensions = self._engine.ready().dimensions
        self._known |= {text: decode_vector(one, dimensions) for text, one in zip(missing, made, strict=True)}
        return {text: self._known[text] for text in wanted}

    def rubric(self, task: MemoTask) -> Rubric:
        if task.criteria not in self._rubrics:
            self._rubrics[task.criteria] = rubric_of(task.criteria, self.vectors(memo.texts_of_rubric(task)))
        return self._rubrics[task.criteria]

    def sheet(self, task: InterviewTask) -> interview.FactSheet:
        if task.facts not in self._sheets:
            self._sheets[task.facts] = interview.fact_sheet(task, self.vectors(interview.texts_of_sheet(task)))
        return self._sheets[task.facts]


@dataclass(frozen=True)
class Decision:
    """One labelled decision: did this answer meet this criterion. `rows` and `clear` are per unit of the answer."""

    scenario: str
    family: str
    criterion: str
    kind: str
    met: bool
    stop: Stop | None
    units: tuple[Unit, ...]
    rows: tuple[tuple[float, ...], ...]
    clear: tuple[bool, ...]


@dataclass(frozen=True)
class Asked:
    """One labelled question: which facts it asks for, and the features of each of its parts for each fact."""

    scenario: str
    family: str
    kind: str
    question: str
    met: tuple[str, ...]
    facts: tuple[str, ...]
    parts: tuple[interview.Part, ...]
    rows: tuple[tuple[tuple[float, ...], ...], ...]


def built_in_packs() -> list[Pack]:
    return [read_pack(path.parent) for path in sorted(PACKS.glob("*/pack.toml"))]


def decisions(packs: Iterable[Pack], embedder: DirectEmbedder) -> Iterator[Decision]:
    for pack, scenario, task, answer in _answers(packs):
        if isinstance(task, MemoTask):
            yield from _memo_decisions(pack, scenario, task, answer, embedder)


def questions(packs: Iterable[Pack], embedder: DirectEmbedder) -> Iterator[Asked]:
    for _, scenario, task, answer in _answers(packs):
        if isinstance(task, InterviewTask):
            yield asked(scenario, task, answer, embedder)


def asked(scenario: Scenario, task: InterviewTask, answer: SampleAnswer, embedder: DirectEmbedder) -> Asked:
    found = interview.parts(answer.text)
    sheet, vectors = embedder.sheet(task), embedder.vectors(part.text for part in found)
    rows = tuple(tuple(interview.features_of(part, vectors[part.text], sheet)) for part in found)
    facts = tuple(fact.id for fact in task.facts)
    return Asked(scenario.id, family_of(scenario), answer.kind, answer.text, answer.met, facts, found, rows)


def _answers(packs: Iterable[Pack]) -> Iterator[tuple[Pack, Scenario, object, SampleAnswer]]:
    for pack in packs:
        for scenario in pack.scenarios:
            for answer in scenario.answers:
                yield pack, scenario, scenario.task(answer.task), answer


def _memo_decisions(
    pack: Pack, scenario: Scenario, task: MemoTask, answer: SampleAnswer, embedder: DirectEmbedder
) -> Iterator[Decision]:
    reading = memo.read(task, answer.text, material_of(pack.info.language, scenario))
    rubric = embedder.rubric(task)
    rows = memo.measured(reading, rubric, embedder.vectors(sentence.text for sentence in reading.sentences))
    stop = memo.stop_of(reading, rows)
    for place, criterion in enumerate(task.criteria):
        yield Decision(
            scenario.id,
            family_of(scenario),
            criterion.id,
            answer.kind,
            criterion.id in answer.met,
            stop,
            reading.units,
            tuple(row[place].features for row in rows),
            tuple(not held and not row[place].is_contrary for row, held in zip(rows, reading.doubted, strict=True)),
        )


def family_of(scenario: Scenario) -> str:
    """Return what a scenario shares with its twin, and with nothing else: folds leave out a whole family."""
    return min(scenario.id, scenario.twin or scenario.id)
