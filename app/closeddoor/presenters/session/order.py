"""In which order a session shows its sections: that of the run of show, where it says what is on the wall when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from closeddoor.presenters.states.session import Slide
from closeddoor.services.session import RunOfShow, ShowStep


@dataclass(frozen=True)
class Section:
    """Slides that stand together. `names` are what a step may call them, the most exact first."""

    names: tuple[str, ...]
    slides: tuple[Slide, ...]


def in_order(sections: Sequence[Section], show: RunOfShow) -> tuple[Slide, ...]:
    """Return all slides, each with its step; a step that shows nothing has one slide of its own, with its name.

    A section that no step names is shown with what comes before it in the briefing, at the latest place of that.
    """
    if not show.names_sections:
        return tuple(slide for section in sections for slide in section.slides)
    steps = list(_steps_of(sections, show.steps))
    return tuple(_all_of(sections, steps, show.steps))


def _steps_of(sections: Sequence[Section], steps: Sequence[ShowStep]) -> Iterator[int]:
    """Yield the step of each section."""
    latest = 0
    for section in sections:
        named = _named(section, steps)
        latest = latest if named is None else max(latest, named)
        yield latest if named is None else named


def _named(section: Section, steps: Sequence[ShowStep]) -> int | None:
    """Return the first step that names it: by its id before its type."""
    claims = (number for name in section.names for number, step in enumerate(steps) if name in step.shows)
    return next(claims, None)


def _all_of(sections: Sequence[Section], at: Sequence[int], steps: Sequence[ShowStep]) -> Iterator[Slide]:
    for number, step in enumerate(steps):
        shown = [slide for section, of in zip(sections, at, strict=True) if of == number for slide in section.slides]
        for slide in shown or [Slide(step.title, step.title, question=step.title)]:
            yield replace(slide, step=number)
