"""What the vault remembers, as values: conversations, attempts at briefings, and their answers.

Times are milliseconds since 1970 in UTC (`*_ms`); the page turns them into local words.
"""

from dataclasses import dataclass
from typing import Literal

MessageRole = Literal["user", "assistant"]

MessageState = Literal["complete", "writing", "interrupted", "stopped"]
"""`writing` exists only while a reply streams; what a crash left so is `interrupted` at the next open."""

AttemptStage = Literal["read", "work", "self_score", "debrief"]


@dataclass(frozen=True)
class Conversation:
    """One line of the history list.

    `current_id` is the message that the shown branch ends with; `set_up_json` says who answers and how (see
    `domain.set_up`).
    """

    id: int
    title: str
    created_at_ms: int
    updated_at_ms: int
    message_count: int
    folder_id: int | None = None
    pinned: bool = False
    set_up_json: str = "{}"
    current_id: int | None = None


@dataclass(frozen=True)
class Folder:
    """A folder of conversations, and how many are in it."""

    id: int
    name: str
    conversation_count: int


@dataclass(frozen=True)
class ReplyFigures:
    """What a reply took: tokens of the prompt and of the reply, and the milliseconds from its first word to its end."""

    prompt_tokens: int
    reply_tokens: int
    duration_ms: int


@dataclass(frozen=True)
class Message:
    """One turn; `readable` is False, and `text` empty, where the page of the file that held it is damaged.

    `parent_id` is the turn before it, None for the first; turns of one parent are alternatives (see
    `domain.branches`). `figures` are those of a reply, where they are known.
    """

    id: int
    conversation_id: int
    role: MessageRole
    text: str
    state: MessageState
    created_at_ms: int
    readable: bool = True
    parent_id: int | None = None
    figures: ReplyFigures | None = None


@dataclass(frozen=True)
class SearchScope:
    """Where is looked: in one folder, not before a time, in the words of one side. Titles have no side."""

    folder_id: int | None = None
    since_ms: int = 0
    role: MessageRole | None = None


@dataclass(frozen=True)
class SearchHit:
    """A place that contains all words of a query; `match` is the first of them, with its surroundings.

    `message_id` is None where they stand in the title of the conversation.
    """

    conversation_id: int
    title: str
    message_id: int | None
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class Attempt:
    """One go at a scenario, pinned to the very bytes of the pack it was begun with.

    `position` is the page or task the user was at, in the words of whoever saved it; `result_json` is None until the
    attempt was scored; an attempt is open until `finished_at_ms` is set.
    """

    id: int
    pack_id: str
    pack_version: str
    pack_hash: str
    scenario_id: str
    stage: AttemptStage
    position: str
    started_at_ms: int
    updated_at_ms: int
    finished_at_ms: int | None
    result_json: str | None


@dataclass(frozen=True)
class Contents:
    """How many of each kind of thing a history holds; `finished` are the attempts that were finished."""

    conversations: int = 0
    messages: int = 0
    documents: int = 0
    attempts: int = 0
    finished: int = 0
    cards: int = 0
    meeting_notes: int = 0
    own_briefings: int = 0
    packs: int = 0


@dataclass(frozen=True)
class Answer:
    """A response to one task; a committed one is no longer a draft."""

    task_id: str
    response_json: str
    committed: bool
    updated_at_ms: int
