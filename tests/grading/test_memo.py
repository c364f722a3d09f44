"""Verdicts with the vectors of the real model: what must never be met, and what every verdict carries."""

import random
from dataclasses import replace

import pytest

from closeddoor.domain.scenario import Scenario
from closeddoor.grading import gates
from closeddoor.grading.features import NAMES, Measured
from closeddoor.grading.memo import Reading, stop_of
from closeddoor.grading.units import Unit
from closeddoor.grading.weights import fitted
from closeddoor.inference.embedder import LocalEmbedder
from closeddoor.inference.waiting import wait
from tests.grading.conftest import Bench
from tests.inference.starter import NEEDS_EMBEDDING

pytestmark = [pytest.mark.real_model, NEEDS_EMBEDDING]

NEGATED = [
    ("planner-baseline", "You do not have to put your forecasts next to our planners' forecasts."),
    ("planner-baseline", "We shall not require a comparison with the orders our buyers would have placed unaided."),
    ("planner-baseline", "Please do not log what our people would have bought, line by line."),
    ("chilled-test", "Before we go further, do not run it on chilled for a full quarter."),
    ("chilled-test", "A second pilot should not consist of short-life products."),
    ("chilled-test", "A trial of several weeks with perishable goods is not a condition of ours."),
    ("saving", "The payback in four months stands up."),
    ("saving", "The headline benefit is earned by the evidence you give for it."),
    ("saving", "There is no need to withdraw the £1.43m; your own annex bears it out."),
    ("renewal", "Renewal need not be by written agreement of both parties, default is fine."),
    ("renewal", "Six months' notice is not too long, leave it as it is."),
    ("liability", "You need not raise the cap to the fees of a full year."),
    ("liability", "Clause B.4 must not be rebalanced."),
    ("technical-input", "Our head of data, Priya Nair, will not go through the raw pilot files with your analysts."),
    ("technical-input", "Nobody who understands statistics will go over your workings for us."),
    ("commitment", "You cannot count on our signature before Christmas."),
    ("commitment", "Do not consider this our commitment to the three-year term."),
    ("commitment", "I am not going to promise you the contract now."),
    ("technical-input", "I would be against letting our data people recompute your figures from the raw files."),
    ("technical-input", "Our own data team going over the raw files? We shall manage with yours."),
]
BORROWED = [
    ("chilled-test", "My operations director wanted me to ask for a test on chilled lines, and I told him to wait."),
    ("chilled-test", "Testing chilled lines is an important topic for any organisation."),
    ("renewal", "We have read with interest what the annex says about renewal and the notice of 180 days."),
    ("liability", "Liability is limited to one quarter's fees."),
    ("renewal", "The renewal period is thirty-six months."),
    ("liability", "I cannot tell you that the cap in B.4 has to rise to a year's fees."),
    ("renewal", "The paper from Legal says that the notice should be shortened to thirty days."),
    ("liability", "A cap of a year's fees in B.4?"),
]
CLEAR = [
    ("renewal", "Please shorten the notice for the automatic renewal from six months to thirty days."),
    ("liability", "Clause B.4 needs a cap we can live with, a year's licence at the very least."),
    ("technical-input", "Our data team will recompute your figures from the raw files."),
]


@pytest.mark.parametrize(("criterion", "sentence"), NEGATED + BORROWED)
def test_a_negated_or_borrowed_sample_is_not_met(bench: Bench, criterion: str, sentence: str) -> None:
    verdict = bench.verdict(criterion, f"Dear Rowan, thank you for the call. {sentence} We speak on Monday.")
    assert verdict.verdict != "met", verdict


@pytest.mark.parametrize(("criterion", "sentence"), CLEAR)
def test_a_plain_statement_is_met_with_itself_as_evidence(bench: Bench, criterion: str, sentence: str) -> None:
    verdict = bench.verdict(criterion, f"Dear Rowan, thank you for the call.\n\n{sentence}\n\nWe speak on Monday.")
    assert (verdict.verdict, verdict.evidence) == ("met", sentence)


def test_no_attack_of_the_labelled_answers_is_ever_met(bench: Bench, scenario: Scenario) -> None:
    attacks = [each for each in scenario.answers if each.kind in {"empty", "off_topic", "stuffed", "injection"}]
    assert {each.kind for each in attacks if each.task == bench.memo_task.id} == {
        "empty", "off_topic", "stuffed", "injection"
    }  # fmt: skip
    for attack in attacks:
        if attack.task == bench.memo_task.id:
            assert all(each.verdict != "met" for each in bench.grade(attack.text).verdicts), attack.text


def test_every_met_has_an_exact_quote_and_every_unsure_a_sentence(bench: Bench, scenario: Scenario) -> None:
    answers = [each.text for each in scenario.answers if each.task == bench.memo_task.id and each.kind == "good"]
    verdicts = [(text, verdict) for text in answers for verdict in bench.grade(text).verdicts]
    assert {verdict.verdict for _, verdict in verdicts} == {"met", "not_met", "unsure"}
    for text, verdict in verdicts:
        assert (verdict.evidence is None) == (verdict.verdict == "not_met")
        assert verdict.evidence is None or verdict.evidence in text


def test_the_same_answer_gets_the_same_verdicts_in_any_company(bench: Bench, scenario: Scenario) -> None:
    answers = [each.text for each in scenario.answers if each.task == bench.memo_task.id][:6]
    first = {text: bench.grade(text) for text in answers}
    random.Random(7).shuffle(answers)  # noqa: S311 - an order, no secret
    assert {text: bench.grade(text) for text in answers} == first


def test_an_answer_about_something_else_is_told_so_and_earns_nothing(bench: Bench) -> None:
    grading = bench.grade(
        "The rowing club meets on Thursday. My sister sang in the choir, and the roses are out early."
    )
    assert grading.note == gates.OFF_TOPIC.note
    assert {verdict.verdict for verdict in grading.verdicts} <= {"not_met", "unsure"}


def test_no_answer_that_makes_a_point_is_taken_to_be_about_something_else(bench: Bench, scenario: Scenario) -> None:
    made = [each.text for each in scenario.answers if each.task == bench.memo_task.id and each.met]
    assert len(made) > 10
    assert [text for text in made if bench.grade(text).note == gates.OFF_TOPIC.note] == []


def test_an_answer_that_is_hardly_like_any_criterion_is_stopped_whatever_the_model_makes_of_it() -> None:
    unit = Unit(0, 40, "We should order new chairs for the ward.", 1)
    reading = Reading(None, (unit,), (unit,), (False,))
    near, far = (Measured((likeness, *[1.0] * (len(NAMES) - 1)), is_contrary=False) for likeness in (0.41, 0.39))
    assert stop_of(reading, [(far, near)]) is None
    assert stop_of(reading, [(far, far)]) is gates.OFF_TOPIC
    assert stop_of(replace(reading, stop=gates.LIST), [(far, far)]) is gates.LIST


def test_a_longer_answer_is_not_a_better_one(bench: Bench, scenario: Scenario) -> None:
    off_topic = next(each.text for each in scenario.answers if each.kind == "off_topic")
    met = [each for each in bench.grade("\n".join([off_topic] * 20)).verdicts if each.verdict == "met"]
    assert not met


def test_a_wide_band_leaves_everything_unsure(bench: Bench, embedder: LocalEmbedder, scenario: Scenario) -> None:
    good = next(each.text for each in scenario.answers if each.kind == "good")
    careful = replace(bench, grader=type(bench.grader)(embedder, weights=replace(fitted(), band=1.0)))
    assert {each.verdict for each in careful.grade(good).verdicts} == {"unsure"}


def test_another_language_is_left_to_the_participant_with_a_reason(bench: Bench) -> None:
    german = "Bevor wir unterschreiben, brauchen wir einen Test mit gekühlten Waren und den Vergleich mit den Planern."
    text = bench.grade(german)
    pack = wait(bench.grader.grade_memo(bench.memo_task, german, replace(bench.material, language="de-CH")), 60)
    for grading in (text, pack):
        assert (grading.verdicts, grading.scored_by) == ((), "participant")
        assert "English" in grading.note
