"""The composition root: builds the objects, wires them, returns the application."""

from closeddoor.bootstrap.application import Application

__all__ = ["Application"]
