"""The free conversation with the local model."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.states.shared import Busy, Problem


@dataclass(frozen=True)
class MessageRow:
    """One turn. `text` is Markdown for the model's turns and plain for the user's.

    `note` stands under it in small type ("Stopped by you", "Interrupted: the model ended. The text so far is kept.").
    """

    message_id: int
    role: Literal["user", "assistant"]
    text: str
    state: Literal["complete", "writing", "interrupted", "stopped"]
    note: str = ""


@dataclass(frozen=True)
class SearchHit:
    """A place in the history: the words before, the match, the words after."""

    conversation_id: int
    message_id: int
    title: str
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class SandboxViewState:
    """All but the text that is streaming, which reaches the page through `append_text(message_id, piece)`.

    `context_line` is exact ("412 of 8,192 tokens used"); `context_full` asks the user to choose how to go on.
    """

    conversations: tuple[ConversationRow, ...]
    current_id: int | None
    title: str
    messages: tuple[MessageRow, ...]
    can_send: bool
    can_stop: bool
    can_regenerate: bool
    model_line: str
    model_caveat: str
    context_line: str = ""
    context_full: bool = False
    draft: str = ""
    search_text: str = ""
    hits: tuple[SearchHit, ...] = ()
    highlight_message_id: int | None = None
    busy: Busy | None = None
    problem: Problem | None = None
