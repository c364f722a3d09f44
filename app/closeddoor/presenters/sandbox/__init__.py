"""The free conversation: what the page shows, from the facts of the chat services."""

from closeddoor.presenters.sandbox.listing import SEARCH_PAUSE_MS
from closeddoor.presenters.sandbox.presenter import Files, SandboxPresenter
from closeddoor.presenters.sandbox.rows import BUSY_WORDS, conversation_row, message_row

__all__ = ["BUSY_WORDS", "SEARCH_PAUSE_MS", "Files", "SandboxPresenter", "conversation_row", "message_row"]
