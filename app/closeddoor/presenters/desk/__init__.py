"""The facilitator's desk."""

from closeddoor.presenters.desk.presenter import DeskPresenter

__all__ = ["DeskPresenter"]
