"""Home: the one thing to do next, the shelf, recent conversations."""

from closeddoor.ui.pages.home.page import HomePage

__all__ = ["HomePage"]
