"""The packs: those added, those that come with the application, and what was finished with others."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.library import FinishedRow, LibraryViewState, NotShownRow, PackRow
from closeddoor.ui.pages.library.entry import NotShownEntry, PackEntry
from closeddoor.ui.theme.spacing import XL
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.words import words

Shown = tuple[tuple[PackRow, ...], tuple[PackRow, ...], tuple[NotShownRow, ...], tuple[FinishedRow, ...], int]

NONE_ADDED = tr("None yet. A pack that you add stands here, and its briefings among the others.")
NONE_FITS = tr("No pack that you added has these words.")
SLIP = tr(
    "A key that is wrong: contest it in the debrief and copy the slip for the author. It holds the item and your"
    " comment, no answer and no score; you send it yourself, to whoever signed the pack."
)


class Shelf(QWidget):
    """Draws the rows it is given; the same rows again keep their widgets, and the focus in them."""

    removal_requested = Signal(str)
    briefing_requested = Signal(str, str)
    debrief_requested = Signal(int)
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XL)

    def render(self, state: LibraryViewState) -> bool:  # type: ignore[override]  # a state, not a paint device
        """Show what is there; return whether that changed."""
        if not state.is_known:
            return False
        shown = (state.installed, state.built_in, state.not_shown, state.finished, state.more_packs)
        if shown == self._shown:
            return False
        self._shown = shown
        self._clear()
        self._add_installed(state)
        self._add_built_in(state)
        if state.more_packs:
            more = secondary(tr("Show more ({more_packs} left)", more_packs=state.more_packs))
            more.clicked.connect(self.more_requested)
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(words(SLIP, "small"))
        if state.finished:
            self._column.addWidget(self._finished(state.finished))
        return True

    def _clear(self) -> None:
        empty(self._column)

    def _add_installed(self, state: LibraryViewState) -> None:
        added = Rows(tr("Added by you"), NONE_FITS if state.text else NONE_ADDED, "heading")
        for hidden in state.not_shown:
            if hidden.pack_id:
                self._add(added, NotShownEntry(hidden))
        for row in state.installed:
            self._add(added, self._entry(row, can_remove=True))
        self._column.addWidget(added)

    def _add_built_in(self, state: LibraryViewState) -> None:
        if state.built_in:
            come = _section(tr("Come with the application"))
            for row in state.built_in:
                come.put(self._entry(row, can_remove=False))
            self._column.addWidget(come)

    def _entry(self, row: PackRow, *, can_remove: bool) -> PackEntry:
        entry = PackEntry(row, can_remove=can_remove)
        entry.briefing_requested.connect(self.briefing_requested)
        return entry

    def _add(self, rows: Rows, entry: NotShownEntry | PackEntry) -> None:
        entry.removal_requested.connect(self.removal_requested)
        rows.put(entry)

    def _finished(self, finished: tuple[FinishedRow, ...]) -> QWidget:
        rows = _section(tr("Finished earlier, pack removed"))
        for row in finished:
            button = rows.add(row.title, row.when, tr("Read the debrief"))
            button.clicked.connect(partial(self._ask_debrief, row.attempt_id))
        return rows

    def _ask_debrief(self, attempt_id: int) -> None:
        self.debrief_requested.emit(attempt_id)


def _section(title: str) -> Rows:
    return Rows(title, "", "heading")
