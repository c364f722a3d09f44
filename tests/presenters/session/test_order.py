"""The order of a session follows the run of show, and nothing of the briefing is lost on the way."""

from closeddoor.presenters.session.order import Section, in_order
from closeddoor.presenters.states.session import Slide
from closeddoor.services.session import RunOfShow, ShowStep

SECTIONS = (
    Section((), (Slide("opening", ""),)),
    Section(("situation",), (Slide("situation", ""),)),
    Section(("cost", "estimate"), (Slide("cost", "asked"), Slide("cost", "shown"))),
    Section(("marks", "highlight"), (Slide("marks", ""),)),
    Section(("talk", "interview"), (Slide("talk", ""),)),
    Section(("close",), (Slide("close", ""),)),
)


def order(*steps: ShowStep) -> list[tuple[int | None, str]]:
    return [(slide.step, slide.part) for slide in in_order(SECTIONS, RunOfShow(steps, is_of_guide=True))]


def test_it_is_that_of_the_steps_and_each_slide_has_its_step() -> None:
    shown = order(
        ShowStep("a", 1, ("situation",)),
        ShowStep("b", 1, ("interview",)),
        ShowStep("c", 1, ("highlight", "estimate")),
        ShowStep("d", 1, ("close",)),
    )
    wanted = [(0, "opening"), (0, "situation"), (1, "talk"), (2, "cost"), (2, "cost"), (2, "marks"), (3, "close")]
    assert shown == wanted


def test_a_step_with_nothing_to_show_stands_on_the_wall_by_its_name() -> None:
    shown = order(ShowStep("a", 1, ("situation",)), ShowStep("In pairs", 1), ShowStep("c", 1, ("estimate",)))
    assert shown[2] == (1, "In pairs")
    slide = in_order(SECTIONS, RunOfShow((ShowStep("a", 1, ("situation",)), ShowStep("In pairs", 1)), True))[-1]
    assert slide.question == "In pairs"


def test_what_no_step_names_comes_after_all_that_stands_before_it() -> None:
    shown = order(ShowStep("a", 1, ("situation",)), ShowStep("b", 1, ("interview",)), ShowStep("c", 1, ("highlight",)))
    assert shown == [
        *((0, "opening"), (0, "situation"), (0, "cost"), (0, "cost"), (1, "talk"), (2, "marks"), (2, "close")),
    ]


def test_an_id_is_more_exact_than_a_type() -> None:
    shown = order(ShowStep("a", 1, ("estimate",)), ShowStep("b", 1, ("cost",)))
    assert (1, "cost") in shown
    assert (0, "cost") not in shown


def test_without_names_the_briefing_keeps_its_order_and_the_clock_is_its_own() -> None:
    assert order(ShowStep("a", 1), ShowStep("b", 1)) == [(None, s.part) for each in SECTIONS for s in each.slides]
