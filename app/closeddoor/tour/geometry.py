"""What is wrong with a window as it stands: words that are cut off, things over each other, controls without a name.

`problems_of` is the one entry. It looks at everything that shows, what is scrolled out of sight included, and changes
nothing. The controls of these checks are in `test_geometry.py`.
"""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitterHandle,
    QTextEdit,
    QWidget,
)

from closeddoor.ui.widgets.words import ElidedLabel

LEAST_TARGET_PX = 24
"""WCAG 2.2, success criterion 2.5.8."""

SLACK_PX = 1
"""A pixel of rounding is no defect."""

TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView, QAbstractSpinBox, QComboBox)
"""Fields and lists: their height follows the line of text, and their items are no targets of their own."""

NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)
SHOWN_WHOLE = 60
"""How many characters of what a widget says name it in a message."""


def problems_of(window: QWidget) -> list[str]:
    """Return one sentence per defect of what shows in `window`; empty when there is none."""
    return [*clipped(window), *overlapping(window), *out_of_bounds(window), *unnamed(window), *too_small(window)]


def clipped(window: QWidget) -> list[str]:
    """Return what has less room than its words take."""
    return [f"{named(widget)}: {what}" for widget in shown(window) if (what := _lack_of(widget))]


def overlapping(window: QWidget) -> list[str]:
    """Return the pairs of siblings of which one lies over the other."""
    found = []
    for parent in (window, *shown(window)):
        children = [child for child in _children(parent) if not _floats(child)]
        for one, other in combinations(children, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > SLACK_PX and common.height() > SLACK_PX:
                found.append(f"{named(one)} and {named(other)} overlap by {common.width()} x {common.height()} px")
    return found


def out_of_bounds(window: QWidget) -> list[str]:
    """Return what reaches over the edge of what holds it, and cannot be scrolled to."""
    return [
        f"{named(widget)}: reaches over its edge by {over} px" for widget in shown(window) if (over := _over(widget))
    ]


def unnamed(window: QWidget) -> list[str]:
    """Return the controls of which a screen reader could not say what they are."""
    found = []
    for widget in controls(window):
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not _name(told):
            found.append(f"{named(widget)}: takes the focus and has no name")
        elif told.role() in NO_ROLE:
            found.append(f"{named(widget)}: takes the focus and has no role")
    return found


def too_small(window: QWidget) -> list[str]:
    """Return the controls that are hard to hit."""
    return [
        f"{named(widget)}: a target of {widget.width()} x {widget.height()} px"
        for widget in controls(window)
        if not isinstance(widget, (*TEXT_FIELDS, QLabel)) and min(widget.width(), widget.height()) < LEAST_TARGET_PX
    ]


def without_visible_focus(window: QWidget) -> list[str]:
    """Return the controls that look the same with and without the keyboard's focus.

    This one moves the focus, so it is not part of `problems_of`; the window has to be active.
    """
    found = []
    for widget in controls(window):
        if isinstance(widget, QLabel):
            continue  # words that can be selected show a caret
        widget.clearFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.hasFocus() and widget.grab().toImage() == without:
            found.append(f"{named(widget)}: looks the same with the focus")
    return found


def unreached(window: QWidget) -> list[str]:
    """Return the controls at which Tab never arrives, whoever begins at the last; moves the focus too."""
    wanted = list(controls(window))
    if not wanted:
        return []
    wanted[-1].setFocus(Qt.FocusReason.TabFocusReason)
    reached = set()
    for _ in range(2 * len(wanted)):
        window.focusNextChild()
        reached.add(id(window.focusWidget()))
    return [f"{named(widget)}: is never reached with Tab" for widget in wanted if id(widget) not in reached]


def shown(window: QWidget) -> Iterator[QWidget]:
    """Yield all that shows within `window`, outer before inner."""
    for child in _children(window):
        yield child
        yield from shown(child)


def controls(window: QWidget) -> Iterator[QWidget]:
    """Yield what shows and is reached by Tab."""
    for widget in shown(window):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.focusProxy() is None:
            yield widget


def named(widget: QWidget) -> str:
    """Return a widget's class and what it says, to find it by."""
    said = widget.text() if isinstance(widget, (QLabel, QAbstractButton, ElidedLabel)) else ""
    said = " ".join((said or widget.accessibleName()).split())[:SHOWN_WHOLE]
    return f"{type(widget).__name__} “{said}”" if said else type(widget).__name__


def _children(parent: QWidget) -> list[QWidget]:
    children = (child for child in parent.children() if isinstance(child, QWidget) and not child.isWindow())
    return [child for child in children if child.isVisible() and not child.size().isEmpty()]


def _floats(widget: QWidget) -> bool:
    """Tell what lies over others by its nature: a bar to scroll with, a handle between two panes."""
    holder = widget.parentWidget()
    return isinstance(widget, (QSplitterHandle, QAbstractSlider)) or (
        isinstance(holder, QAbstractScrollArea) and widget.objectName().startswith("qt_scrollarea")
    )


def _lack_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _lack_of_label(widget)
    if isinstance(widget, ElidedLabel):
        lacks = widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width() and not widget.toolTip()
        return "elided, and the rest is nowhere" if lacks else ""
    if isinstance(widget, QAbstractButton) and widget.text():
        return _lack_of_button(widget)
    if isinstance(widget, QLineEdit):
        return _lack_of_line(widget)
    if isinstance(widget, QTextEdit) and widget.isReadOnly():
        lack = round(widget.document().size().height()) - widget.viewport().height()
        return f"{lack} px of text below its edge" if lack > SLACK_PX and not _scrolls(widget) else ""
    return ""


def _lack_of_label(label: QLabel) -> str:
    if not label.text():
        return ""
    if not label.wordWrap():
        return _less(label, label.sizeHint().width(), label.sizeHint().height())
    return _less(label, 0, label.heightForWidth(label.width()))


def _lack_of_button(button: QAbstractButton) -> str:
    if button.hasHeightForWidth():  # its words wrap
        return _less(button, button.minimumSizeHint().width(), button.heightForWidth(button.width()))
    return _less(button, button.sizeHint().width(), button.sizeHint().height())


def _lack_of_line(field: QLineEdit) -> str:
    room = field.contentsRect().width() - 2 * SLACK_PX
    takes = field.fontMetrics().horizontalAdvance(field.placeholderText())
    lacks = f"“{field.placeholderText()}” takes {takes} px of {room}" if not field.text() and takes > room else ""
    return lacks or _less(field, 0, field.minimumSizeHint().height())


def _less(widget: QWidget, width: int, height: int) -> str:
    """Return what a widget lacks of what its words take."""
    if widget.width() + SLACK_PX < width:
        return f"{widget.width()} px wide, takes {width}"
    return f"{widget.height()} px high, takes {height}" if widget.height() + SLACK_PX < height else ""


def _scrolls(area: QAbstractScrollArea) -> bool:
    return area.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _over(widget: QWidget) -> int:
    """Return by how many pixels a widget reaches over its parent, in a direction in which nothing scrolls."""
    parent = widget.parentWidget()
    if parent is None:
        return 0
    place, edge = widget.geometry(), parent.rect()
    sideways = max(edge.left() - place.left(), place.right() - edge.right())
    upwards = max(edge.top() - place.top(), place.bottom() - edge.bottom())
    area = parent.parentWidget()
    if isinstance(area, QScrollArea) and area.viewport() is parent:
        sideways = sideways if area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff else 0
        upwards = upwards if not _scrolls(area) else 0
    elif isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        return 0  # a list or a text keeps its own things in its viewport
    over = max(sideways, upwards)
    return over if over > SLACK_PX and edge != QRect() else 0


def _name(told: QAccessibleInterface) -> str:
    return told.text(QAccessible.Text.Name).strip()
