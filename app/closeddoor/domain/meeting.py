"""What is worth having in hand before a meeting about AI: questions, red flags and terms, by its kind.

The contents are data (`meetings/<kind>.toml`); the shape, and how much of each there is, is checked here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeGuard, cast, get_args

from closeddoor.domain.scenario import Module
from closeddoor.domain.table import FieldError, Table
from closeddoor.language import tr

MeetingKind = Literal["vendor-pitch", "investment-committee", "board", "press", "regulator", "staff"]

NoteKey = tuple[MeetingKind, int]
"""What notes are known by: the kind of their meeting, and when they were begun."""

MEETING_TITLES: Mapping[MeetingKind, str] = {
    "vendor-pitch": tr("Vendor pitch"),
    "investment-committee": tr("Investment committee"),
    "board": tr("Board"),
    "press": tr("Press"),
    "regulator": tr("Regulator"),
    "staff": tr("Staff"),
}

QUESTIONS = 6
RED_FLAGS = 3
TERMS = (4, 8)
"""How many there are of each: what one can take into a room. Of terms, at least and at most."""


@dataclass(frozen=True)
class WorthAsking:
    """A question, with what the answer sounds like from somebody who knows and from somebody who does not."""

    question: str
    good: str
    evasive: str


@dataclass(frozen=True)
class RedFlag:
    """Something one may hear or see, and why it should stop a meeting for a minute."""

    sign: str
    why: str


@dataclass(frozen=True)
class MeetingTerm:
    """A word that is likely to be used, in one sentence."""

    term: str
    means: str


@dataclass(frozen=True)
class MeetingGuide:
    """One kind of meeting. `modules` are those whose briefings prepare for it, the nearest first.

    `facts_as_of` is the day on which what it says, of law above all, was last looked at.
    """

    kind: MeetingKind
    about: str
    opening: str
    questions: tuple[WorthAsking, ...]
    red_flags: tuple[RedFlag, ...]
    terms: tuple[MeetingTerm, ...]
    modules: tuple[Module, ...]
    facts_as_of: date

    @property
    def title(self) -> str:
        return MEETING_TITLES[self.kind]


@dataclass(frozen=True)
class MeetingNote:
    """What the user wrote before one meeting. `name` is theirs, or empty; times are milliseconds since 1970, UTC."""

    kind: MeetingKind
    begun_at_ms: int
    name: str = ""
    text: str = ""
    updated_at_ms: int = 0

    @property
    def key(self) -> NoteKey:
        return self.kind, self.begun_at_ms

    @property
    def is_blank(self) -> bool:
        return not (self.name or self.text)


def is_meeting_kind(name: str) -> TypeGuard[MeetingKind]:
    return name in MEETING_TITLES


def parse_guide(kind: MeetingKind, data: object) -> MeetingGuide:
    """Return the guide that a decoded file holds; raises `FieldError` for what is missing, unknown or too much."""
    table = Table(data)
    guide = MeetingGuide(
        kind=kind,
        about=table.text("about", most=120),
        opening=table.text("opening", most=600),
        questions=table.each("questions", _question, least=QUESTIONS, unique=lambda each: each.question),
        red_flags=table.each("red_flags", _red_flag, least=RED_FLAGS, unique=lambda each: each.sign),
        terms=table.each("terms", _term, least=TERMS[0], unique=lambda each: each.term),
        modules=_modules(table),
        facts_as_of=table.date("facts_as_of"),
    )
    table.close()
    _refuse_more(guide)
    return guide


def _question(table: Table) -> WorthAsking:
    texts = (table.text(key, most=600) for key in ("question", "good", "evasive"))
    return WorthAsking(*texts)


def _red_flag(table: Table) -> RedFlag:
    return RedFlag(table.text("sign", most=200), table.text("why", most=600))


def _term(table: Table) -> MeetingTerm:
    return MeetingTerm(table.text("term", most=60), table.text("means", most=400))


def _modules(table: Table) -> tuple[Module, ...]:
    names = table.texts("modules")
    for name in names:
        if name not in get_args(Module):
            raise table.error("field.value", "modules", f"“{name[:80]}” is no module.")
    return cast("tuple[Module, ...]", names)


def _refuse_more(guide: MeetingGuide) -> None:
    for name, found, most in (
        ("questions", guide.questions, QUESTIONS),
        ("red_flags", guide.red_flags, RED_FLAGS),
        ("terms", guide.terms, TERMS[1]),
    ):
        if len(found) > most:
            raise FieldError("field.length", name, f"has {len(found)}, more than {most}.")
