"""Practice on a document of one's own, which only the participant judges."""

from closeddoor.presenters.own_practice.presenter import OwnPracticePresenter

__all__ = ["OwnPracticePresenter"]
