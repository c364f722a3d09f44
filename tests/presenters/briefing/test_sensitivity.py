"""What moves a workbook's results: from the proposed values and one's own alone, never from the key."""

from dataclasses import replace

import pytest

from closeddoor.domain.formula import read_formula
from closeddoor.domain.tasks.workbook import Input, InputKind, Output, WorkbookTask, outputs_at
from closeddoor.presenters.briefing.sensitivity import Patience, ends_of, swings
from closeddoor.presenters.briefing.tornado import AT_ZERO, NO_EFFECT, NOTHING_MOVES, effect_views, tornado_views
from closeddoor.presenters.states.briefing import EffectView, TornadoView


def assumption(name: str, proposed: float, unit: str = "USD", kind: InputKind = "number") -> Input:
    return Input(name, name.title(), unit, kind, proposed, (proposed / 2, proposed / 2), 1, "Why.")


def result(name: str, formula: str) -> Output:
    return Output(name, name.title(), "USD", read_formula(formula, {"users", "cost", "rent", "extra", "horizon_years"}))


INPUTS = (
    assumption("users", 95, "%"),
    assumption("cost", 12000),
    assumption("rent", 1, "", "toggle"),
    assumption("extra", 0),
)
OUTPUTS = (result("gain", "users * 200 - cost - 5000 * rent + extra"), result("each", "cost / (users - 76)"))
TASK = WorkbookTask(
    id="case", title="Case", prompt="Rework it.", points=10, tags=(), horizon_years=3, inputs=INPUTS, outputs=OUTPUTS
)


def charts(task: WorkbookTask, inputs: dict[str, float]) -> tuple[TornadoView, ...]:
    return tornado_views(task, inputs, outputs_at(task, inputs), Patience())


@pytest.mark.parametrize(
    ("each", "value", "ends"),
    [
        (INPUTS[0], 50, (40, 60)),
        (INPUTS[0], 95, (76, 100)),
        (INPUTS[0], 120, (96, 144)),
        (INPUTS[1], -100, (-120, -80)),
        (INPUTS[1], 4, (3.2, 4.8)),
        (INPUTS[2], 1, (0, 1)),
        (INPUTS[3], 0, (0, 0)),
    ],
)
def test_a_number_moves_by_a_fifth_and_a_toggle_is_left_out_and_counted(
    each: Input, value: float, ends: tuple[float, float]
) -> None:
    assert ends_of(each, value) == ends


def test_each_assumption_is_moved_alone_around_ones_own_values() -> None:
    users, cost, rent = swings(TASK, {"users": 50.0}, Patience()) or ()
    assert (users.at_low["gain"], users.at_high["gain"]) == (40 * 200 - 17000, 60 * 200 - 17000)
    assert (cost.at_low["gain"], cost.at_high["gain"]) == (10000 - 9600 - 5000, 10000 - 14400 - 5000)
    assert (rent.at_low["gain"], rent.at_high["gain"]) == (-2000, -7000)


def test_the_strongest_comes_first_and_what_cannot_move_is_named() -> None:
    gain, each = charts(TASK, {"users": 50.0})
    assert [swing.title for swing in gain.swings] == ["Rent", "Cost", "Users"]
    assert gain.notes == (f"{AT_ZERO}: Extra.",)
    assert each.notes == (f"{NO_EFFECT}: Rent.", f"{AT_ZERO}: Extra.")
    assert {place for swing in gain.swings for place in (swing.low, swing.high)} >= {0.0, 1.0}
    assert gain.said == "Most of all: Rent, from −7,000 to −2,000 USD."
    assert each.swings[0].title == "Users"


def test_a_result_that_does_not_exist_has_no_place_and_is_said() -> None:
    users = next(swing for swing in charts(TASK, {})[1].swings if swing.input_id == "users")
    assert (users.low, users.caption.split(" · ")[0]) == (None, "At 76 %: none")
    assert charts(TASK, {})[1].said == "Most of all: Users. At one end the result does not exist."


def test_nothing_is_given_away_of_what_the_evidence_supports() -> None:
    other_key = replace(TASK, inputs=tuple(replace(each, defensible=(1.0, 2.0), weight=3) for each in TASK.inputs))
    assert charts(other_key, {"users": 50.0}) == charts(TASK, {"users": 50.0})


def test_a_change_says_what_it_does_by_itself() -> None:
    values = {"users": 76.0, "rent": 0.0}
    assert effect_views(TASK, values, outputs_at(TASK, values), "rent") == (EffectView("Gain", "+5,000 USD"),)
    assert effect_views(TASK, values, outputs_at(TASK, values), "users") == (
        EffectView("Gain", "−3,800 USD"),
        EffectView("Each", "none instead of 631.58"),
    )


def test_a_result_that_nothing_moves_says_so() -> None:
    task = replace(TASK, outputs=(result("fixed", "horizon_years * 2"),))
    (fixed,) = charts(task, {})
    assert (fixed.said, fixed.now, fixed.swings) == (NOTHING_MOVES, 0.5, ())


def test_what_takes_too_long_is_left_out_whole() -> None:
    ticks = iter(range(100))
    patience = Patience(2, lambda: next(ticks))
    assert swings(TASK, {}, patience) is None
    assert tornado_views(TASK, {}, outputs_at(TASK, {}), patience) == ()
