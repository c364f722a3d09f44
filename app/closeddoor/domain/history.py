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
    """One line of the history list."""

    id: int
    title: str
    created_at_ms: int
    updated_at_ms: int
    message_count: int


@dataclass(frozen=True)
class Message:
    """One turn; `readable` is False, and `text` empty, where the page of the file that held it is damaged."""

    id: int
    conversation_id: int
    role: MessageRole
    text: str
    state: MessageState
    created_at_ms: int
    readable: bool = True


@dataclass(frozen=True)
class SearchHit:
    """A message that contains all words of a query; `match` is the first place, with its surroundings."""

    conversation_id: int
    title: str
    message_id: int
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
class Answer:
    """A response to one task; a committed one is no longer a draft."""

    task_id: str
    response_json: str
    committed: bool
    updated_at_ms: int
