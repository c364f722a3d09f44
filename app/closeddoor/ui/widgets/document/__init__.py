"""Documents on the page: displayed text set in a column, with ranges, margin words and terms."""

from closeddoor.ui.widgets.document.ranges import Look, TextRange
from closeddoor.ui.widgets.document.view import DocumentView

__all__ = ["DocumentView", "Look", "TextRange"]
