"""Home: the two offers, what is under way, the shelf, what was finished, recent conversations."""

from closeddoor.presenters.home.presenter import HomePresenter, HomeSources

__all__ = ["HomePresenter", "HomeSources"]
