"""The user's own notes for a meeting."""

from PySide6.QtCore import Signal

from closeddoor.language import tr
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.words import words

NAME = tr("Your notes")


class NotesPart(HeadedPart):
    """A field that grows with its text, and where the text is kept. Nothing can be written before it is there."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__(NAME)
        self._field = TextArea(
            NAME, tr("Who is coming, what they want, which question you will put first."), least_lines=6, most_lines=24
        )
        self._field.draft_changed.connect(self.changed)
        self._line = words(" ", "small")
        keeps_its_room = self._line.sizePolicy()
        keeps_its_room.setRetainSizeWhenHidden(True)
        self._line.setSizePolicy(keeps_its_room)
        self._line.hide()
        self.column.addWidget(self._field)
        self.column.addWidget(self._line)

    def assign(self, notes: str, line: str, *, can_write: bool) -> None:
        self._field.setReadOnly(not can_write)
        self._field.set_draft(notes)
        if line:
            self._line.setText(line)
        self._line.setVisible(bool(line))  # its room stays, so that nothing below moves with each pause in typing
