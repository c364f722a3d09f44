"""What the pages showed during the tour, kept as view states: pages are passive, so any of them can be shown again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.window import PageName

WORKING = Busy(tr("Working on it. What you see meanwhile stays as it is."), fraction=0.4, can_cancel=True)
WRONG = Problem(
    tr("The file with your history could not be written, because the disk is full."),
    tr("Everything up to your last word is still here, and nothing that was kept before has changed."),
    tr("Make room on the disk, then go on typing: it is tried again by itself."),
)


@dataclass(frozen=True)
class Plate:
    """One page in one state. `name` is that of the tour's picture, with what was made of it behind a dash."""

    name: str
    page: PageName
    state: Any


class Album:
    """Remembers the last state that each page was given, and keeps it when a picture is taken."""

    def __init__(self) -> None:
        self._last: dict[PageName, Any] = {}
        self._plates: list[Plate] = []

    def watch(self, pages: Mapping[PageName, QWidget]) -> None:
        """Look over the shoulder of every page from now on."""
        for name, page in pages.items():
            page.__dict__["render"] = self._remembering(name, page.render)

    def keep(self, name: str, page: PageName) -> None:
        """Keep what `page` shows under the name of a picture."""
        if page in self._last:
            self._plates.append(Plate(name, page, self._last[page]))

    def plates(self) -> tuple[Plate, ...]:
        """Return one plate for each different state, then every page once at work and once with something wrong."""
        seen: list[Plate] = []
        for plate in self._plates:
            if not any((plate.page, plate.state) == (other.page, other.state) for other in seen):
                seen.append(plate)
        return (*seen, *(made for plate in _last_of_each(seen) for made in _made_of(plate)))

    def _remembering(self, name: PageName, render: Callable[[Any], None]) -> Callable[[Any], None]:
        def remember(state: Any) -> None:
            self._last[name] = state
            render(state)

        return remember


def _last_of_each(plates: list[Plate]) -> Iterator[Plate]:
    return iter({plate.page: plate for plate in plates}.values())


def _made_of(plate: Plate) -> Iterator[Plate]:
    known = {field.name for field in fields(plate.state)} if is_dataclass(plate.state) else set()
    if "busy" in known:
        yield Plate(f"{plate.name}-working", plate.page, replace(plate.state, busy=WORKING))
    if "problem" in known:
        yield Plate(f"{plate.name}-wrong", plate.page, replace(plate.state, problem=WRONG))
