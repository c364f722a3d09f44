"""Letters that use a criterion's words and do not say it: asked, ordered, put off, reported, turned round."""

from collections.abc import Callable
from pathlib import Path

import pytest

from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionVerdict
from closeddoor.grading import EmbeddedGrader
from closeddoor.grading.agreement import material_of
from closeddoor.grading.comparison import reverses
from closeddoor.inference.embedder import LocalEmbedder
from closeddoor.inference.waiting import wait
from closeddoor.packs import read_pack
from tests.inference.starter import NEEDS_EMBEDDING

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ERROR, GREEN, SCREENING = (
    "public-statements/after-the-error",
    "project-updates/green-status",
    "ai-risk/cv-screening",
)

NOT_SAID = [
    (ERROR, "responsible", "Are we responsible for what our assistant told customers?"),
    (ERROR, "unknown", "Is there something about the error that we do not know?"),
    (ERROR, "responsible", "Thank you for asking. Are we responsible for what our assistant told customers?"),
    (ERROR, "contact", "Who can customers reach about their refund?"),
    (ERROR, "warning", "A critic claims that a warning from our service desk was ignored."),
    (ERROR, "warning", "The matter is closed."),
    (GREEN, "money", "Please go ahead and release the NOK 4.9m and order the 600 licences."),
    (GREEN, "hours", "We can measure the hours on tenders after that if anyone is interested."),
    (GREEN, "hours", "I have read the hours in your time sheet, Marek, and they look fine to all of us here."),
    (SCREENING, "gap", "The annex shows that men are put forward at a lower rate than women."),
    (SCREENING, "role", "Legal has told us we are a deployer. Someone should read the report again."),
]
SAID = [
    (ERROR, "responsible", "We are responsible for every answer that Marina gave you."),
    (ERROR, "contact", "Please ring our desk on 800 200; a colleague will take up your case."),
    (GREEN, "money", "We shall keep the NOK 4.9m until January."),
    (GREEN, "hours", "Show me hours per bid from the time sheets in your next report, Marek."),
    (SCREENING, "gap", "The annex shows that women are put forward at a lower rate than men."),
    (SCREENING, "role", "Please have counsel tell us whether our name on it makes us its provider."),
]
Verdict = Callable[[str, str, str], CriterionVerdict]


@pytest.fixture(scope="module")
def verdict(embedder: LocalEmbedder) -> Verdict:
    grader = EmbeddedGrader(embedder)

    def judged(place: str, criterion: str, sentence: str) -> CriterionVerdict:
        pack, name = place.split("/")
        scenario = next(each for each in read_pack(SCENARIOS / pack).scenarios if each.id == name)
        task = next(each for each in scenario.tasks if isinstance(each, MemoTask))
        text = f"Thank you for the papers.\n\n{sentence}\n\nWe speak on Monday."
        grading = wait(grader.grade_memo(task, text, material_of("en", scenario)), 60)
        return next(each for each in grading.verdicts if each.criterion_id == criterion)

    return judged


@pytest.mark.real_model
@NEEDS_EMBEDDING
@pytest.mark.parametrize(("place", "criterion", "sentence"), NOT_SAID)
def test_words_that_do_not_say_it_earn_nothing(verdict: Verdict, place: str, criterion: str, sentence: str) -> None:
    assert verdict(place, criterion, sentence).verdict != "met"


@pytest.mark.real_model
@NEEDS_EMBEDDING
@pytest.mark.parametrize(("place", "criterion", "sentence"), SAID)
def test_what_is_said_plainly_is_still_met(verdict: Verdict, place: str, criterion: str, sentence: str) -> None:
    assert verdict(place, criterion, sentence).verdict == "met"


@pytest.mark.parametrize(
    ("text", "other", "is_reverse"),
    [
        ("Men get a lower rate than women.", "Women get a lower rate than men.", True),
        ("Men get a higher rate than women.", "Women get a lower rate than men.", False),
        ("Women get a higher rate than men.", "Women get a lower rate than men.", True),
        ("Women are invited\nfar less often than men.", "Women get a lower rate than men.", False),
        ("Costs were higher than in spring.", "Women get a lower rate than men.", False),
        ("Women get 18 in a hundred.", "Women get a lower rate than men.", False),
    ],
)
def test_a_comparison_is_turned_round_by_its_ends_or_by_its_word(text: str, other: str, *, is_reverse: bool) -> None:
    assert reverses(text, other) is is_reverse
    assert reverses(other, text) is is_reverse
