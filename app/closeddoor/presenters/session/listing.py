"""The briefings that a group can be given, and finding one."""

from closeddoor.language import tr
from closeddoor.presenters.library.briefings import MOST_TITLE, has_words
from closeddoor.presenters.modules import MODULE_TITLES
from closeddoor.presenters.states.session import SessionRow
from closeddoor.presenters.words import one_line
from closeddoor.services.shelf import ListedPack, ListedScenario, Shelf

ROWS = 24
"""How many are drawn at first, and further ones at a time."""


class Listing:
    """What is on the shelf, as rows; those for discussion first among each pack's, as they were made for a group."""

    def __init__(self) -> None:
        self._rows: tuple[SessionRow, ...] = ()
        self._drawn = ROWS
        self.text = ""

    def take(self, shelf: Shelf) -> None:
        self._rows = tuple(
            SessionRow(pack.info.id, each.id, one_line(each.title, MOST_TITLE), _about(shelf, pack, each))
            for pack in shelf.packs
            for each in sorted(pack.scenarios, key=lambda each: not each.is_for_group)
        )

    def look_for(self, text: str) -> None:
        self.text, self._drawn = text, ROWS

    def draw_more(self) -> None:
        self._drawn += ROWS

    def rows(self) -> tuple[tuple[SessionRow, ...], int]:
        """Return the rows to draw, and how many more there are."""
        found = [row for row in self._rows if has_words(self.text, f"{row.title} {row.about}".casefold())]
        return tuple(found[: self._drawn]), max(0, len(found) - self._drawn)


def _about(shelf: Shelf, pack: ListedPack, scenario: ListedScenario) -> str:
    """Return the shelf of a briefing, and its pack where that does not come with the application."""
    module = MODULE_TITLES[scenario.module]
    if shelf.installed_as(pack.info.id) is None:
        return tr("{module} · level {level}", module=module, level=scenario.level)
    return tr("{module} · {pack}", module=module, pack=one_line(pack.info.title, MOST_TITLE))
