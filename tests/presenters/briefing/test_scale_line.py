"""The line of an estimate: made from unit and figures, in step with the fields, blind to the answer."""

from dataclasses import replace

import pytest

from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.presenters.briefing.estimate import dragged, estimate_state
from closeddoor.presenters.briefing.scale_line import ScaleLine, line_of
from closeddoor.text import read_markdown

TASK = EstimateTask(
    id="months", title="How long", prompt="?", points=10, tags=(), answer=26, unit="months", scale=40, why="It did."
)
PROMPT = read_markdown("?")


@pytest.mark.parametrize(
    ("unit", "figures", "line"),
    [
        ("%", (), ScaleLine(0, 100, 1)),
        ("% of the $80 million", (20.0, 30.0), ScaleLine(0, 100, 1)),
        ("%", (120.0,), ScaleLine(0, 500, 5)),
        ("months", (), None),
        ("months", (0.0,), None),
        ("months", (26.0,), ScaleLine(0, 100, 1)),
        ("EUR thousand", (1200.0, 4000.0), ScaleLine(0, 10000, 50)),
        ("points", (0.5, 0.7), ScaleLine(0, 2, 0.01)),
        ("EUR", (-300.0, 200.0), ScaleLine(-1000, 500, 10)),
        ("", (2031.0, 2035.0), ScaleLine(2020, 2050, 1)),
        ("claims", (1e16,), None),
    ],
)
def test_a_line_comes_from_the_unit_and_from_what_is_typed(
    unit: str, figures: tuple[float, ...], line: ScaleLine | None
) -> None:
    assert line_of(unit, figures) == line


@pytest.mark.parametrize("typed", [{}, {"best": "12"}, {"low": "3", "best": "12", "high": "90"}])
def test_nothing_on_the_page_depends_on_the_answer(typed: dict[str, str]) -> None:
    other = replace(TASK, answer=9000, scale=1, why="Other.")
    assert estimate_state(TASK, {}, typed, PROMPT, has_commas=True) == estimate_state(
        other, {}, typed, PROMPT, has_commas=True
    )


def test_a_dragged_figure_keeps_to_the_steps_and_between_its_neighbours() -> None:
    texts = {"low": "10", "best": "20", "high": "40"}
    assert dragged(TASK, texts, "best", 25.4, has_commas=False)["best"] == "25"
    assert dragged(TASK, texts, "best", 3, has_commas=False)["best"] == "10"
    assert dragged(TASK, texts, "best", 77, has_commas=False)["best"] == "40"
    assert dragged(TASK, texts, "high", 15, has_commas=False)["high"] == "20"
    assert dragged(TASK, {**texts, "best": "1,000"}, "low", 60, has_commas=False)["low"] == "40"
    assert dragged(TASK, {"low": "", "best": "", "high": ""}, "low", 60, has_commas=False)["low"] == ""
