"""One field of a form: what it is called, the editor, what helps, and what is wrong with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.desk import DeskField
from closeddoor.ui.theme.spacing import XS
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.fields import Line, TextArea
from closeddoor.ui.widgets.picker import Picker
from closeddoor.ui.widgets.words import set_words, words

Written = Callable[[str, str], None]
"""Takes the key of a field and what was typed into it."""

SIGNS = {"wrong": "▲", "left": "○", "better": ""}
WHOLE_TEXT_LINES = (14, 60)
USUAL_LINES = (2, 14)


class FieldWidget(QWidget):
    """Shows one field; `written` is called with each change by the user."""

    def __init__(self, field: DeskField, written: Written) -> None:
        super().__init__()
        self.key = field.key
        self._written = written
        self._said = words(face="small")
        self._hint = words(field.hint, "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        self._make(field)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._said)
        self._hint.setVisible(bool(field.hint))  # not before it lies in here: by itself it would show as a window
        self.assign(field)

    def assign(self, field: DeskField) -> None:
        """Show a value; the editor keeps caret and undo where it is the one that was typed."""
        raise NotImplementedError

    def editor(self) -> QWidget:
        """Return what the keyboard goes to."""
        raise NotImplementedError

    def _make(self, field: DeskField) -> None:
        raise NotImplementedError

    def _say(self, field: DeskField) -> None:
        said = field.fixed or (f"{SIGNS[field.standing]} {field.said}".strip() if field.said else "")
        set_words(self._said, said)
        self.editor().setAccessibleDescription(said or field.hint)
        self.editor().setEnabled(not field.fixed)

    def _write(self, text: str) -> None:
        self._written(self.key, text)


class LineField(FieldWidget):
    def _make(self, field: DeskField) -> None:
        self._line = Line(field.title)
        self._line.textEdited.connect(self._write)
        self._column.addWidget(words(field.title, "strong"))
        self._column.addWidget(self._line)

    def assign(self, field: DeskField) -> None:
        if field.value != self._line.text():
            place = self._line.cursorPosition()
            self._line.setText(field.value)
            self._line.setCursorPosition(min(place, len(field.value)))
        self._say(field)

    def editor(self) -> QWidget:
        return self._line


class TextField(FieldWidget):
    def _make(self, field: DeskField) -> None:
        is_whole = field.key.endswith("#")
        least, most = WHOLE_TEXT_LINES if is_whole else USUAL_LINES
        self.area = TextArea(field.title, least_lines=least, most_lines=most)
        self.area.draft_changed.connect(self._write)
        self._column.addWidget(words(field.title, "strong"))
        self._column.addWidget(self.area)

    def assign(self, field: DeskField) -> None:
        self.area.set_draft(field.value)
        self._say(field)

    def editor(self) -> QWidget:
        return self.area


class ChoiceField(FieldWidget):
    def _make(self, field: DeskField) -> None:
        self._picker = Picker(field.title)
        self._picker.chosen.connect(self._write)
        row = QHBoxLayout()
        row.addWidget(self._picker)
        row.addStretch(1)
        self._column.addLayout(row)

    def assign(self, field: DeskField) -> None:
        self._picker.assign(field.choices, field.value)
        chosen = dict(field.choices).get(field.value, tr("not chosen"))
        self._picker.set_words(f"{field.title}: {chosen}")
        self._say(field)

    def editor(self) -> QWidget:
        return self._picker


class ToggleField(FieldWidget):
    def _make(self, field: DeskField) -> None:
        self._tick = Tick(field.title)
        self._tick.clicked.connect(lambda is_on: self._write("true" if is_on else "false"))
        self._column.addWidget(self._tick)

    def assign(self, field: DeskField) -> None:
        self._tick.setChecked(field.value == "true")
        self._say(field)

    def editor(self) -> QWidget:
        return self._tick


class TicksField(FieldWidget):
    def _make(self, field: DeskField) -> None:
        self._column.addWidget(words(field.title, "strong"))
        self._ticks = {value: Tick(title) for value, title in field.choices}
        for value, tick in self._ticks.items():
            tick.clicked.connect(lambda is_on, value=value: self._change(value, is_on=is_on))
            self._column.addWidget(tick)
        self._nobody = words(tr("Nothing to tick yet: add points to the memo, or facts to the interview."), "small")
        self._column.addWidget(self._nobody)
        self._nobody.setVisible(not self._ticks)

    def assign(self, field: DeskField) -> None:
        self._values = field.value.splitlines()
        for value, tick in self._ticks.items():
            tick.setChecked(value in self._values)
        self._say(field)

    def editor(self) -> QWidget:
        return next(iter(self._ticks.values()), self)

    def _change(self, value: str, *, is_on: bool) -> None:
        values = [each for each in self._values if each != value]
        self._write("\n".join([*values, value] if is_on else values))


_WIDGETS: dict[str, type[FieldWidget]] = {
    "line": LineField,
    "text": TextField,
    "choice": ChoiceField,
    "toggle": ToggleField,
    "ticks": TicksField,
}


def field_widget(field: DeskField, written: Written) -> FieldWidget:
    """Return the widget for a field, by how it looks."""
    return _WIDGETS[field.look](field, written)
