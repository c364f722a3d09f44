"""Open models that suit this application, by how much memory a laptop has; kept in `recommended.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from closeddoor.language import tr


@dataclass(frozen=True)
class RecommendedModel:
    """A model by name, never by address. `size_gb` is that of its file, in units of 10⁹ bytes, rounded.

    `architecture` and `name` are what the file says of itself, `format` the conversation format that follows from them.
    """

    title: str
    publisher: str
    file_name: str
    size_gb: float
    licence: str
    suits: str
    architecture: str
    name: str
    format: str


@dataclass(frozen=True)
class Tier:
    """What suits a laptop with `memory_gb` of memory."""

    memory_gb: int
    title: str
    about: str
    models: tuple[RecommendedModel, ...]


@dataclass(frozen=True)
class Recommended:
    """The tiers, smallest first; `steps` say how to get one of the models and bring it here."""

    order: str
    note: str
    steps: tuple[str, ...]
    tiers: tuple[Tier, ...]

    def tier_for(self, memory_bytes: int | None) -> Tier | None:
        """Return the largest tier that a laptop reaches; None where that is not known, or below the smallest.

        Systems count what the hardware keeps for itself as missing: a laptop sold with 16 GB shows 15 or a little more.
        """
        if memory_bytes is None:
            return None
        reached = [tier for tier in self.tiers if memory_bytes >= tier.memory_gb * 0.9 * 1e9]
        return reached[-1] if reached else None


@cache
def recommended() -> Recommended:
    """Return all of it, in the order of the file."""
    raw = tomllib.loads(files("closeddoor.inference").joinpath("recommended.toml").read_text(encoding="utf-8"))
    return Recommended(tr(raw["order"]), tr(raw["note"]), tuple(map(tr, raw["steps"])), tuple(map(_tier, raw["tiers"])))


def _tier(raw: Mapping[str, Any]) -> Tier:
    return Tier(raw["memory_gb"], tr(raw["title"]), tr(raw["about"]), tuple(map(_model, raw["models"])))


def _model(raw: Mapping[str, Any]) -> RecommendedModel:
    return RecommendedModel(
        title=raw["title"],
        publisher=raw["publisher"],
        file_name=raw["file"],
        size_gb=raw["size_gb"],
        licence=raw["licence"],
        suits=tr(raw["suits"]),
        architecture=raw["architecture"],
        name=raw.get("name", raw["title"]),
        format=raw["format"],
    )
