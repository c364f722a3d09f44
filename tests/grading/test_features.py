"""What withholds a `met` however alike two sentences are."""

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
    ],
)
def test_a_bare_fact_a_refusal_and_a_report_are_no_request(text: str, is_contrary: bool) -> None:  # noqa: FBT001 - a case
    texts = [ASKING.statement, *ASKING.met, *ASKING.not_met, text]
    vectors = dict(zip(texts, FakeEmbedder().embed(texts).result(0), strict=True))
    (found,) = measure(sample(text, vectors[text]), rubric_of([ASKING], vectors))
    assert found.is_contrary is is_contrary
