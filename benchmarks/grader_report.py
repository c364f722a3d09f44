"""How the embedded grader does on the built-in packs' labelled answers: table, confusion matrix, worst cases.

Use: `.venv/bin/python -m benchmarks.grader_report`. What it prints first was measured on the very answers the weights
were fitted on; the nested figures that `benchmarks.fit_grader` prints are the ones to believe.
"""

import time
from collections.abc import Iterator

from benchmarks.labelled import DirectEmbedder, built_in_packs
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionVerdict
from closeddoor.grading import EmbeddedGrader
from closeddoor.grading.agreement import Agreement, lower_bound, material_of, measure

WORST = 10


def main() -> None:
    embedder = DirectEmbedder()
    grader = EmbeddedGrader(embedder)
    for pack in built_in_packs():
        for scenario in pack.scenarios:
            print(f"\n{scenario.title}")
            _print_agreement(measure(grader, scenario, pack.info.language).result())
            _print_worst(list(_judged(grader, pack, scenario)))
            _print_time(grader, pack, scenario)


def _print_agreement(found: Agreement) -> None:
    print(found.sentence)
    print(f"{'':14}{'met':>8}{'not met':>10}{'unsure':>8}   <- the grader")
    print(f"{'label met':14}{found.met_met:>8}{found.met_not:>10}{found.met_unsure:>8}")
    print(f"{'label not met':14}{found.not_met:>8}{found.not_not:>10}{found.not_unsure:>8}")
    said_met, said_not = found.met_met + found.not_met, found.not_not + found.met_not
    _print_share("precision of met", found.met_met, said_met)
    _print_share("precision of not met", found.not_not, said_not)
    _print_share("recall of met", found.met_met, found.met_met + found.met_not + found.met_unsure)
    _print_share("coverage", found.decided, found.decisions)
    print(f"kappa over decided: {found.kappa or 0:.2f}")
    print(f"questions: {found.right} right, {found.unclear} unclear, {found.wrong} wrong")


def _print_share(name: str, part: int, whole: int) -> None:
    if whole:
        print(f"{name}: {part} of {whole} = {part / whole:.2f} (lower 95 % bound {lower_bound(part, whole):.2f})")


def _judged(grader: EmbeddedGrader, pack: Pack, scenario: Scenario) -> Iterator[tuple[bool, CriterionVerdict, str]]:
    material = material_of(pack.info.language, scenario)
    for answer in scenario.answers:
        task = scenario.task(answer.task)
        if isinstance(task, MemoTask):
            for verdict in grader.grade_memo(task, answer.text, material).result().verdicts:
                yield verdict.criterion_id in answer.met, verdict, answer.kind


def _print_worst(judged: list[tuple[bool, CriterionVerdict, str]]) -> None:
    def distance(case: tuple[bool, CriterionVerdict, str]) -> float:
        met, verdict, _ = case
        wrong = verdict.verdict == ("not_met" if met else "met")
        return wrong + abs(met - (verdict.probability or 0.0))

    print(f"the {WORST} worst cases:")
    for met, verdict, kind in sorted(judged, key=distance, reverse=True)[:WORST]:
        label, quote = ("met" if met else "not met"), (verdict.evidence or "").replace("\n", " ")[:100]
        graded = f"{verdict.verdict:8}{verdict.probability or 0:.2f} {verdict.criterion_id}"
        print(f"  label {label:8}graded {graded} ({kind}) {quote}")


def _print_time(grader: EmbeddedGrader, pack: Pack, scenario: Scenario) -> None:
    """Time one memo whose sentences were not embedded before, with the samples in the cache."""
    task = next((each for each in scenario.tasks if isinstance(each, MemoTask)), None)
    answers = [each.text for each in scenario.answers if task and each.task == task.id]
    if task is None or not answers:
        return
    text = max(answers, key=len).replace(" the ", " this ")
    before = time.perf_counter()
    grader.grade_memo(task, text, material_of(pack.info.language, scenario)).result()
    took_ms = (time.perf_counter() - before) * 1000
    print(f"{len(task.criteria)} criteria over {len(text.split())} words, samples cached: {took_ms:.0f} ms")


if __name__ == "__main__":
    main()
