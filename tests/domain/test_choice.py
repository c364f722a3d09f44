import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.domain.table import FieldError
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.choice import ChoiceResponse, ChoiceTask, parse, score
from closeddoor.domain.tasks.options import Option
from tests.domain.samples import CHOICE, choice_task, table_of

ONE = CHOICE.replace('"many"', '"one"')


def points(task: ChoiceTask, *options: str) -> float:
    return score(task, ChoiceResponse(options), ScoringContext()).score


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        (CHOICE.replace('"many"', '"some"'), "field.value", "select"),
        (CHOICE.replace("credit = 1,", "credit = 1.01,"), "field.value", "options[0].credit"),
        (CHOICE.replace("credit = -0.5", "credit = -1.01"), "field.value", "options[2].credit"),
        (CHOICE.replace("credit = 1,", "credit = true,"), "field.type", "options[0].credit"),
        (
            CHOICE.replace("credit = 1,", "credit = 0,").replace("credit = 0.5", "credit = 0"),
            "choice.credit",
            "options",
        ),
        (ONE.replace("credit = 1,", "credit = 0.9,"), "choice.best", "options"),
        (ONE.replace("credit = 0.5", "credit = 1"), "choice.best", "options"),
        (ONE + "confidence = 1", "field.type", "confidence"),
        (CHOICE + "confidence = true", "choice.confidence", "confidence"),
        (CHOICE.replace('"exit"', '"test"'), "id.twice", "options[1]"),
        ('select = "many"\noptions = []', "field.empty", "options"),
    ],
)
def test_what_is_refused_and_where(body: str, code: str, path: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse(table_of("choice", body))
    assert (refused.value.code, refused.value.path) == (code, f"tasks.choice.{path}")


def test_confidence_may_be_said_to_be_unasked() -> None:
    assert not parse(table_of("choice", CHOICE + "confidence = false")).confidence
    assert parse(table_of("choice", ONE + "confidence = true")).confidence


def test_every_option_has_an_item_in_its_order() -> None:
    result = score(choice_task(), ChoiceResponse(("lunch", "test")), ScoringContext())
    assert [(item.id, item.verdict) for item in result.items] == [
        ("test", "chosen"), ("exit", "not_chosen"), ("logo", "not_chosen"), ("lunch", "chosen"),
    ]  # fmt: skip


CREDITS = st.lists(st.integers(-20, 20).map(lambda part: part / 20), min_size=1, max_size=5)


def many(credits_of: list[float]) -> ChoiceTask:
    options = tuple(Option(f"o{index}", "T", credit, "W") for index, credit in enumerate(credits_of))
    return ChoiceTask(id="c", title="T", prompt="P", points=7, select="many", options=options)


@settings(deadline=None, max_examples=60)
@given(CREDITS.filter(lambda drawn: max(drawn) > 0))
def test_picking_is_bounded_monotone_and_blind_to_order(credits_of: list[float]) -> None:
    """Over all sets of options: what is right never lowers, what is wrong never raises, and only right is best."""
    task = many(credits_of)
    ids = [option.id for option in task.options]
    for size in range(1, len(ids) + 1):
        for picked in itertools.combinations(task.options, size):
            chosen = [option.id for option in picked]
            earned = points(task, *chosen)
            assert 0 <= earned <= task.points
            assert points(task, *reversed(chosen)) == earned
            for more in set(task.options) - set(picked):
                with_more = points(task, *chosen, more.id)
                assert (with_more >= earned) if more.credit >= 0 else (with_more <= earned)
    assert points(task, *(option.id for option in task.options if option.credit > 0)) == task.points


@given(CREDITS, st.data())
def test_one_choice_earns_its_credit(credits_of: list[float], data: st.DataObject) -> None:
    options = tuple(
        Option(f"o{index}", "T", credit, "W") for index, credit in enumerate([*(min(0.9, c) for c in credits_of), 1])
    )
    task = ChoiceTask(id="c", title="T", prompt="P", points=7, select="one", options=options)
    chosen = data.draw(st.sampled_from(options))
    confidence = data.draw(st.floats(1 / len(options), 1))
    result = score(task, ChoiceResponse((chosen.id,), confidence), ScoringContext())
    assert result.score == pytest.approx(7 * max(0, chosen.credit))
    assert result.brier == pytest.approx((confidence - (chosen.credit == 1)) ** 2)
