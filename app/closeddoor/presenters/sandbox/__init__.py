"""The free conversation: what the page shows, from the facts of the chat services."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closeddoor.presenters.sandbox.conversations import conversation_row
    from closeddoor.presenters.sandbox.listing import SEARCH_PAUSE_MS
    from closeddoor.presenters.sandbox.presenter import Files, SandboxPresenter
    from closeddoor.presenters.sandbox.rows import BUSY_WORDS, message_row

__all__ = ["BUSY_WORDS", "SEARCH_PAUSE_MS", "Files", "SandboxPresenter", "conversation_row", "message_row"]

_HOMES = dict(zip(__all__, ("rows", "listing", "presenter", "presenter", "conversations", "rows"), strict=True))
"""The module of each name, imported when that is asked for: home needs a few of them, and would wait for all."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(name)
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
