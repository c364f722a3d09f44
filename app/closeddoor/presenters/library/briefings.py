"""The briefings of all packs as rows, and what of them a filter leaves; pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from closeddoor.language import tr
from closeddoor.presenters.library.roles import role_titles
from closeddoor.presenters.modules import MODULE_TITLES
from closeddoor.presenters.states.library import BriefingRow, FilterView
from closeddoor.presenters.words import one_line
from closeddoor.services.choosing import Candidate
from closeddoor.services.overview import Overview

MOST_TITLE = 120
"""How many characters of an author's title are shown; they are free to write 20,000."""

ANY = ""
MINUTES = (15, 25, 40)
"""A gap between two meetings, half an hour with its debrief, and a session."""

STATES = {"new": tr("New"), "open": tr("Under way"), "done": tr("Finished")}


@dataclass(frozen=True)
class Entry:
    """A row that may be listed, and the words in which a text is looked for, case-folded."""

    row: BriefingRow
    searched: str


@dataclass(frozen=True)
class Filters:
    """What the user looks for; `ANY` asks for nothing. `text` may be several words, in any order."""

    text: str = ""
    module: str = ANY
    role: str = ANY
    level: str = ANY
    minutes: str = ANY
    state: str = ANY

    @property
    def is_open(self) -> bool:
        """Whether everything is let through."""
        return self == Filters()

    def having(self, key: str, value: str) -> "Filters":
        """Return the filters with one of them changed; a key that is none changes nothing."""
        return replace(self, **{key: value}) if key in self.__dataclass_fields__ else self

    def lets_through(self, entry: Entry) -> bool:
        row = entry.row
        wanted = (
            self.module in (ANY, row.module),
            self.role == ANY or self.role in row.roles,
            self.level in (ANY, str(row.level)),
            self.minutes == ANY or row.minutes <= int(self.minutes),
            self.state in (ANY, row.state),
        )
        return all(wanted) and has_words(self.text, entry.searched)


def has_words(text: str, searched: str) -> bool:
    """Return whether every word of `text` begins or stands within `searched`, which is folded already."""
    return all(word in searched for word in text.casefold().split())


def briefing_entries(overview: Overview) -> tuple[Entry, ...]:
    """Return every briefing that can be opened, in the order of the shelf."""
    added = {each.pack_id: each.public_key is None for each in overview.shelf.installed}
    return tuple(_entry(candidate, added.get(candidate.pack.info.id)) for candidate in overview.candidates)


def filter_views(rows: Sequence[BriefingRow], filters: Filters) -> tuple[FilterView, ...]:
    """Return the choices that the rows offer, in the order in which one narrows down."""
    levels = sorted({row.level for row in rows})
    roles = sorted({role for row in rows for role in row.roles})
    states = [state for state in STATES if any(row.state == state for row in rows)]
    return (
        _view(
            "module", tr("Module"), filters.module, [(each, each) for each in _first_seen(rows, lambda row: row.module)]
        ),
        _view("role", tr("Role"), filters.role, [(role, role) for role in roles]),
        _view(
            "level", tr("Level"), filters.level, [(str(level), tr("Level {level}", level=level)) for level in levels]
        ),
        _view(
            "minutes",
            tr("Time"),
            filters.minutes,
            [(str(most), tr("Up to {most} minutes", most=most)) for most in MINUTES],
        ),
        _view("state", tr("State"), filters.state, [(state, STATES[state]) for state in states]),
    )


def count_line(shown: int, of: int) -> str:
    """Return how many there are, and of how many."""
    everything = tr("1 briefing") if of == 1 else tr("{of} briefings", of=of)
    return everything if shown == of else tr("{shown} of {everything}", shown=shown, everything=everything)


def _entry(candidate: Candidate, is_unsigned: bool | None) -> Entry:  # noqa: FBT001 - a fact
    """Return the entry of a briefing; `is_unsigned` is None where its pack comes with the application."""
    scenario, info = candidate.scenario, candidate.pack.info
    row = BriefingRow(
        pack_id=info.id,
        scenario_id=scenario.id,
        title=one_line(scenario.title, MOST_TITLE),
        pack_title="" if is_unsigned is None else one_line(info.title, MOST_TITLE),
        module=MODULE_TITLES[scenario.module],
        roles=role_titles(scenario.roles),
        level=scenario.level,
        minutes=candidate.minutes,
        state=candidate.state,
        state_word=STATES[candidate.state],
        is_unsigned=bool(is_unsigned),
        is_for_group=scenario.is_for_group,
    )
    searched = (
        row.title,
        info.title[:MOST_TITLE],
        row.module,
        *row.roles,
        scenario.role,
        tr("level {level}", level=row.level),
    )
    return Entry(row, " ".join(searched).casefold())


def _view(key: str, title: str, value: str, choices: Iterable[tuple[str, str]]) -> FilterView:
    offered = ((ANY, tr("Any {title}", title=title.lower())), *choices)
    return FilterView(key, title, value if value in dict(offered) else ANY, offered)


def _first_seen(rows: Iterable[BriefingRow], of: Callable[[BriefingRow], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(of(row) for row in rows))
