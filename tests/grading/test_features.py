"""What withholds a `met` however alike two sentences are."""

from dataclasses import replace

import pytest

from closeddoor.domain.tasks.memo import Criterion
from closeddoor.grading.features import measure, rubric_of, sample
from tests.fakes.inference import FakeEmbedder

ASKING = Criterion(
    id="run-cost",
    statement="Asks for the yearly running cost to be included.",
    points=1,
    why="",
    met=("Please include the yearly running cost.", "Put the running cost in.", "Add what it costs to run each year."),
    not_met=("It costs a lot to run.", "We need no running cost.", "The price is fair."),
)


@pytest.mark.parametrize(
    ("text", "is_contrary"),
    [
        ("Please include the yearly running cost.", False),
        ("The running cost is high.", True),
        ("I cannot ask you to include the yearly running cost.", True),
        ("We do not need the yearly running cost.", True),
        ("My controller asked for the yearly running cost.", True),
        ("The yearly running cost must be in, which I am not willing to.", True),
        ("The yearly running cost must be in, which I am glad of.", False),
    ],
)
def test_a_bare_fact_a_refusal_and_a_report_are_no_request(text: str, is_contrary: bool) -> None:  # noqa: FBT001 - a case
    assert contrary(text, ASKING) is is_contrary


PROMISING = Criterion(
    id="promise",
    statement="Promises that the jobs are safe.",
    points=-2,
    why="",
    met=("Your jobs are safe.", "Every post is safe with us.", "All of you keep your jobs."),
    not_met=("I can promise nothing.", "Jobs matter to us.", "Not every job is safe."),
)


def test_a_denial_never_certainly_earns_what_takes_points_away() -> None:
    assert contrary("No, your jobs are safe.", PROMISING)
    assert not contrary("Yes, your jobs are safe.", PROMISING)
    assert not contrary("No, your jobs are safe.", replace(PROMISING, points=2))


def contrary(text: str, criterion: Criterion) -> bool:
    texts = list(dict.fromkeys([criterion.statement, *criterion.met, *criterion.not_met, text]))
    vectors = dict(zip(texts, FakeEmbedder().embed(texts).result(0), strict=True))
    (found,) = measure(sample(text, vectors[text]), rubric_of([criterion], vectors))
    return found.is_contrary
