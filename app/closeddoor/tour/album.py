"""What the pages showed during the tour, kept as view states: pages are passive, so any of them can be shown again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.window import PageName
from closeddoor.vault.errors import HistorySetAsideError
from closeddoor.vault.rotation import NOT_FINISHED

WORKING = Busy(tr("Working on it. What you see meanwhile stays as it is."), fraction=0.4, can_cancel=True)
WRONG = Problem(
    tr("The file with your history could not be written, because the disk is full."),
    tr("Everything up to your last word is still here, and nothing that was kept before has changed."),
    tr("Make room on the disk, then go on typing: it is tried again by itself."),
)
NOTICE = Problem(NOT_FINISHED)
SET_ASIDE = Problem.of(HistorySetAsideError("vault.before-restore-1"))
OFFERS = ("put_back", "restore")
MADE: Mapping[str, Mapping[str, Any]] = {
    "working": {"busy": WORKING},
    "wrong": {"problem": WRONG},
    "told": {"notice": NOTICE},
    "put-back": {"problem": SET_ASIDE, "offers": OFFERS, "mode": "damaged"},
}
"""What is made of a page that knows each of these, by the name of the picture's second half."""


@dataclass(frozen=True)
class Plate:
    """One page in one state. `name` is that of the tour's picture, with what was made of it behind a dash.

    `parts` are the states of what is told by itself what to show, as the sections of a room are, by name.
    """

    name: str
    page: PageName
    state: Any
    parts: Mapping[str, Any] = field(default_factory=dict)


def parts_of(page: QWidget) -> Mapping[str, QWidget]:
    """Return those widgets of a page that are told by themselves what to show, by name."""
    return getattr(page, "parts", {})


class Album:
    """Remembers the last state that each page was given, and keeps it when a picture is taken."""

    def __init__(self) -> None:
        self._last: dict[tuple[PageName, str], Any] = {}
        self._plates: list[Plate] = []

    def watch(self, name: PageName, page: QWidget) -> None:
        """Look over the shoulder of a page from now on."""
        for part_name, part in {"": page, **parts_of(page)}.items():
            part.__dict__["render"] = self._remembering((name, part_name), part.render)

    def keep(self, name: str, page: PageName) -> None:
        """Keep what `page` shows under the name of a picture."""
        if (page, "") in self._last:
            parts = {part: state for (of, part), state in self._last.items() if part and of == page}
            self._plates.append(Plate(name, page, self._last[page, ""], parts))

    def plates(self) -> tuple[Plate, ...]:
        """Return one plate for each different state, then every page as it seldom shows."""
        seen: list[Plate] = []
        for plate in self._plates:
            if not any(replace(plate, name=other.name) == other for other in seen):
                seen.append(plate)
        return (*seen, *(made for plate in _last_of_each(seen) for made in _made_of(plate)))

    def _remembering(self, key: tuple[PageName, str], render: Callable[[Any], None]) -> Callable[[Any], None]:
        def remember(state: Any) -> None:
            self._last[key] = state
            render(state)

        return remember


def _last_of_each(plates: list[Plate]) -> Iterator[Plate]:
    """Return the last plate of each page, and of each part of one that shows alone."""
    return iter({(plate.page, _shown_part(plate)): plate for plate in plates}.values())


def _shown_part(plate: Plate) -> str:
    """Return which part shows alone, as a room says it in `section`; empty for the page itself."""
    name = getattr(plate.state, "section", None) or ""
    return name if name in plate.parts else ""


def _made_of(plate: Plate) -> Iterator[Plate]:
    """Yield the plate at work, with something wrong, and so on, as far as what it shows knows of that."""
    part = _shown_part(plate)
    state = plate.parts[part] if part else plate.state
    known = {field.name for field in fields(state)} if is_dataclass(state) else set()
    for name, values in MADE.items():
        if values.keys() <= known and (name != "told" or plate.page == "home"):
            made: Any = replace(state, **values)
            changed = replace(plate, parts={**plate.parts, part: made}) if part else replace(plate, state=made)
            yield replace(changed, name=f"{plate.name}-{name}")
