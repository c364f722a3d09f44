"""The facilitator's desk: a pack that is written in forms."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.text.blocks import RenderedText

DeskStage = Literal["choose", "form", "document", "build"]
FieldLook = Literal["line", "text", "choice", "toggle", "ticks"]
Standing = Literal["wrong", "left", "better"]
ActionKind = Literal["primary", "secondary", "quiet"]
EMPTY = RenderedText((), "")


@dataclass(frozen=True)
class DeskField:
    """A field; `key` names file and place, `value` is what it shows, for ticks the chosen values line by line.

    `fixed` says why nothing can be typed in it; empty where it can. `said` is what the check says of it, and
    `standing` whether that is a mistake, something left to do, or advice.
    """

    key: str
    title: str
    look: FieldLook
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    said: str = ""
    fixed: str = ""
    standing: Standing = "wrong"


@dataclass(frozen=True)
class DeskAction:
    """A button: `key` comes back when it is pressed."""

    key: str
    words: str
    kind: ActionKind = "secondary"


@dataclass(frozen=True)
class DeskGroup:
    """Fields under a heading; `actions` stand below them, `as_it_stands` shows what has no form."""

    key: str
    title: str
    fields: tuple[DeskField, ...] = ()
    about: str = ""
    actions: tuple[DeskAction, ...] = ()
    as_it_stands: str = ""
    is_entry: bool = False


@dataclass(frozen=True)
class DeskRow:
    """A part of the pack that can be opened."""

    key: str
    title: str
    about: str = ""
    aside: str = ""


@dataclass(frozen=True)
class DeskFinding:
    """What is wrong, left to do or could be better, and where it leads: a part, and a field in it.

    `is_refusal`: the pack is not sound until it is mended; `is_unfinished`: it only waits to be written.
    """

    part: str
    field: str
    place: str
    says: str
    is_refusal: bool
    is_unfinished: bool = False


@dataclass(frozen=True)
class DeskMark:
    """A mark in the document that shows, by code points; `is_target`: else a decoy, or without any key."""

    span: str
    start: int
    end: int
    words: str
    is_current: bool = False


@dataclass(frozen=True)
class DeskDocument:
    """A text as the participant sees it; `cannot_show` says why it cannot be shown.

    `source_key` is the field its source stands in. `can_mark`: marks are made in it.
    """

    name: str = ""
    shown: RenderedText = EMPTY
    cannot_show: str = ""
    can_mark: bool = False
    marks: tuple[DeskMark, ...] = ()
    tasks: tuple[tuple[str, str], ...] = ()
    task: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    label: str = ""


@dataclass(frozen=True)
class DeskViewState:
    """What the desk shows. `way` leads back, outermost first: key and words of each part above this one.

    `saved` says where what is typed lies, `verdict` how the pack is. `conflict`: another program changed what is being
    changed here, and somebody has to decide. `key_name` is the file of the key that would sign, `former_name` that of
    the one that would name it as its successor.
    """

    stage: DeskStage = "choose"
    part: str = ""
    title: str = ""
    about: str = ""
    way: tuple[tuple[str, str], ...] = ()
    rows: tuple[DeskRow, ...] = ()
    rows_title: str = ""
    groups: tuple[DeskGroup, ...] = ()
    actions: tuple[DeskAction, ...] = ()
    document: DeskDocument = DeskDocument()
    findings: tuple[DeskFinding, ...] = ()
    verdict: str = ""
    is_sound: bool = False
    saved: str = ""
    said: str = ""
    can_step_back: bool = False
    has_conflict: bool = False
    busy: Busy | None = None
    problem: Problem | None = None
    modules: tuple[tuple[str, str], ...] = ()
    key_name: str = ""
    key_is_new: bool = False
    former_name: str = ""
