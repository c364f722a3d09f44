"""What every step of a briefing has in common: it takes a state and says what the participant wants."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from closeddoor.presenters.states.briefing import BriefingViewState, StepBody
from closeddoor.ui.pages.practice.intents import PracticeIntents

Body = TypeVar("Body", bound=StepBody)


class StepWidget(QWidget):
    """The body of one step. Made anew for each step, assigned again for each state of it.

    `keeps_order` is True of a body whose fields stay, in their order, from its first state on.
    """

    keeps_order = False

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__()
        self.intents = intents

    def assign(self, view: BriefingViewState) -> None:
        """Show `view`; what did not change is not touched, so caret, scroll and selection stay."""
        raise NotImplementedError

    def first_field(self) -> QWidget | None:
        """Return where the keyboard should be when the step opens, None: where the footer's button is."""
        return None

    def focus_search(self) -> bool:
        """Let the documents of the step be searched; False where it shows none."""
        return False


def body_of(view: BriefingViewState, kind: type[Body]) -> Body:
    """Return the body of `view`, which is a `kind` because the registry chose the widget by it."""
    if not isinstance(view.body, kind):
        raise TypeError(f"a step for {kind.__name__} was given {type(view.body).__name__}")
    return view.body
