"""How the embedded grader does on the built-in packs' labelled answers: nested figures, confusion, worst cases.

Use: `make grader-report` (about ten minutes on two cores, most of it sentence vectors). Every verdict here was given by
weights and thresholds that saw nothing of the scenario nor of its twin.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks import fit_grader
from benchmarks.labelled import UNSEEN, Asked, Decision, DirectEmbedder, built_in_packs, decisions, questions
from closeddoor.domain.verdicts import QuestionMatch
from closeddoor.grading import features, interview
from closeddoor.grading.agreement import Agreement, lower_bound
from closeddoor.grading.weights import Logistic, Weights, fitted
from closeddoor.packs import read_pack

WORST = 10


@dataclass(frozen=True)
class Judged:
    """A labelled decision and its held-out verdict, met, not or unsure; probability and quote of the nearest unit."""

    decision: Decision
    verdict: str
    probability: float
    quote: str


def main() -> None:
    packs, embedder = built_in_packs(), DirectEmbedder()
    judged = judge(list(decisions(packs, embedder)))
    print_table("every labelled decision", judged)
    for kind in sorted({one.decision.kind for one in judged}):
        print_kind(kind, [one for one in judged if one.decision.kind == kind])
    print_worst(judged)
    every = list(questions(packs, embedder))
    print_questions("every labelled question", list(held_out_matchers(every)))
    unseen = read_pack(UNSEEN)
    print_table(
        f"{unseen.info.title}: written by another hand, never fitted on, graded with the numbers that ship",
        [_judged(one, *_shipped()) for one in decisions([unseen], embedder)],
    )
    print_questions(unseen.info.title, [(one, fitted()) for one in questions([unseen], embedder)])


def judge(found: Sequence[Decision]) -> list[Judged]:
    """Return the verdict on every decision by a grader that saw nothing of its family."""
    judged = []
    for family in sorted({one.family for one in found}):
        rest = fit_grader.memo_cases([one for one in found if one.family != family])
        signs = fit_grader.signs_of(features.NAMES)
        limits, model = fit_grader.thresholds(fit_grader.held_out(rest, signs)), fit_grader.fit(rest, signs)
        judged += [_judged(one, model, limits) for one in found if one.family == family]
    return judged


def held_out_matchers(every: Sequence[Asked]) -> Iterator[tuple[Asked, Weights]]:
    """Return every question with the numbers of a matcher that saw nothing of its family."""
    signs = fit_grader.signs_of(interview.NAMES)
    for family in sorted({one.family for one in every}):
        rest = fit_grader.interview_cases([each for each in every if each.family != family])
        low, high = fit_grader.interview_thresholds(fit_grader.held_out(rest, signs))
        weights, bias = fit_grader.fit(rest, signs)
        model = replace(fitted(), interview=Logistic(tuple(map(float, weights)), bias, low, high))
        yield from ((one, model) for one in every if one.family == family)


def print_questions(title: str, asked: Sequence[tuple[Asked, Weights]]) -> None:
    found = [(one, matched(one, weights)) for one, weights in asked]
    facts = sum(len(one.met) for one, _ in found)
    revealed = sum(len(match.revealed) for _, match in found)
    rightly = sum(len(set(match.revealed) & set(one.met)) for one, match in found)
    heard = sum(len((set(match.revealed) | set(match.unclear)) & set(one.met)) for one, match in found)
    talk = [match for one, match in found if one.kind != "good"]
    print(f"\n{title}: {len(found)} questions that ask for {facts} facts")
    print_share("revealed, rightly", rightly, revealed)
    print_share("asked for, and revealed", rightly, facts)
    print_share("asked for, and revealed or asked back", heard, facts)
    print(f"small talk and orders that reveal a fact: {sum(bool(each.revealed) for each in talk)} of {len(talk)}")


def matched(one: Asked, weights: Weights) -> QuestionMatch:
    """Return the match of a question as `grading.interview` makes it."""
    found = [
        interview.candidates(part, rows, one.facts, weights.interview)
        for part, rows in zip(one.parts, one.rows, strict=True)
    ]
    return interview.matched(one.question, 0, found, weights)


def _shipped() -> tuple[fit_grader.Model, tuple[float, float]]:
    model = fitted().memo
    return (np.array(model.weights), model.bias), (model.low, model.high)


def print_table(title: str, judged: Sequence[Judged]) -> None:
    cells = Counter(f"{'met' if one.decision.met else 'not'}_{one.verdict}" for one in judged)
    found = Agreement(**cells)
    print(f"\n{title}: {found.decisions} decisions, {found.met_met + found.met_not + found.met_unsure} labelled met")
    print(f"{'':14}{'met':>8}{'not met':>10}{'unsure':>8}   <- the grader")
    print(f"{'label met':14}{found.met_met:>8}{found.met_not:>10}{found.met_unsure:>8}")
    print(f"{'label not met':14}{found.not_met:>8}{found.not_not:>10}{found.not_unsure:>8}")
    print_share("precision of met", found.met_met, found.met_met + found.not_met)
    print_share("precision of not met", found.not_not, found.not_not + found.met_not)
    print_share("recall of met", found.met_met, found.met_met + found.met_not + found.met_unsure)
    print_share("recall of not met", found.not_not, found.not_met + found.not_not + found.not_unsure)
    print_share("coverage", found.decided, found.decisions)
    print(f"kappa over decided: {found.kappa or 0:.2f}\n")


def print_kind(kind: str, judged: Sequence[Judged]) -> None:
    wrongly = sum(one.verdict == "met" and not one.decision.met for one in judged)
    of = sum(not one.decision.met for one in judged)
    print(f"{kind:10} wrongly met: {wrongly} of {of}")


def print_worst(judged: Sequence[Judged]) -> None:
    def distance(one: Judged) -> float:
        wrong = one.verdict == ("not" if one.decision.met else "met")
        return wrong + abs(one.decision.met - one.probability)

    print(f"\nthe {WORST} worst cases:")
    for one in sorted(judged, key=distance, reverse=True)[:WORST]:
        label, quote = ("met" if one.decision.met else "not met"), one.quote.replace("\n", " ")[:110]
        place = f"{one.decision.scenario}/{one.decision.criterion}"
        print(f"  label {label:8}graded {one.verdict:7}{one.probability:.2f} {place} ({one.decision.kind}) {quote}")


def print_share(name: str, part: int, whole: int) -> None:
    if whole:
        print(f"{name}: {part} of {whole} = {part / whole:.2f} (lower 95% bound {lower_bound(part, whole):.2f})")


def _judged(one: Decision, model: fit_grader.Model, limits: tuple[float, float]) -> Judged:
    """Return the verdict that `grading.memo` would give: what a gate stopped is not met or unsure, never met."""
    if not one.rows or (one.stop and one.stop.ceiling == "not_met"):
        return Judged(one, "not", 0.0, "")
    case = fit_grader.memo_case(one)
    (prediction,) = fit_grader.predict([case], model)
    verdict = fit_grader.verdict_of(prediction, limits)
    if one.stop and verdict == "met":
        verdict = "unsure"
    places = [place for place in range(len(one.rows)) if verdict != "met" or one.clear[place]]
    nearest = max(places, key=lambda place: float(case.rows[place] @ model[0]))
    return Judged(one, verdict, prediction.clear if verdict == "met" else prediction.nearest, one.units[nearest].text)


if __name__ == "__main__":
    main()
