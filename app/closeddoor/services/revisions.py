"""What a newer revision of an installed pack changes, from the hashes of its files: said before it is installed."""

from collections.abc import Mapping
from dataclasses import dataclass

from closeddoor.domain.scenario import Erratum, Pack
from closeddoor.packs.manifest import file_hashes

SCENARIOS = "scenarios/"
PACK_FILE = "pack.toml"


@dataclass(frozen=True)
class Changes:
    """What is otherwise than in the pack that is there; scenarios by their titles, in the order of their ids.

    `besides` is whether anything else that a reader sees changed: foreword, guide, licence or a picture. `errata` are
    the corrections that the former one did not name.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    besides: bool
    errata: tuple[Erratum, ...]

    @property
    def are_none(self) -> bool:
        """Whether scenarios, and all that is beside them, are the same."""
        return not (self.added or self.changed or self.removed or self.besides or self.errata)


def changes_between(former: Pack, pack: Pack) -> Changes:
    """Return what `pack` changes of `former`. What only pack.toml says shows elsewhere, and is no change here."""
    before, after = (_by_part(file_hashes(each.files)) for each in (former, pack))
    were, are = ({scenario.id: scenario.title for scenario in each.scenarios} for each in (former, pack))
    return Changes(
        added=tuple(title for key, title in are.items() if key not in were),
        changed=tuple(title for key, title in are.items() if key in were and before[key] != after[key]),
        removed=tuple(title for key, title in were.items() if key not in are),
        besides=before.get("") != after.get(""),
        errata=tuple(each for each in pack.info.errata if each not in former.info.errata),
    )


def _by_part(hashes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the hashes by the id of the scenario that a file belongs to; under "" those that belong to none."""
    parts: dict[str, dict[str, str]] = {}
    for path, sha256 in hashes.items():
        part = path.split("/")[1] if path.startswith(SCENARIOS) else ""
        if path != PACK_FILE:
            parts.setdefault(part, {})[path] = sha256
    return parts
