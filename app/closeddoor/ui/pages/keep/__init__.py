"""Keeping what is in memory: whether, how it is protected, and the recovery code."""

from closeddoor.ui.pages.keep.page import KeepPage

__all__ = ["KeepPage"]
