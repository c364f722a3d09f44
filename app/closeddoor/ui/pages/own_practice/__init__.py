"""Practice on a document of one's own."""

from closeddoor.ui.pages.own_practice.page import OwnPracticePage

__all__ = ["OwnPracticePage"]
