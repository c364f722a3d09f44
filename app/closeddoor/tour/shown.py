"""What one can read at a glance and do in a window, in words: pictures of one page differ in fonts, these do not."""

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

FILE = "shown.json"
_HEADS = frozenset({"title", "heading", "kicker"})
"""The faces of labels that say what a page and its parts are; text below them may differ from machine to machine."""


def words_shown(window: QWidget) -> list[str]:
    """Return its titles and headings, what its buttons say and what its fields are called, each once, sorted."""
    widgets = [each for each in window.findChildren(QWidget) if each.isVisible() and not isinstance(each, QDialog)]
    return sorted({said for each in widgets if (said := _said_by(each).strip())})


def keep_words(folder: Path, picture: str, words: Sequence[str]) -> None:
    """Add to the file in `folder` what the window said when `picture` was taken."""
    path = folder / FILE
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    kept[picture] = list(words)
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _said_by(widget: QWidget) -> str:
    if isinstance(widget, QLabel) and widget.property("face") in _HEADS:
        return widget.text()
    if isinstance(widget, QAbstractButton):
        return widget.text() or widget.accessibleName()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return widget.accessibleName()
    return ""
