"""Pages that note what they are told."""

from typing import Generic, TypeVar

S = TypeVar("S")


class RecordingPage(Generic[S]):
    """Keeps every state it was given, the newest last."""

    def __init__(self) -> None:
        self.states: list[S] = []

    def render(self, state: S) -> None:
        self.states.append(state)

    def now(self) -> S:
        return self.states[-1]
