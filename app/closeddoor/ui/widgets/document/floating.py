"""Where something small that floats beside words of a document goes."""

from PySide6.QtCore import QPoint, QRect, QSize


def place_beside(words: QRect, size: QSize, bounds: QRect, gap_px: int) -> QPoint:
    """Return the place for `size` under `words`, above them where there is no room below, within `bounds`."""
    below = words.top() + words.height() + gap_px
    fits = below + size.height() <= bounds.bottom() + 1
    top = below if fits else max(bounds.top(), words.top() - gap_px - size.height())
    left = max(bounds.left(), min(words.left(), bounds.right() + 1 - size.width()))
    return QPoint(left, top)
