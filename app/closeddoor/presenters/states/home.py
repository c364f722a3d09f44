"""Home: the one thing to do next, the shelf, recent conversations."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Problem


@dataclass(frozen=True)
class BriefingRow:
    """A briefing on the shelf; `progress` says in words where its latest attempt stands.

    `finished_id` is the latest attempt whose debrief can be read again, None without one; `next_time` is the line that
    the participant wrote then. `is_unsigned` says that nobody vouches for its pack.
    """

    pack_id: str
    scenario_id: str
    module: str
    title: str
    summary: str
    level: int
    minutes: int
    facts_as_of: str
    state: Literal["new", "open", "done"]
    progress: str = ""
    finished_id: int | None = None
    next_time: str = ""
    is_unsigned: bool = False


@dataclass(frozen=True)
class ConversationRow:
    conversation_id: int
    title: str
    when: str


@dataclass(frozen=True)
class HomeViewState:
    """`next_up` is the briefing the page offers first (an open one before a new one); empty shelf: None."""

    next_up: BriefingRow | None
    shelf: tuple[BriefingRow, ...]
    conversations: tuple[ConversationRow, ...]
    model_line: str
    problem: Problem | None = None
