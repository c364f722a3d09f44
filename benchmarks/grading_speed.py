"""How long a memo takes to be graded by the real worker, and whether it gets the same verdicts every time.

    python -m benchmarks.grading_speed [--json] [--rounds N] [--runs N]

A memo of 250 words against eight criteria, after the worker is loaded and the criteria are ready; every sentence is new
in every round. Beside each round llama.cpp alone computes the same texts in a bare loop, one thread, at the worker's
priority: the ratio is what two processors give and what pipes, frames and the grader's arithmetic cost, and a busy
machine disturbs it least. The runs that are compared forget all vectors of the memo, and alternate between a worker
that computes one text at a time and one that uses every processor. Ends with 1 when a goal is missed.
"""

import argparse
import ctypes
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from benchmarks.figures import tell
from benchmarks.labelled import MODEL, built_in_packs
from closeddoor.domain.ports import Vector
from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import MemoGrading
from closeddoor.grading import memo
from closeddoor.grading.agreement import material_of
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.inference.catalogue import STARTER_EMBEDDING
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.embedder import LocalEmbedder
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.text.sentences import split_sentences
from closeddoor.wire.messages import Tuning
from closeddoor.worker.native import ErrorLog, load_library

WORDS, CRITERIA = 250, 8
GOAL_MS = 300.0
WARM_UP = "Nothing here is about the matter at hand, so it only makes the criteria ready."
LONGEST_S = 600.0


@dataclass(frozen=True)
class Case:
    """A memo task with as many criteria as the goal asks for, and sentences that people could write to it."""

    scenario: Scenario
    task: MemoTask
    sentences: tuple[str, ...]

    def text(self, round_number: int) -> str:
        """Return a memo of `WORDS` words, every sentence of which is new in every round."""
        words: list[str] = []
        for sentence in self.sentences:
            words += f"In week {round_number} {sentence[:1].lower()}{sentence[1:]}".split()
        if len(words) < WORDS:
            raise SystemExit(f"{self.scenario.id} has {len(words)} words of answers, fewer than {WORDS}.")
        return " ".join(words[:WORDS])


def case() -> Case:
    """Return the first memo of the risk shelf, with a criterion of another scenario added."""
    scenarios = [scenario for pack in built_in_packs() for scenario in pack.scenarios if "risk" in pack.info.id]
    first, other = (
        (scenario, next(task for task in scenario.tasks if isinstance(task, MemoTask))) for scenario in scenarios[:2]
    )
    scenario, task = first
    criteria = (*task.criteria, *(replace(each, id=f"other-{each.id}") for each in other[1].criteria))[:CRITERIA]
    answers = [answer.text for answer in scenario.answers if answer.task == task.id]
    found = dict.fromkeys(each.text for text in answers for each in split_sentences(text))
    # Whole sentences only: headings and fragments are short, and cost little.
    return Case(scenario, replace(task, criteria=criteria), tuple(each for each in found if len(each.split()) > 8))


class ForgetfulEmbedder:
    """Asks the worker for every text every time, and notes which texts the last request had."""

    def __init__(self, client: WorkerClient) -> None:
        self._embedder = LocalEmbedder(client, keep_vectors=0)
        self.asked: tuple[str, ...] = ()

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        self.asked = tuple(texts)
        return self._embedder.embed(texts)


class Grading:
    """A worker, loaded, and a grader that forgets every vector but those of the criteria."""

    def __init__(self, one: Case, threads: int) -> None:
        self._case = one
        self._material = material_of("en", one.scenario)
        self.client = WorkerClient(replace(STARTER_EMBEDDING.spec([MODEL.parent]), tuning=Tuning(1, threads)))
        wait(self.client.embed(["Load now."]), LONGEST_S)
        self.embedder = ForgetfulEmbedder(self.client)
        self._grader = EmbeddedGrader(self.embedder)
        started_s = time.perf_counter()
        self.grade(WARM_UP)
        self.preparation_ms = _ms_since(started_s)

    def grade(self, text: str) -> MemoGrading:
        return wait(self._grader.grade_memo(self._case.task, text, self._material), LONGEST_S)


def run(rounds: int, runs: int) -> dict[str, float]:
    """Measure everything; return the figures."""
    application = ensure_application()
    one = case()
    every, alone = Grading(one, os.cpu_count() or 1), Grading(one, 1)
    figures: dict[str, float] = {
        "words": WORDS,
        "criteria": len(one.task.criteria),
        "rubric_texts": len(memo.texts_of_rubric(one.task)),
        "processors": os.cpu_count() or 1,
        "preparation_ms": every.preparation_ms,
    }
    figures |= _rounds(one, every, rounds)
    figures |= {"runs": runs, "different": _different(one, (every, alone), runs)}
    every.client.close()
    alone.client.close()
    application.processEvents()
    return figures


def _rounds(one: Case, grading: Grading, rounds: int) -> dict[str, float]:
    memo_ms, own_ms, bare_ms = [], [], []
    for number in range(rounds):
        text = one.text(number + 1)
        started_s, own_s = time.perf_counter(), time.process_time()
        grading.grade(text)
        memo_ms.append(_ms_since(started_s))
        own_ms.append((time.process_time() - own_s) * 1000)
        bare_ms.append(bare_loop_ms(grading.embedder.asked))
    return {
        "rounds": rounds,
        "texts": len(grading.embedder.asked),
        "memo_ms": median(memo_ms),
        "memo_best_ms": min(memo_ms),
        "window_cpu_ms": median(own_ms),
        "bare_ms": median(bare_ms),
        "bare_best_ms": min(bare_ms),
        "ratio": median(ours / bare for ours, bare in zip(memo_ms, bare_ms, strict=True)),
    }


def _different(one: Case, gradings: tuple[Grading, ...], runs: int) -> int:
    text = one.text(0)
    expected = gradings[0].grade(text)
    return sum(gradings[number % len(gradings)].grade(text) != expected for number in range(runs))


def bare_loop_ms(texts: Sequence[str]) -> float:
    """Return the milliseconds llama.cpp takes for the texts in a process of its own, at the worker's priority."""
    command = ["nice", "-n", "10", sys.executable, "-m", "benchmarks.grading_speed", "--bare-loop"]
    run = subprocess.run(command, check=True, capture_output=True, text=True, input=json.dumps(texts))
    return float(run.stdout)


def bare_loop(texts: list[str]) -> float:
    """Decode every text alone, one after the other, on one thread; return the milliseconds of the decoding."""
    library = load_library()
    log = ErrorLog(library)
    model = library.llama_model_load_from_file(str(MODEL).encode(), library.llama_model_default_params())
    parameters = library.llama_context_default_params()
    parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = 512
    parameters.n_threads = parameters.n_threads_batch = 1
    parameters.flash_attn_type = library.LLAMA_FLASH_ATTN_TYPE_DISABLED
    parameters.embeddings = True
    context = library.llama_init_from_model(model, parameters)
    batches = [_tokens(library, model, text) for text in [WARM_UP, *texts]]
    _decode(library, context, batches[0])
    started_s = time.perf_counter()
    for batch in batches[1:]:
        _decode(library, context, batch)
    passed_ms = _ms_since(started_s)
    if log.lines:
        raise SystemExit("\n".join(log.lines))
    return passed_ms


def _tokens(library: Any, model: Any, text: str) -> Any:
    raw = text.encode()
    buffer = (ctypes.c_int32 * (len(raw) + 8))()
    count = library.llama_tokenize(
        library.llama_model_get_vocab(model), raw, len(raw), buffer, len(buffer), True, False
    )  # fmt: skip
    return (ctypes.c_int32 * count)(*buffer[:count])


def _decode(library: Any, context: Any, batch: Any) -> None:
    if library.llama_decode(context, library.llama_batch_get_one(batch, len(batch))) != 0:
        raise SystemExit("llama.cpp could not decode a text.")


def _ms_since(started_s: float) -> float:
    return (time.perf_counter() - started_s) * 1000


def goals_met(figures: dict[str, float]) -> bool:
    return figures["memo_ms"] <= GOAL_MS and not figures["different"]


def print_table(figures: dict[str, float]) -> None:
    f = figures
    print(f"a memo of {f['words']:.0f} words ({f['texts']:.0f} texts to embed), {f['criteria']:.0f} criteria")
    print(
        f"with {f['rubric_texts']:.0f} samples, {f['processors']:.0f} processors, medians of {f['rounds']:.0f} rounds"
    )
    print(f"\n{'criteria made ready, once':44}{f['preparation_ms']:8.0f} ms")
    print(f"{'memo graded, every sentence new':44}{f['memo_ms']:8.0f} ms   best {f['memo_best_ms']:.0f} ms")
    print(f"{'  of it processor time of the window':44}{f['window_cpu_ms']:8.0f} ms")
    print(f"{'the same texts in a bare loop, one thread':44}{f['bare_ms']:8.0f} ms   best {f['bare_best_ms']:.0f} ms")
    print(f"{'memo / bare loop':44}{f['ratio']:8.2f}")
    print(f"{'gradings that differ':44}{f['different']:8.0f} of {f['runs']:.0f}")
    print(f"\ngoals: at most {GOAL_MS:.0f} ms on 2 processors with nothing else to do, none different")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--runs", type=int, default=100, help="how often the verdicts are compared")
    parser.add_argument("--bare-loop", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.bare_loop:
        print(bare_loop(json.load(sys.stdin)))
        return 0
    return tell(run(arguments.rounds, arguments.runs), goals_met, print_table, as_json=arguments.json)


if __name__ == "__main__":
    sys.exit(main())
