"""The briefing page: pure builders of what it shows, and the presenter that keeps what it asks for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closeddoor.presenters.briefing.presenter import BriefingPresenter

__all__ = ["BriefingPresenter"]

_HOMES = dict(zip(__all__, ("presenter",), strict=True))
"""The module of each name, imported when that is asked for: home needs a few of them, and would wait for all."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(name)
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
