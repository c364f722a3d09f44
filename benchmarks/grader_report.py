"""How the embedded grader does on the built-in packs' labelled answers: nested figures, confusion, worst cases.

Use: `make grader-report` (about ten minutes on two cores, most of it sentence vectors). Every verdict here was given by
weights and thresholds that saw nothing of the scenario nor of its twin.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import fit_grader
from benchmarks.labelled import Asked, Decision, DirectEmbedder, built_in_packs, decisions, questions
from closeddoor.grading import features, interview
from closeddoor.grading.agreement import Agreement, lower_bound
from closeddoor.grading.gates import Stop

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
    asked = fit_grader.interview_cases(every)
    signs = fit_grader.signs_of(interview.NAMES)
    found = fit_grader.nested(asked, signs, fit_grader.interview_thresholds)
    revealed, asked_for = found["met_met"] + found["not_met"], found["met_met"] + found["met_unsure"] + found["met_not"]
    print("\nquestions and facts that may be meant")
    print_share("revealed, rightly", found["met_met"], revealed)
    print_share("asked for, and revealed or asked back", found["met_met"] + found["met_unsure"], asked_for)
    other = sum(one.kind != "good" for one in every)
    print(f"small talk and orders that reveal a fact: {len(revealing(every))} of {other}")


def judge(found: Sequence[Decision]) -> list[Judged]:
    """Return the verdict on every decision by a grader that saw nothing of its family."""
    judged = []
    for family in sorted({one.family for one in found}):
        rest = fit_grader.memo_cases([one for one in found if one.family != family])
        signs = fit_grader.signs_of(features.NAMES)
        limits, model = fit_grader.thresholds(fit_grader.held_out(rest, signs)), fit_grader.fit(rest, signs)
        judged += [_judged(one, model, limits) for one in found if one.family == family]
    return judged


def revealing(every: Sequence[Asked]) -> list[Asked]:
    """Return the small talk and orders that bring a fact to light, by matchers that saw nothing of their families."""
    signs, found = fit_grader.signs_of(interview.NAMES), list[Asked]()
    for family in sorted({one.family for one in every}):
        rest = fit_grader.interview_cases([each for each in every if each.family != family])
        limits = fit_grader.interview_thresholds(fit_grader.held_out(rest, signs))
        model = fit_grader.fit(rest, signs)
        for one in (each for each in every if each.family == family and each.kind != "good"):
            verdicts = [fit_grader.verdict_of(each, limits) for each in _predicted(one, model)]
            found += [one] if "met" in verdicts else []
    return found


def _predicted(one: Asked, model: fit_grader.Model) -> list[fit_grader.Prediction]:
    return fit_grader.predict(fit_grader.interview_cases([one]), model)


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
    cases = fit_grader.memo_cases([one])
    if not cases:
        return Judged(one, _stopped(one.stop), 0.0, "")
    (prediction,) = fit_grader.predict(cases, model)
    verdict = fit_grader.verdict_of(prediction, limits)
    nearest = max(range(len(one.rows)), key=lambda place: float(cases[0].rows[place] @ model[0]))
    return Judged(one, verdict, prediction.clear if verdict == "met" else prediction.nearest, one.units[nearest].text)


def _stopped(stop: Stop | None) -> str:
    """A gate decided, or there was nothing to look at: then nothing was met."""
    return "unsure" if stop is not None and stop.ceiling == "unsure" else "not"


if __name__ == "__main__":
    main()
