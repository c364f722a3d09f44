"""What is in the library: packs added, packs that come with the application, what was finished with others."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.presenters.states.library import FinishedRow, LibraryViewState, NotShownRow, PackRow
from closeddoor.ui.pages.library.entry import NotShownEntry, PackEntry
from closeddoor.ui.theme.spacing import XL
from closeddoor.ui.widgets.rows import Rows

Shown = tuple[tuple[PackRow, ...], tuple[PackRow, ...], tuple[NotShownRow, ...], tuple[FinishedRow, ...]]


class Shelf(QWidget):
    """Draws the rows it is given; the same rows again keep their widgets, and the focus in them."""

    removal_requested = Signal(str)
    debrief_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XL)

    def render(self, state: LibraryViewState) -> bool:  # type: ignore[override]  # a state, not a paint device
        """Show what is there; return whether that changed."""
        shown = (state.installed, state.built_in, state.not_shown, state.finished)
        if shown == self._shown:
            return False
        self._shown = shown
        self._clear()
        for hidden in state.not_shown:
            if not hidden.pack_id:
                self._column.addWidget(NotShownEntry(hidden))
        self._add_installed(state)
        if state.built_in:
            come = _section("Come with the application")
            for row in state.built_in:
                come.put(PackEntry(row, can_remove=False))
            self._column.addWidget(come)
        if state.finished:
            self._column.addWidget(self._finished(state.finished))
        return True

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add_installed(self, state: LibraryViewState) -> None:
        added = Rows("Added by you", "None yet. A pack that you add stands here, and its briefings at home.", "heading")
        for hidden in state.not_shown:
            if hidden.pack_id:
                self._add(added, NotShownEntry(hidden))
        for row in state.installed:
            self._add(added, PackEntry(row, can_remove=True))
        self._column.addWidget(added)

    def _add(self, rows: Rows, entry: NotShownEntry | PackEntry) -> None:
        entry.removal_requested.connect(self.removal_requested)
        rows.put(entry)

    def _finished(self, finished: tuple[FinishedRow, ...]) -> QWidget:
        rows = _section("Finished earlier, pack removed")
        for row in finished:
            button = rows.add(row.title, row.when, "Read the debrief")
            button.clicked.connect(partial(self._ask_debrief, row.attempt_id))
        return rows

    def _ask_debrief(self, attempt_id: int) -> None:
        self.debrief_requested.emit(attempt_id)


def _section(title: str) -> Rows:
    return Rows(title, "", "heading")
