"""Who answers in a conversation, and how: chosen at its start, changeable for what follows."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from closeddoor.domain.ports import Sampling

Manner = Literal["careful", "balanced", "free"]
Length = Literal["short", "medium", "long"]

ASSISTANT = "assistant"
OWN = "own"
"""The persona whose words the user writes."""

MOST_OWN_CHARACTERS = 8_000

_CHOICE_OF_WORDS: Mapping[Manner, Sampling] = {
    "careful": Sampling(temperature=0.2, top_p=0.8, top_k=20),
    "balanced": Sampling(temperature=0.7, top_p=0.9, top_k=40),
    "free": Sampling(temperature=1.0, top_p=0.95, top_k=80),
}
_MOST_TOKENS: Mapping[Length, int] = {"short": 192, "medium": 768, "long": 2048}


@dataclass(frozen=True)
class SetUp:
    """`persona` is an id of `personas.toml` or `OWN`; `own_text` is kept also while another one answers."""

    persona: str = ASSISTANT
    own_text: str = ""
    manner: Manner = "balanced"
    length: Length = "medium"

    def sampling(self) -> Sampling:
        """Return the numbers behind the plain words."""
        words = _CHOICE_OF_WORDS[self.manner]
        return Sampling(
            temperature=words.temperature,
            top_p=words.top_p,
            top_k=words.top_k,
            max_tokens=_MOST_TOKENS[self.length],
        )

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
        )
