"""What the library lists: all that was read, what the user looks for in it, and how much of it is drawn."""

from dataclasses import dataclass, field
from datetime import date

from closeddoor.presenters.library.briefings import (
    Entry,
    Filters,
    briefing_entries,
    count_line,
    filter_views,
    has_words,
)
from closeddoor.presenters.library.rows import built_in_rows, installed_rows, not_shown_row, with_briefings
from closeddoor.presenters.states.library import BriefingRow, NotShownRow, PackRow
from closeddoor.services.overview import Overview

AT_A_TIME = 20
"""How many rows are drawn at first and with each request for more: a page of three hundred would be late."""
FEW_MORE = 5
"""So few are drawn with the rest: the pack that somebody just added must not be what one button hides."""


@dataclass
class Catalogue:
    """Follows shelf and filters; `listed` is what of it the page shows."""

    filters: Filters = field(default_factory=Filters)
    is_known: bool = False
    _entries: tuple[Entry, ...] = ()
    _briefings: tuple[BriefingRow, ...] = ()
    _installed: tuple[PackRow, ...] = ()
    _built_in: tuple[PackRow, ...] = ()
    _not_shown: tuple[NotShownRow, ...] = ()
    _most: int = AT_A_TIME

    def take(self, overview: Overview, today: date) -> None:
        """Take what was read; filters and how much is drawn stay."""
        self.is_known = True
        self._entries = briefing_entries(overview)
        self._briefings = tuple(entry.row for entry in self._entries)
        self._installed = with_briefings(installed_rows(overview.shelf, today), self._briefings)
        self._built_in = with_briefings(built_in_rows(overview.shelf, today), self._briefings)
        self._not_shown = tuple(map(not_shown_row, overview.shelf.not_shown))

    def look_for(self, filters: Filters) -> None:
        """Take other filters; what they leave is drawn from its beginning."""
        self.filters = filters
        self._most = AT_A_TIME

    def draw_more(self) -> None:
        self._most += AT_A_TIME

    def title_of(self, pack_id: str) -> str:
        """Return the title of a pack that can be removed, or else its id."""
        titles = {row.pack_id: row.title for row in self._not_shown}
        return (titles | {row.pack_id: row.title for row in self._installed}).get(pack_id, pack_id)

    def listed(self) -> dict[str, object]:
        """Return the fields of the view state that say what is listed."""
        found = [entry.row for entry in self._entries if self.filters.lets_through(entry)]
        installed = [row for row in self._installed if _is_meant(row, self.filters.text)]
        built_in = [row for row in self._built_in if _is_meant(row, self.filters.text)]
        most, most_packs = self._room_for(len(found)), self._room_for(len(installed) + len(built_in))
        return {
            "is_known": self.is_known,
            "text": self.filters.text,
            "filters": filter_views(self._briefings, self.filters),
            "is_filtered": not self.filters.is_open,
            "count_line": count_line(len(found), len(self._briefings)),
            "briefings": tuple(found[:most]),
            "more_briefings": max(0, len(found) - most),
            "installed": tuple(installed[:most_packs]),
            "built_in": tuple(built_in[: max(0, most_packs - len(installed))]),
            "more_packs": max(0, len(installed) + len(built_in) - most_packs),
            "not_shown": self._not_shown,
        }

    def _room_for(self, count: int) -> int:
        """Return how many of `count` rows are drawn at most."""
        return count if count <= self._most + FEW_MORE else self._most


def _is_meant(row: PackRow, text: str) -> bool:
    return has_words(text, f"{row.title} {row.summary} {row.made_by} {row.vouched} {row.identity}".casefold())
