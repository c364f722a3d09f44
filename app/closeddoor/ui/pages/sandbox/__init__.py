"""The free conversation with the local model."""

from closeddoor.ui.pages.sandbox.page import SandboxPage

__all__ = ["SandboxPage"]
