"""The library page: packs that are there, packs that come and go."""

from closeddoor.presenters.library.presenter import LibraryPresenter, LibrarySources

__all__ = ["LibraryPresenter", "LibrarySources"]
