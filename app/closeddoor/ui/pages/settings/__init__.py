"""Settings: rows that draw themselves, and facts about this installation."""

from closeddoor.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
