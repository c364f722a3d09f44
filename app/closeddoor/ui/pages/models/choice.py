"""The models to choose from, and what was passed over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.models import ModelRow
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.option_row import OptionRow
from closeddoor.ui.widgets.words import words


class ModelChoice(QWidget):
    """Emits `chosen(key)` for what the user chose, never for what was assigned."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Models on this laptop"))
        self._shown: tuple[tuple[ModelRow, ...], tuple[str, ...]] = ((), ())
        self._options: dict[int, OptionRow] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)

    def render(self, rows: tuple[ModelRow, ...], chosen: int | None, passed_over: tuple[str, ...]) -> None:  # type: ignore[override]  # not a paint device
        if (rows, passed_over) != self._shown:
            self._shown = (rows, passed_over)
            self._draw(rows, passed_over)
        self._group.setExclusive(False)
        for key, option in self._options.items():
            option.setChecked(key == chosen)
        self._group.setExclusive(True)

    def focus_first(self) -> None:
        """Put the cursor on the chosen one, or on the first."""
        option = next((each for each in self._options.values() if each.isChecked()), None)
        first = option or next(iter(self._options.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self, rows: tuple[ModelRow, ...], passed_over: tuple[str, ...]) -> None:
        empty(self._column)
        self._options = {}
        for row in rows:
            self._column.addWidget(self._option(row))
        if passed_over:
            count = tr("1 file was") if len(passed_over) == 1 else tr("{count} files were", count=len(passed_over))
            self._column.addWidget(
                Fold(
                    tr("{count} passed over", count=count),
                    tr("Hide what was passed over"),
                    lambda: words("\n".join(passed_over), "small"),
                )
            )

    def _option(self, row: ModelRow) -> OptionRow:
        said = [part for part in (row.detail, row.fit) if part]
        option = OptionRow("\n".join((row.name, *said)))
        option.setAccessibleName(row.name)
        option.setAccessibleDescription(". ".join(said))
        option.clicked.connect(lambda: self.chosen.emit(row.key))
        self._group.addButton(option)
        self._options[row.key] = option
        return option
