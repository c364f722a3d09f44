"""Warnings about labelled answers: too few of a kind to say anything about the grader."""

from collections import Counter
from collections.abc import Iterator

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.registry import spec_of
from closeddoor.language import tr
from closeddoor.packs.advice.warning import Place, Warned

ADVISED_OF_A_KIND = 2
_TELLING = ("good", "partial", "negated")
"""The kinds from which the grader's errors are counted; of the others one shows that a gate is shut."""


def warn_of_samples(scenario: Scenario, place: Place) -> Iterator[Warned]:
    """Look at the labelled answers to every memo and interview."""
    for task in scenario.tasks:
        spec = spec_of(task)
        if spec.samples is None:
            continue
        answers = [answer for answer in scenario.answers if answer.task == task.id]
        kinds = Counter(str(answer.kind) for answer in answers)
        thin = [kind for kind in _TELLING if kind in spec.samples.kinds and kinds[kind] < ADVISED_OF_A_KIND]
        if thin:
            problem = tr(
                "“{title}” has a single sample answer of each of these kinds: {kinds}. One answer says little about "
                "how often the grader is right: add another of each.",
                title=task.title,
                kinds=", ".join(thin),
            )
            yield place.at("answers").warn("answers.thin", problem)
        met = {item for answer in answers for item in answer.met}
        never = [item for item in spec.item_ids(task) if item not in met]
        if never:
            problem = tr(
                "No sample answer to “{title}” makes these points: {points}. Nothing shows whether the grader sees "
                "them: add an answer that makes them.",
                title=task.title,
                points=", ".join(never),
            )
            yield place.at("answers").warn("answers.untested", problem)
