"""The way back: where the pages without a row in the rail were opened from."""

from dataclasses import dataclass

from closeddoor.presenters.states.window import PASSING, PageName

ASIDE = ("unlock", "keep")
"""Pages that say themselves where they lead, and are nobody's way back."""


@dataclass(frozen=True)
class Trail:
    """The pages that were passed on the way to the one that shows; empty on a page of the rail."""

    passed: tuple[PageName, ...] = ()

    @property
    def back(self) -> PageName:
        """Where Back leads; home, where nothing is known."""
        return self.passed[-1] if self.passed else "home"

    def to(self, page: PageName, current: PageName) -> "Trail":
        """Return the trail after `page` was opened on `current`.

        A page that was passed is gone back to. A debrief takes the place of the briefing that it came of: nobody goes
        back to what is scored.
        """
        if page in ASIDE or current in ASIDE:
            return self if page in PASSING or page in ASIDE else Trail()
        if page not in PASSING:
            return Trail()
        if page in self.passed:
            return Trail(self.passed[: self.passed.index(page)])
        if page == current or (current, page) == ("briefing", "debrief"):
            return self
        return Trail((*self.passed, current))
