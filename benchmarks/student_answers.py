"""The grader on subjects it never saw: pupils' answers in science, labelled by people, against plain likeness.

Use: `.venv/bin/python -m benchmarks.student_answers FOLDER`, where FOLDER holds the XML files of the training part of
SciEntsBank (Dzikovska and others, SemEval-2013 Task 7, CC BY-SA 3.0; not part of this project). Each question is taken
as one criterion: its reference answer, four right and four wrong answers as samples; every other answer is judged.
Nothing is fitted on them but one threshold, on half of the subjects for the other half, for each way of judging.
"""

import argparse
import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled import DirectEmbedder
from closeddoor.domain.tasks.memo import Criterion
from closeddoor.grading.features import measure, rubric_of, sample, texts_of
from closeddoor.grading.weights import fitted

SAMPLES = 4


@dataclass(frozen=True)
class Answer:
    """A pupil's answer with its label and what each way of judging says of it."""

    subject: str
    is_right: bool
    like_reference: float
    like_sample: float
    graded: float


def answers_of(path: Path, embedder: DirectEmbedder) -> Iterator[Answer]:
    """Yield the answers to one question that are no samples; none where there are too few of either kind."""
    question = ET.parse(path).getroot()  # noqa: S314 - a published data set, named by whoever runs this
    known = sorted(question.iter("studentAnswer"), key=lambda each: hashlib.sha256(each.attrib["id"].encode()).digest())
    texts = [((each.text or "").strip(), each.get("accuracy") == "correct") for each in known]
    right, wrong = ([text for text, is_right in texts if is_right is kind][:SAMPLES] for kind in (True, False))
    reference = next((each.text or "").strip() for each in question.iter("referenceAnswer"))
    if len(right) < SAMPLES or len(wrong) < SAMPLES:
        return
    criterion = Criterion("point", reference, 1, "", tuple(right), tuple(wrong))
    rubric = rubric_of([criterion], embedder.vectors(texts_of(criterion)))
    for text, is_right in texts:
        if text and text not in right and text not in wrong:
            unit = sample(text, embedder.vectors([text])[text])
            (found,) = measure(unit, rubric)
            reference_likeness = float(np.dot(unit.vector, embedder.vectors([reference])[reference]))
            probability = fitted().memo.probability(found.features)
            yield Answer(path.name[:2], is_right, reference_likeness, found.likeness, probability)


def agreement(labels: NDArray[np.bool_], said: NDArray[np.bool_]) -> tuple[float, float]:
    """Return macro-F1 and Cohen's kappa."""
    both, only, missed = (labels & said).sum(), (~labels & said).sum(), (labels & ~said).sum()
    neither, total = (~labels & ~said).sum(), len(labels)
    scores = [2 * hit / (2 * hit + only + missed) for hit in (both, neither)]
    chance = ((both + only) * (both + missed) + (neither + only) * (neither + missed)) / total**2
    return float(sum(scores) / 2), float(((both + neither) / total - chance) / (1 - chance))


def across_subjects(found: Sequence[Answer], value: Callable[[Answer], float]) -> tuple[float, float]:
    """Return the agreement with the threshold that is best on the other half of the subjects."""
    subjects = sorted({each.subject for each in found})
    half = np.array([subjects.index(each.subject) % 2 for each in found])
    labels, values = np.array([each.is_right for each in found]), np.array([value(each) for each in found])
    said = np.zeros(len(found), bool)
    for place in (0, 1):
        others = half != place
        candidates = np.quantile(values[others], np.linspace(0.02, 0.98, 97))
        best = max(candidates, key=lambda at: agreement(labels[others], values[others] >= at)[0])
        said[~others] = values[~others] >= best
    return agreement(labels, said)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder, embedder = parser.parse_args().folder, DirectEmbedder()
    found = [each for path in sorted(folder.glob("*.xml")) for each in answers_of(path, embedder)]
    ways: dict[str, Callable[[Answer], float]] = {
        "likeness to the reference answer": lambda each: each.like_reference,
        "likeness to reference and samples": lambda each: each.like_sample,
        "the grader": lambda each: each.graded,
    }
    print(f"{len(found)} answers, {sum(each.is_right for each in found)} right")
    for name, value in ways.items():
        score, kappa = across_subjects(found, value)
        print(f"{name:36} macro-F1 {score:.3f}  kappa {kappa:.3f}")


if __name__ == "__main__":
    main()
