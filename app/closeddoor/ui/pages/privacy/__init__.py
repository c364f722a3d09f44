"""The privacy room: an overview, and each of its sections alone."""

from closeddoor.ui.pages.privacy.page import PrivacyPage

__all__ = ["PrivacyPage"]
