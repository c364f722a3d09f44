"""The fields of a part, in groups; what stays the same is kept, with caret, undo and focus."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from closeddoor.presenters.states.desk import DeskAction, DeskGroup
from closeddoor.ui.pages.desk.fields import FieldWidget, TextField, field_widget
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.words import rule, set_words, words

AT_ONCE, A_TIME = 8, 3
"""Groups that are made before the page shows, and those made at a time behind it: a long list keeps no key waiting."""


class FormGroups(QWidget):
    """`written` carries the key of a field and its text, `pressed` the key of a button.

    `made`: the last group of a long form is there.
    """

    written = Signal(str, str)
    pressed = Signal(str)
    made = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._made: object = None
        self._groups: Sequence[DeskGroup] = ()
        self._waiting: list[DeskGroup] = []
        self._fields: dict[str, FieldWidget] = {}
        self._titles: dict[str, QLabel] = {}
        self._abouts: dict[str, QLabel] = {}
        self._stands: dict[str, QLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)

    def render(self, groups: Sequence[DeskGroup]) -> bool:  # type: ignore[override]  # a state, not a paint device
        """Show the groups; return whether other fields are there than before."""
        shape = [_shape(group) for group in groups]
        is_new = shape != self._made
        if is_new:
            self._made = shape
            self._build(groups)
        self._groups = groups
        for group in groups:
            self._assign(group)
        return is_new

    def finish(self) -> None:
        """Make all that is missing now."""
        while self._waiting:
            self._make_more()

    def field(self, key: str) -> FieldWidget | None:
        """Return the field of that key; else the one whose place holds it, as a list does its entries.

        The key of a mark leads to its last field, where the reason is given.
        """
        if key in self._fields:
            return self._fields[key]
        own = [field.key for group in self._groups if group.key == key for field in group.fields]
        own = own if key.startswith("mark ") else []
        if own:
            return self._fields.get(own[-1])
        within = [name for name in self._fields if name.startswith((f"{key}.", f"{key}["))]
        around = [name for name in self._fields if key.startswith((f"{name}.", f"{name}["))]
        return next((self._fields[name] for name in (*within, *around)), None)

    def action_here(self, verb: str) -> str | None:
        """Return the key of the action that begins with `verb`, of the entry that the keyboard is in; None for none."""
        here = [field.key for field in self._fields.values() if field.isAncestorOf(QApplication.focusWidget() or self)]
        for group in self._groups:
            if any(each.key in here for each in group.fields):
                return next((each.key for each in group.actions if each.key.startswith(f"{verb} ")), None)
        return None

    def source(self) -> TextField | None:
        """Return the field that holds a whole text, where there is one."""
        return next(
            (each for key, each in self._fields.items() if key.endswith("#") and isinstance(each, TextField)), None
        )

    def _build(self, groups: Sequence[DeskGroup]) -> None:
        empty(self._column)
        for known in (self._fields, self._titles, self._abouts, self._stands):
            known.clear()
        for group in groups[:AT_ONCE]:
            self._column.addWidget(self._group(group))
        self._waiting = list(groups[AT_ONCE:])
        self._make_more_soon()

    def _make_more_soon(self) -> None:
        if self._waiting:
            QTimer.singleShot(0, self, lambda: self._make_more())  # noqa: PLW0108 - PySide keeps no method's object

    def _make_more(self) -> None:
        """Make a few more groups, as they are to be shown now."""
        now = {group.key: group for group in self._groups}
        for group in self._waiting[:A_TIME]:
            self._column.addWidget(self._group(now.get(group.key, group)))
            self._assign(now.get(group.key, group))
        had = bool(self._waiting)
        self._waiting = self._waiting[A_TIME:]
        self._make_more_soon()
        if had and not self._waiting:
            self.made.emit()

    def _assign(self, group: DeskGroup) -> None:
        if group.key not in self._titles:
            return
        set_words(self._titles[group.key], group.title)
        set_words(self._abouts[group.key], group.about)
        set_words(self._stands[group.key], group.as_it_stands)
        for field in group.fields:
            self._fields[field.key].assign(field)

    def _group(self, group: DeskGroup) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, S)
        column.setSpacing(M)
        self._titles[group.key] = title = words(group.title, "strong" if group.is_entry else "heading")
        self._abouts[group.key] = about = words(group.about, "soft")
        self._stands[group.key] = stands = words(group.as_it_stands, "code", selectable=True)
        if group.is_entry:
            column.addWidget(rule())
        for part in (title, about, stands):
            column.addWidget(part)
        for field in group.fields:
            self._fields[field.key] = made = field_widget(field, self.written.emit)
            column.addWidget(made)
        if group.actions:
            column.addLayout(buttons_row(group.actions, self.pressed.emit))
        column.addSpacing(0 if group.is_entry else L // 2)
        return holder


def buttons_row(actions: Sequence[DeskAction], pressed: Callable[[str], object]) -> Flow:
    """Return buttons in a row that breaks; each tells its key to `pressed`."""
    row = Flow(gap_px=M, on_one_line=True)
    for action in actions:
        button = Button(action.words, action.kind)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(partial(pressed, action.key))
        row.addWidget(button)
    return row


def _shape(group: DeskGroup) -> object:
    fields = [(each.key, each.look, each.title, each.choices if each.look == "ticks" else ()) for each in group.fields]
    return (group.key, group.is_entry, fields, group.actions)
