"""The results of a workbook: as proposed and at one's own values, side by side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import OutputView
from closeddoor.ui.theme.spacing import L, S
from closeddoor.ui.widgets.words import rule, words

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class ResultTable(QWidget):
    """A row for each result, as proposed and, set stronger, as it is now."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._shown: tuple[OutputView, ...] = ()
        self._cells: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(S)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(_line(heading, "kicker"), 0, 0)
        self._grid.addWidget(_line(tr("Proposed"), "small"), 0, 1, RIGHT)
        self._grid.addWidget(_line(tr("Yours"), "small"), 0, 2, RIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(rule(strong=True))
        column.addLayout(self._grid)

    def assign(self, outputs: tuple[OutputView, ...]) -> None:
        if outputs == self._shown:
            return
        if not self._cells:
            self._build(outputs)
        self._shown = outputs
        for output, (proposed, yours) in zip(outputs, self._cells, strict=True):
            proposed.setText(output.proposed)
            yours.setText(output.yours)
            yours.setAccessibleName(
                tr(
                    "{title}: {yours} {unit}, proposed {proposed}",
                    title=output.title,
                    yours=output.yours,
                    unit=output.unit,
                    proposed=output.proposed,
                )
            )

    def shown(self) -> tuple[OutputView, ...]:
        return self._shown

    def _build(self, outputs: tuple[OutputView, ...]) -> None:
        for row, output in enumerate(outputs, start=1):
            proposed, yours = _line("", "soft"), _line("", "strong")
            self._cells.append((proposed, yours))
            self._grid.addWidget(words(f"{output.title}, {output.unit}"), row, 0)
            self._grid.addWidget(proposed, row, 1, RIGHT)
            self._grid.addWidget(yours, row, 2, RIGHT)


def _line(text: str, face: str) -> QLabel:
    label = words(text, face)  # type: ignore[arg-type]  # one of the faces
    label.setWordWrap(False)
    return label
