"""Who answers in a conversation, and how: chosen at its start, changeable for what follows."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Literal, get_args

from closeddoor.domain.ports import Sampling

Manner = Literal["careful", "balanced", "free"]
Length = Literal["short", "medium", "long"]
NumberName = Literal["temperature", "top_p", "top_k", "min_p", "repeat_penalty", "max_tokens"]

ASSISTANT = "assistant"
OWN = "own"
"""The persona whose words the user writes."""

MOST_OWN_CHARACTERS = 8_000
MOST_SUMMARY_CHARACTERS = 8_000

_CHOICE_OF_WORDS: Mapping[Manner, Sampling] = {
    "careful": Sampling(temperature=0.2, top_p=0.8, top_k=20),
    "balanced": Sampling(temperature=0.7, top_p=0.9, top_k=40),
    "free": Sampling(temperature=1.0, top_p=0.95, top_k=80),
}
_MOST_TOKENS: Mapping[Length, int] = {"short": 192, "medium": 768, "long": 2048}


@dataclass(frozen=True)
class Bounds:
    """What a number may be, both ends included."""

    least: float
    most: float
    is_whole: bool = False

    def hold(self, value: float) -> bool:
        return self.least <= value <= self.most and (not self.is_whole or value == int(value))


BOUNDS: Mapping[NumberName, Bounds] = {
    "temperature": Bounds(0, 2),
    "top_p": Bounds(0.05, 1),
    "top_k": Bounds(1, 200, is_whole=True),
    "min_p": Bounds(0, 0.5),
    "repeat_penalty": Bounds(1, 1.5),
    "max_tokens": Bounds(16, 8192, is_whole=True),
}
"""In the order in which a page shows them. `max_tokens` is what the length means, the others the choice of words."""


@dataclass(frozen=True)
class Summary:
    """What the model reads in place of earlier turns: those up to `through_id`, or, with 0, of another conversation."""

    text: str
    through_id: int = 0


@dataclass(frozen=True)
class SetUp:
    """`persona` is an id of `personas.toml` or `OWN`; `own_text` is kept also while another one answers.

    `numbers` are the user's own, in place of those that the plain words mean; only what differs from them is there.
    `summary` stands in front of the turns that are still read.
    """

    persona: str = ASSISTANT
    own_text: str = ""
    manner: Manner = "balanced"
    length: Length = "medium"
    numbers: Mapping[NumberName, float] = field(default_factory=dict)
    summary: Summary | None = None

    def sampling(self) -> Sampling:
        """Return the numbers that the model gets: what the plain words mean, or the user's own."""
        meant, own = self.meant(), self.numbers
        return Sampling(
            temperature=own.get("temperature", meant.temperature),
            top_p=own.get("top_p", meant.top_p),
            top_k=int(own.get("top_k", meant.top_k)),
            min_p=own.get("min_p", meant.min_p),
            repeat_penalty=own.get("repeat_penalty", meant.repeat_penalty),
            max_tokens=int(own.get("max_tokens", meant.max_tokens)),
        )

    def meant(self) -> Sampling:
        """Return the numbers behind the plain words."""
        return replace(_CHOICE_OF_WORDS[self.manner], max_tokens=_MOST_TOKENS[self.length])

    def with_number(self, name: NumberName, value: float | None) -> "SetUp":
        """Return it with a number of the user's own; None, or what the plain words mean anyway, takes that away."""
        numbers = {each: number for each, number in self.numbers.items() if each != name}
        if value is not None and value != getattr(self.meant(), name):
            numbers[name] = value
        return replace(self, numbers=numbers)

    def with_manner(self, manner: Manner) -> "SetUp":
        """Return it with another choice of words: its numbers hold from then on."""
        own_length = self.numbers.get("max_tokens")
        return replace(self, manner=manner, numbers={}).with_number("max_tokens", own_length)

    def with_length(self, length: Length) -> "SetUp":
        """Return it with another length of replies: its number holds from then on."""
        return replace(self, length=length).with_number("max_tokens", None)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "SetUp":
        """Return what was kept; whatever cannot be read is as it is without a choice."""
        try:
            raw = json.loads(text)
        except ValueError:
            return cls()
        kept = raw if isinstance(raw, dict) else {}
        persona, own_text = kept.get("persona"), kept.get("own_text")
        return cls(
            persona if isinstance(persona, str) else ASSISTANT,
            own_text[:MOST_OWN_CHARACTERS] if isinstance(own_text, str) else "",
            next((manner for manner in get_args(Manner) if manner == kept.get("manner")), "balanced"),
            next((length for length in get_args(Length) if length == kept.get("length")), "medium"),
            _numbers(kept.get("numbers")),
            _summary(kept.get("summary")),
        )


def _summary(kept: object) -> Summary | None:
    raw = kept if isinstance(kept, dict) else {}
    text, through_id = raw.get("text"), raw.get("through_id")
    if not isinstance(text, str) or not text.strip() or type(through_id) is not int:
        return None
    return Summary(text[:MOST_SUMMARY_CHARACTERS], through_id)


def _numbers(kept: object) -> dict[NumberName, float]:
    raw = kept if isinstance(kept, dict) else {}
    read = {name: raw.get(name) for name in BOUNDS}
    return {
        name: value
        for name, value in read.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and BOUNDS[name].hold(value)
    }
