"""A part of a page under its own title."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.words import Face, rule, words


class HeadedPart(QWidget):
    """A title over a strong rule, `air_px` from it; what the part holds is put into `column`."""

    def __init__(self, title: str, face: Face = "strong", *, air_px: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(S)
        self.column.addWidget(words(title, face))
        self.column.addSpacing(air_px)
        self.column.addWidget(rule(strong=True))
        self.column.addSpacing(air_px)
