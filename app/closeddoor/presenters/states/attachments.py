"""The documents of the conversation that is open, and what of them the model was given."""

from dataclasses import dataclass

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.text import RenderedText


@dataclass(frozen=True)
class AttachmentRow:
    """One document; `about` is its format and length in a few words. What is off the record cannot be practised on."""

    attachment_id: int
    name: str
    about: str
    can_practise: bool = True


@dataclass(frozen=True)
class SourceRow:
    """What the model was given with the last question, under `number`; `words` names document and place."""

    number: int
    words: str


@dataclass(frozen=True)
class AttachmentsViewState:
    """`remark` is what should be known of the document read last; `undo` names what was just removed.

    `refusal` says why nothing can be attached or practised on here.
    """

    rows: tuple[AttachmentRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    busy: Busy | None = None
    problem: Problem | None = None
    remark: str = ""
    undo: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class PassageView:
    """A stretch of a document to read, with the passage from `start` to `end` marked; start = end marks nothing.

    `title` names document and place, `note` says what of the document is not shown here. What is off the record cannot
    be practised on: practice is kept.
    """

    attachment_id: int
    title: str
    note: str
    text: RenderedText
    start: int
    end: int
    can_practise: bool = True
