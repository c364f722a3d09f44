"""What is kept on this laptop and what is not, counted, and the promise with its limits."""

from dataclasses import dataclass

from closeddoor.presenters.states.shared import Problem


@dataclass(frozen=True)
class StoredEntry:
    """One kind of thing: its name, how much there is of it, and what is to be known about it."""

    name: str
    value: str = ""
    about: str = ""


@dataclass(frozen=True)
class StoredPart:
    """Entries under one title; `about` stands before them, and then the `place` where they are."""

    title: str
    entries: tuple[StoredEntry, ...]
    about: str = ""
    place: str = ""


@dataclass(frozen=True)
class StoredViewState:
    parts: tuple[StoredPart, ...] = ()
    promise: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    problem: Problem | None = None
