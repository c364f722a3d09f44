"""Where a session is: which slide shows, which step of the run of show it is, and how long that has taken.

The step goes with the slides where the run of show says what is on the wall when. Who looks something up in a section
before is not reading it again: then the step stays, until the slides have come to it or are past it.
"""

from collections.abc import Callable

from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.session import Prepared, StageViewState

SCALES = (1.0, 1.2, 1.4, 1.7, 2.0, 2.4)
USUAL_SCALE = 1.7
"""Of the text of documents: read from the far end of a table for eight, on a wall two metres wide."""


class Stage:
    """One session, from its first slide. It writes nothing and tells nobody."""

    def __init__(self, prepared: Prepared, clock_s: Callable[[], float], scale: float | None = None) -> None:
        self._prepared = prepared
        self._clock_s = clock_s
        self._slide = self._step = 0
        self._step_began_s = clock_s()
        self._spent_s: dict[int, float] = {}
        self.scale = scale or USUAL_SCALE
        self.is_over = False

    def go(self, by: int) -> None:
        is_in_step = self._prepared.slides[self._slide].step == self._step
        self._slide = _within(self._slide + by, len(self._prepared.slides))
        self._follow(goes_back=is_in_step)

    def go_to_part(self, part: str) -> None:
        slides = self._prepared.slides
        self._slide = next((number for number, slide in enumerate(slides) if slide.part == part), self._slide)
        self._follow(goes_back=False)

    def go_to_step(self, by: int) -> None:
        """Go to another step and to what is on the wall in it; one that was there before goes on from its time."""
        self._enter(_within(self._step + by, len(self._prepared.steps)))
        slides = self._prepared.slides
        self._slide = next((number for number, slide in enumerate(slides) if slide.step == self._step), self._slide)

    def size(self, by: int) -> None:
        at = min(range(len(SCALES)), key=lambda number: abs(SCALES[number] - self.scale))
        self.scale = SCALES[_within(at + by, len(SCALES))]

    def view(self) -> StageViewState:
        """Return what the projector shows now."""
        prepared = self._prepared
        step = prepared.steps[self._step]
        after = prepared.steps[self._step + 1 : self._step + 2]
        return StageViewState(
            slide=prepared.slides[self._slide],
            number=self._slide + 1,
            total=len(prepared.slides),
            parts=prepared.parts,
            step_line=step.title,
            clock_line=self._clock_line(step.minutes),
            next_line=after[0].title if after else "",
            scale=self.scale,
        )

    def _follow(self, *, goes_back: bool) -> None:
        """Let a step begin with its first slide."""
        step = self._prepared.slides[self._slide].step
        if step is not None and (goes_back or step > self._step):
            self._enter(step)

    def _enter(self, step: int) -> None:
        if step != self._step:
            self._spent_s[self._step] = self._in_step_s()
            self._step, self._step_began_s = step, self._clock_s()

    def _in_step_s(self) -> float:
        return self._spent_s.get(self._step, 0.0) + self._clock_s() - self._step_began_s

    def _clock_line(self, minutes: int) -> str:
        """Return how far the step is: what it takes longer is said, and not urged."""
        passed = int(self._in_step_s() // 60)
        if passed <= minutes:
            return tr("{passed} of {minutes} min", passed=passed, minutes=minutes)
        return tr_many("{minutes} min, {count} over", "{minutes} min, {count} over", passed - minutes, minutes=minutes,
                       count=passed - minutes)  # fmt: skip


def _within(number: int, count: int) -> int:
    return max(0, min(number, count - 1))
