"""The model room: the model in use, what it can be trusted with, others on this laptop, and better ones."""

from closeddoor.ui.pages.models.page import ModelsPage

__all__ = ["ModelsPage"]
