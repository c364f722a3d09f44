"""Who may answer in the sandbox: parts to practise against, kept in `personas.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from closeddoor.domain.set_up import ASSISTANT, OWN, Length, SetUp
from closeddoor.language import tr

_LENGTHS: dict[Length, str] = {
    "short": "Answer in at most three sentences.",
    "medium": "",
    "long": "Answer in full, with reasons and examples, in ordered paragraphs.",
}


@dataclass(frozen=True)
class Persona:
    """`about` says to the user what to expect; `prompt` says to the model who it is."""

    id: str
    name: str
    about: str
    prompt: str


@cache
def personas() -> tuple[Persona, ...]:
    """Return all of them in the order of the file, the plain assistant first."""
    raw = tomllib.loads(files("closeddoor.services").joinpath("personas.toml").read_text(encoding="utf-8"))
    return tuple(Persona(each["id"], tr(each["name"]), tr(each["about"]), each["prompt"]) for each in raw["personas"])


def persona(persona_id: str) -> Persona:
    """Return the one of this id; one that is not known any more is the plain assistant."""
    return next((each for each in personas() if each.id == persona_id), personas()[0])


def system_prompt(set_up: SetUp) -> str:
    """Return what the model is told before the first turn. The user's own words stand alone, as they were written."""
    own = set_up.own_text.strip()
    if set_up.persona == OWN and own:
        return own
    chosen = persona(ASSISTANT if set_up.persona == OWN else set_up.persona)
    return " ".join(part for part in (" ".join(chosen.prompt.split()), _LENGTHS[set_up.length]) if part)
