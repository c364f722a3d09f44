"""The briefings of all packs: what to look for, how many there are, and one to open."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.library import BriefingRow, FilterView, LibraryViewState
from closeddoor.ui.pages.library.entry import briefing_rows
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import link, secondary
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.picker import Picker
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.words import rule, set_words, words

NOTHING_FITS = tr("No briefing fits. Take back a filter, or clear them all.")
NONE_THERE = tr("No briefing is here yet. A pack brings them: add one above.")

Ids = tuple[str, str]
"""Of a pack and a briefing in it."""


class Finder(QWidget):
    """What to look for; shows what it is told and says what the user wants."""

    text_changed = Signal(str)
    filter_chosen = Signal(str, str)
    clear_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = Line()
        self._text.setClearButtonEnabled(False)
        self._text.textEdited.connect(self.text_changed)
        self._pickers: dict[str, Picker] = {}
        self._flow = Flow(gap_px=S)
        self._count = words(face="small")
        self._clear = link(tr("Clear all filters"))
        self._clear.clicked.connect(self.clear_requested)
        line = QHBoxLayout()
        line.setSpacing(L)
        line.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self._text)
        column.addLayout(self._flow)
        column.addLayout(line)
        self._name("briefings")

    def render(self, state: LibraryViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._name(state.view)
        if self._text.text() != state.text:
            self._text.setText(state.text)
        for each in state.filters:
            self._picker(each).setVisible(state.view == "briefings" and len(each.choices) > 2)
        self._count.setText(state.count_line if state.view == "briefings" else "")
        self._clear.setVisible(state.is_filtered)

    def take_focus(self) -> None:
        """Let the keyboard begin here."""
        self._text.setFocus()

    def _name(self, view: str) -> None:
        self._text.setAccessibleName(tr("Find {view} by words", view=view))
        self._text.setPlaceholderText(tr("Find {view} by words", view=view))

    def _picker(self, view: FilterView) -> Picker:
        picker = self._pickers.get(view.key)
        if picker is None:
            picker = self._pickers[view.key] = Picker(view.title)
            picker.chosen.connect(partial(self.filter_chosen.emit, view.key))
            self._flow.addWidget(picker)
        picker.assign(view.choices, view.value)
        return picker


class BriefingList(QWidget):
    """The briefings that are left, and a way to see more of them; the same rows again keep their widgets."""

    briefing_requested = Signal(str, str)
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[BriefingRow, ...] = ()
        self._list: QWidget | None = None
        self._none = words(face="soft")
        self._more = secondary(tr("Show more"))
        self._more.clicked.connect(self.more_requested)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)
        self._column.addWidget(rule(strong=True))
        self._column.addWidget(self._none)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def render(self, state: LibraryViewState) -> bool:  # type: ignore[override]  # a state, not a paint device
        """Show what is left; return whether that changed."""
        nothing = NOTHING_FITS if state.is_filtered else NONE_THERE
        set_words(self._none, "" if state.briefings or not state.is_known else nothing)
        self._more.setVisible(state.more_briefings > 0)
        self._more.set_words(tr("Show more ({more_briefings} left)", more_briefings=state.more_briefings))
        if state.briefings == self._rows:
            return False
        had_keyboard = self._row_with_keyboard()
        self._rows = state.briefings
        self._draw(had_keyboard)
        return True

    def _draw(self, had_keyboard: Ids | None) -> None:
        """Draw the rows anew; the keyboard goes over before the old ones are hidden, which would make Qt scroll."""
        before, self._list = self._list, briefing_rows(self._rows, self._ask, with_pack=True)
        self._column.insertWidget(2, self._list)
        for row, button in zip(self._rows, self._list.findChildren(RowButton), strict=True):
            if _ids(row) == had_keyboard:
                self._list.show()
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _row_with_keyboard(self) -> Ids | None:
        buttons = self._list.findChildren(RowButton) if self._list is not None else []
        return next((_ids(row) for row, each in zip(self._rows, buttons, strict=False) if each.hasFocus()), None)

    def _ask(self, pack_id: str, scenario_id: str) -> None:
        self.briefing_requested.emit(pack_id, scenario_id)


def _ids(row: BriefingRow) -> Ids:
    return row.pack_id, row.scenario_id
