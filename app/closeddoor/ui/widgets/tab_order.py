"""Tab goes the way the eye goes: Qt's own order is that in which widgets were made."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QTextEdit, QWidget


class LaidOutByHand(QWidget):
    """Places its children itself, without a layout."""

    def in_order(self) -> Sequence[QWidget]:
        """Return its children in the order in which the eye goes through them."""
        raise NotImplementedError


def order_by_layout(root: QWidget) -> None:
    """Let Tab go through everything in `root` in the order of its layouts; to be called when they have changed."""
    for before, after in pairwise(fields_of(root)):
        QWidget.setTabOrder(before, after)


def fields_of(widget: QWidget) -> Iterator[QWidget]:
    """Yield `widget`, where Tab stops at it, and all such within, as they are laid out."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    for child in _children_of(widget):
        yield from fields_of(child)


def _children_of(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        yield from () if inside is None else (inside,)
    elif isinstance(widget, LaidOutByHand):
        yield from widget.in_order()
    elif isinstance(widget, QStackedWidget):
        yield from filter(None, (widget.widget(index) for index in range(widget.count())))
    elif isinstance(widget, QTextEdit):
        yield from (each for each in widget.viewport().children() if isinstance(each, QWidget))  # links over the text
    else:
        layout = widget.layout()
        yield from () if layout is None else _widgets_of(layout)


def _widgets_of(layout: QLayout) -> Iterator[QWidget]:
    """Yield the widgets of `layout` in its order.

    Not by `itemAt`: PySide keeps the wrapper of an item that Qt has deleted with its widget, and hands it out for what
    is next made at the same address. The process ends of that, some while later and elsewhere (PySide6 6.11.3).
    """
    holder = layout.parentWidget()
    near: list[QObject] = [*(holder.children() if holder else ()), *layout.children()]
    parts = [each for each in near if isinstance(each, QWidget | QLayout) and layout.indexOf(each) >= 0]
    for part in sorted(parts, key=layout.indexOf):
        yield from _widgets_of(part) if isinstance(part, QLayout) else (part,)
