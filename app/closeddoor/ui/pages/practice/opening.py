"""The page of a briefing before it is there."""

from closeddoor.presenters.states.briefing import BriefingViewState
from closeddoor.ui.pages.practice.step_widget import StepWidget


class OpeningStep(StepWidget):
    """Nothing yet, and nothing of the briefing before; the page says above what it waits for."""

    def assign(self, view: BriefingViewState) -> None:
        """Leave it empty."""
