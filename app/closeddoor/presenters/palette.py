"""The palette: one list of what can be gone to or done, and finding in it what the user types."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.history import Conversation
from closeddoor.domain.meeting import MEETING_TITLES
from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr
from closeddoor.presenters.modules import MODULE_TITLES
from closeddoor.presenters.states.palette import EntryKind, PaletteEntry, PaletteViewState
from closeddoor.presenters.words import local_day, one_line
from closeddoor.services.futures import ignore_known
from closeddoor.services.shelf import Shelf

MOST_SHOWN = 60
"""How many lines are shown: whoever does not find it among them types another word."""

MOST_TITLE = 120

PLACES = (
    PaletteEntry("page", "home", "Home", tr("Go to"), "Alt+Home"),
    PaletteEntry("page", "meeting", tr("A meeting I have"), tr("Go to")),
    PaletteEntry("page", "library", tr("Library"), tr("Go to"), "Ctrl+B"),
    PaletteEntry("page", "sandbox", tr("Sandbox"), tr("Go to")),
    PaletteEntry("page", "record", tr("My record"), tr("Go to"), "Ctrl+R"),
    PaletteEntry("page", "own_practice", tr("Practise on a document of yours"), tr("Go to")),
    PaletteEntry("page", "session", tr("A session with a group: projector, papers, run of show"), tr("Go to")),
    PaletteEntry("page", "desk", tr("The desk: write a pack, mark it, sign it"), tr("Go to"), "Ctrl+Shift+D"),
    PaletteEntry("page", "settings", tr("Settings"), tr("Go to"), "Ctrl+,"),
    PaletteEntry("page", "privacy", tr("Privacy room"), tr("Go to"), "Ctrl+Shift+P"),
    PaletteEntry("page", "models", tr("Model room: choose another, measure it"), tr("Go to"), "Ctrl+Shift+M"),
)
ACTIONS = (
    PaletteEntry("action", "new_conversation", tr("New conversation"), tr("Sandbox"), "Ctrl+N"),
    PaletteEntry("action", "search", tr("Search all conversations"), tr("Sandbox"), "Ctrl+F"),
    PaletteEntry("action", "packs", tr("Packs: who signed them, when their facts are due for review"), tr("Library")),
    PaletteEntry("action", "theme.light", tr("Light theme"), tr("Appearance")),
    PaletteEntry("action", "theme.dark", tr("Dark theme"), tr("Appearance")),
    PaletteEntry("action", "theme.system", tr("Theme of the desktop"), tr("Appearance")),
    PaletteEntry("action", "text.larger", tr("Larger text"), tr("Appearance"), "Ctrl++"),
    PaletteEntry("action", "text.smaller", tr("Smaller text"), tr("Appearance"), "Ctrl+-"),
    PaletteEntry("action", "text.usual", tr("Text in its usual size"), tr("Appearance"), "Ctrl+0"),
    PaletteEntry("action", "privacy", tr("What protects this, and what does not"), tr("Privacy")),
    PaletteEntry("action", "copies", tr("Save a backup, restore one, or repair the history"), tr("Privacy")),
    PaletteEntry("action", "lock", tr("Lock Closed Door"), tr("Privacy"), "Ctrl+L"),
    PaletteEntry("action", "shortcuts", tr("Keyboard shortcuts"), tr("Help"), "F1"),
)
MEETINGS = tuple(
    PaletteEntry(
        "meeting", kind, tr("Before a meeting: {title}", title=title.lower()), tr("Questions, red flags, terms")
    )
    for kind, title in MEETING_TITLES.items()
)
REGISTRY = (*PLACES, *ACTIONS, *MEETINGS)
"""What is always there, as data; a place or an action that this installation does not have is left out."""


class PalettePage(Protocol):
    """What this presenter needs of what shows it."""

    def render(self, state: PaletteViewState) -> None: ...


@dataclass(frozen=True)
class PaletteSources:
    """Where the briefings and conversations come from that can be gone to."""

    shelf: Callable[[], Future[Shelf]]
    conversations: Callable[[], Future[tuple[Conversation, ...]]]


class Index:
    """Entries with what is searched in them, folded once: typing goes over ten thousand of them at each key."""

    def __init__(self, entries: Iterable[PaletteEntry]) -> None:
        self._folded = [(entry, f" {entry.title} {entry.about}".casefold()) for entry in entries]

    def find(self, text: str) -> tuple[PaletteEntry, ...]:
        """Return what has all words of `text` in any order: titles that begin with it, then whole words, then parts."""
        words = text.casefold().split()
        start = f" {' '.join(words)}"
        ranks: tuple[list[PaletteEntry], ...] = ([], [], [])
        for entry, searched in self._folded:
            if all(word in searched for word in words):
                begins = all(f" {word}" in searched for word in words)
                ranks[0 if searched.startswith(start) else 1 if begins else 2].append(entry)
        return tuple(entry for rank in ranks for entry in rank)


class PalettePresenter(QObject):
    """Opens, finds, and says what was chosen: `chosen` carries the kind of the entry and its key."""

    chosen = Signal(str, str)

    def __init__(
        self,
        page: PalettePage,
        sources: PaletteSources,
        available: Callable[[PaletteEntry], bool],
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._sources = sources
        self._dispatcher = dispatcher
        self._fixed = tuple(filter(available, REGISTRY))
        self._found: dict[EntryKind, tuple[PaletteEntry, ...]] = {"briefing": (), "conversation": ()}
        self._index = Index(self._fixed)
        self._text = ""
        self._is_open = False

    def open(self) -> None:
        """Show it with an empty field; what is on the shelf and in the history comes as it arrives."""
        self._text, self._is_open = "", True
        self._render()
        deliver = self._dispatcher.deliver
        deliver(self._sources.shelf(), lambda shelf: self._take("briefing", briefing_entries(shelf)), ignore_known)
        deliver(
            self._sources.conversations(),
            lambda talks: self._take("conversation", conversation_entries(talks)),
            ignore_known,
        )

    def search(self, text: str) -> None:
        self._text = text
        self._render()

    def choose(self, kind: str, key: str) -> None:
        """Close, and say what was chosen."""
        self.dismiss()
        self.chosen.emit(kind, key)

    def dismiss(self) -> None:
        """Close; nothing was chosen, or it was said already."""
        if self._is_open:
            self._is_open = False
            self._render()

    def _take(self, kind: EntryKind, entries: tuple[PaletteEntry, ...]) -> None:
        if entries != self._found[kind]:
            self._found[kind] = entries
            self._index = Index((*self._fixed, *self._found["briefing"], *self._found["conversation"]))
            self._render()

    def _render(self) -> None:
        if not self._is_open:
            self._page.render(PaletteViewState())
            return
        found = self._index.find(self._text)
        self._page.render(PaletteViewState(True, self._text, found[:MOST_SHOWN], found_line(len(found))))


def found_line(count: int) -> str:
    """Return how many there are, and that not all are shown where that is so."""
    if not count:
        return tr("Nothing has this name. Try fewer letters, or another word.")
    return (
        tr("{count} found", count=count)
        if count <= MOST_SHOWN
        else tr("{count} found, the first {most_shown} shown", count=count, most_shown=MOST_SHOWN)
    )


def briefing_entries(shelf: Shelf) -> tuple[PaletteEntry, ...]:
    """Return every briefing on the shelf; the key is the id of its pack and its own."""
    return tuple(
        PaletteEntry(
            "briefing",
            f"{pack.info.id}/{scenario.id}",
            one_line(scenario.title, MOST_TITLE),
            tr(
                "Briefing · {module_titles} · level {level}",
                module_titles=MODULE_TITLES[scenario.module],
                level=scenario.level,
            ),
        )
        for pack in shelf.packs
        for scenario in pack.scenarios
    )


def conversation_entries(conversations: Sequence[Conversation]) -> tuple[PaletteEntry, ...]:
    return tuple(
        PaletteEntry(
            "conversation",
            str(each.id),
            one_line(each.title, MOST_TITLE),
            tr("Conversation · {local_day}", local_day=local_day(each.updated_at_ms)),
        )
        for each in conversations
    )


def available_in(pages: Iterable[str], actions: Mapping[str, object]) -> Callable[[PaletteEntry], bool]:
    """Return what tells whether an entry leads anywhere here."""
    there = frozenset(pages)

    def is_available(entry: PaletteEntry) -> bool:
        if entry.kind == "action":
            return entry.key in actions
        return entry.kind != "page" or entry.key in there

    return is_available
