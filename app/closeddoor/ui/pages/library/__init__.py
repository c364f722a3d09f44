"""Library: packs that are there, and the question before one comes or goes."""

from closeddoor.ui.pages.library.page import LibraryPage

__all__ = ["LibraryPage"]
