"""A recovery code, shown this once and asked for again: so that it is on paper before anything depends on it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme.spacing import L, S
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.secret_form import Form
from closeddoor.ui.widgets.words import words


class CodeShowForm(Form):
    """The code, this once; `submitted` says that it was written down. It cannot be selected or copied: it is for paper.

    `way` leads back to the mode `back` of its page, where there is one.
    """

    def __init__(self, heading: str, about: str, way: str = "", back: str = "") -> None:
        super().__init__(heading, about)
        self._groups = QWidget()
        self._flow = Flow(self._groups, gap_px=L)
        self._code: list[QLabel] = []
        self.column.addWidget(self._groups)
        self.column.addSpacing(S)
        self.add_send(tr("I have written it down"))
        if way:
            self.add_way(way, back)

    def render_code(self, groups: tuple[str, ...]) -> None:
        """Show these groups; none takes the code away."""
        if tuple(label.text() for label in self._code) == groups:
            return
        for label in self._code:
            self._flow.removeWidget(label)
            label.setText("")
            label.deleteLater()
        self._code = [words(group, "code") for group in groups]
        for label in self._code:
            label.setWordWrap(False)
            self._flow.addWidget(label)

    def clear(self) -> None:
        super().clear()
        self.render_code(())


class CodeCheckForm(Form):
    """Two groups of the code, typed from the paper; `show_mode` is the mode of its page that shows the code again."""

    checked = Signal(list)

    def __init__(self, show_mode: str) -> None:
        super().__init__(
            tr("Check what you wrote"), tr("Type these groups from your paper, so that a slip of the pen is found now.")
        )
        self._fields = [self.add_field(tr("Group"), hidden=False), self.add_field(tr("Group"), hidden=False)]
        self.add_send(tr("Check"))
        self.add_way(tr("Show the code again"), show_mode)
        self.submitted.connect(lambda: self.checked.emit([field.take() for field in self._fields]))

    def ask_for(self, groups: tuple[int, ...]) -> None:
        """Ask for the groups with these indexes, from 0."""
        for field, index in zip(self._fields, groups, strict=False):
            self.rename_field(field, tr("Group {index}", index=index + 1))
