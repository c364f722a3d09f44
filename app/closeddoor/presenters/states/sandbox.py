"""The free conversation with the local model."""

from dataclasses import dataclass, field
from typing import Literal

from closeddoor.presenters.states.attachments import SourceRow
from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.states.shared import Busy, Problem


@dataclass(frozen=True)
class MessageRow:
    """One turn. `text` is Markdown for the model's turns and plain for the user's.

    `note` stands under it in small type ("Stopped by you", "Interrupted: the model ended. The text so far is kept.").
    It is number `place` of `places` alternatives; `figures` says what a reply took, where that is asked for.
    `passages` are those that the model was given with the question: a reply may name them by their numbers.
    """

    message_id: int
    role: Literal["user", "assistant"]
    text: str
    state: Literal["complete", "writing", "interrupted", "stopped"]
    note: str = ""
    place: int = 1
    places: int = 1
    figures: str = ""
    passages: tuple[SourceRow, ...] = ()


@dataclass(frozen=True)
class SearchHit:
    """A place in the history: the words before, the match, the words after; `message_id` 0 is the title itself."""

    conversation_id: int
    message_id: int
    title: str
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class FolderRow:
    folder_id: int
    name: str
    count: int


@dataclass(frozen=True)
class ListState:
    """What the list of conversations is narrowed to; `folder_id` None is all of them.

    `pinned` and `off_the_record` are those among
    the rows. `who` and `days` (0: any time) narrow a search.
    """

    folders: tuple[FolderRow, ...] = ()
    folder_id: int | None = None
    who: Literal["anyone", "user", "assistant"] = "anyone"
    days: int = 0
    pinned: frozenset[int] = frozenset()
    off_the_record: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PersonaRow:
    persona_id: str
    name: str
    about: str


@dataclass(frozen=True)
class NumberRow:
    """A number behind the plain words: `text` as it stands in its field, `meant` what the plain words say it is."""

    name: str
    title: str
    about: str
    text: str
    meant: str
    problem: str = ""


@dataclass(frozen=True)
class SetUpState:
    """Who answers and how. `line` says it in a few words, `numbers` what the plain words mean to the model.

    `manner` and `length` are empty where numbers of the user's own are in the place of what they mean
    (`has_own_numbers`); `told_first` is what the model is told before the first turn, `carried` what it reads of an
    earlier conversation.

    Off the record is chosen before the first turn (`can_choose_record`) and fixed from then on; `off_refusal` says why
    it cannot be chosen here. `is_on_disk` says whether what is on the record outlasts the application.
    """

    personas: tuple[PersonaRow, ...] = ()
    persona: str = "assistant"
    own_text: str = ""
    carried: str = ""
    manner: str = "balanced"
    length: str = "medium"
    line: str = ""
    numbers: tuple[NumberRow, ...] = ()
    has_own_numbers: bool = False
    told_first: str = ""
    is_off_the_record: bool = False
    can_choose_record: bool = True
    off_refusal: str = ""
    is_on_disk: bool = False


@dataclass(frozen=True)
class BranchRow:
    """A part of the conversation without forks inside; choosing it shows the branch through `message_id`."""

    message_id: int
    depth: int
    text: str
    about: str
    is_shown: bool


@dataclass(frozen=True)
class CarryingState:
    """How a conversation that has outgrown the model is gone on with.

    `ask`: the ways are offered. `summarising`: the model reads, `fraction` of it is done. `summary` and `fresh`: `text`
    is proposed, for the same conversation or for a new one, and can be changed. `about` says what it is, `problem` why
    there is none.
    """

    step: Literal["ask", "summarising", "summary", "fresh"] = "ask"
    text: str = ""
    about: str = ""
    fraction: float | None = None
    problem: str = ""


@dataclass(frozen=True)
class SandboxViewState:
    """All but the text that is streaming, which reaches the page through `append_text(message_id, piece)`.

    `context_line` is exact ("412 of 8,192 tokens used"); `context_full` asks the user to choose how to go on.
    `editing_id` is the turn that the draft will be asked instead of, in a branch of its own. `undo` names what was
    just deleted and can be brought back; `notice` is what was just done outside of the page. `export` is the form that
    the conversation is about to be saved in, once the user knows that a file is not protected, and `export_name` what
    the file would be called. `export_refusal` says why nothing can be saved or copied as a whole here.
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
    lists: ListState = field(default_factory=ListState)
    set_up: SetUpState = field(default_factory=SetUpState)
    branches: tuple[BranchRow, ...] = ()
    can_branch: bool = True
    editing_id: int | None = None
    is_pinned: bool = False
    folder_id: int | None = None
    shows_figures: bool = False
    undo: str = ""
    notice: str = ""
    export: Literal["", "markdown", "pdf"] = ""
    export_name: str = ""
    export_refusal: str = ""
    carrying: CarryingState = field(default_factory=CarryingState)
