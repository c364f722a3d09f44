"""The first page: the promise with its limits, making a vault, opening one."""

from closeddoor.ui.pages.unlock.page import UnlockPage

__all__ = ["UnlockPage"]
