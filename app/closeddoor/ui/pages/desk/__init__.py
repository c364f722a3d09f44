"""The facilitator's desk."""

from closeddoor.ui.pages.desk.page import DeskPage

__all__ = ["DeskPage"]
