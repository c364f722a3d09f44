"""The one way to take everything out of a layout before it is filled anew."""

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take out all that `layout` holds; a widget is out of sight at once, and deleted when Qt is next at rest."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
