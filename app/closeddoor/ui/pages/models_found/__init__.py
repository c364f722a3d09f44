"""Which model one converses with, and the models of other applications on this laptop."""

from closeddoor.ui.pages.models_found.page import ModelsFoundPage

__all__ = ["ModelsFoundPage"]
