"""The folders beside the list: which one is shown, a new one, another name, and where a conversation goes."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import FolderRow, ListState
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.menu import LINE, Item, MenuButton

ALL = tr("All conversations")
NO_FOLDER = 0


def folder_items(lists: ListState, move: Callable[[int], object], is_in: int | None = None) -> Sequence[Item]:
    """Return where a conversation can go; the folder that it is in, where that is known, has a tick."""
    rows = [(NO_FOLDER, tr("No folder")), *((row.folder_id, row.name) for row in lists.folders)]
    return [Item(name, partial(move, key), None if is_in is None else key == is_in) for key, name in rows]


class FolderChoice(QWidget):
    """A button that names the folder shown; names are typed in a line under it."""

    folder_chosen = Signal(object)
    folder_created = Signal(str)
    folder_renamed = Signal(int, str)
    folder_deleted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = ListState()
        self._renaming: int | None = None
        self._button = MenuButton(ALL, self._items, "folder")
        self._field = Line(tr("Name of the folder"), tr("Name of the folder"))
        self._field.returnPressed.connect(self._named)
        self._field.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._field)

    def render(self, lists: ListState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._lists = lists
        chosen = self._chosen()
        self._button.set_words(chosen.name if chosen else ALL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._field.isVisible():
            self._end_naming()
            return
        super().keyPressEvent(event)

    def _items(self) -> Sequence[Item]:
        shown = self._lists.folder_id
        folders = [
            Item(
                f"{row.name} ({row.count})",
                partial(self.folder_chosen.emit, row.folder_id),
                row.folder_id == shown,
            )
            for row in self._lists.folders
        ]
        items = [Item(ALL, lambda: self.folder_chosen.emit(None), shown is None), *folders, LINE]
        items.append(Item(tr("New folder …"), lambda: self._begin_naming(None)))
        chosen = self._chosen()
        if chosen is not None:
            items.append(Item(tr("Rename this folder …"), lambda: self._begin_naming(chosen)))
            items.append(Item(tr("Remove this folder"), lambda: self.folder_deleted.emit(chosen.folder_id)))
        return items

    def _chosen(self) -> FolderRow | None:
        return next((row for row in self._lists.folders if row.folder_id == self._lists.folder_id), None)

    def _begin_naming(self, folder: FolderRow | None) -> None:
        self._renaming = folder.folder_id if folder else None
        self._field.setText(folder.name if folder else "")
        self._field.show()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self) -> None:
        name, renaming = self._field.text().strip(), self._renaming
        self._end_naming()
        if name and renaming is not None:
            self.folder_renamed.emit(renaming, name)
        elif name:
            self.folder_created.emit(name)

    def _end_naming(self) -> None:
        self._field.hide()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)
