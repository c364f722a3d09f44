"""What lists say of packs: enough to find, choose and time a briefing, a hundredth of the pack itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from closeddoor.domain.errors import KnownError
from closeddoor.domain.installed import InstalledPack
from closeddoor.domain.scenario import Module, Pack, PackInfo, Scenario
from closeddoor.domain.timing import scenario_minutes
from closeddoor.services.practice.steps import BriefingStep, steps_of


@dataclass(frozen=True)
class ListedScenario:
    """A briefing in a list. `minutes` is what it takes by its words and tasks; `steps` are as `steps_of` has them."""

    id: str
    title: str
    module: Module
    level: int
    role: str
    roles: tuple[str, ...]
    twin: str | None
    is_for_group: bool
    minutes: float
    steps: tuple[BriefingStep, ...]


@dataclass(frozen=True)
class ListedPack:
    """A pack in a list; `content_hash` is that of the pack it was made from."""

    info: PackInfo
    scenarios: tuple[ListedScenario, ...]
    content_hash: str

    def scenario(self, scenario_id: str) -> ListedScenario | None:
        return next((scenario for scenario in self.scenarios if scenario.id == scenario_id), None)


@dataclass(frozen=True)
class NotShown:
    """What stands on the shelf and cannot be shown, and why: an installed pack, or else a folder or the whole vault."""

    problem: KnownError
    installed: InstalledPack | None = None


@dataclass(frozen=True)
class Shelf:
    """The packs that could be read, and those that could not; `installed` says which of the former are of the vault.

    `unsigned_ids` are remembered of packs that were removed too: attempts made with them stay readable.
    """

    packs: tuple[ListedPack, ...] = ()
    not_shown: tuple[NotShown, ...] = ()
    installed: tuple[InstalledPack, ...] = ()
    unsigned_ids: frozenset[str] = frozenset()

    @property
    def problems(self) -> tuple[KnownError, ...]:
        return tuple(each.problem for each in self.not_shown)

    def pack(self, pack_id: str) -> ListedPack | None:
        return self._by_id.get(pack_id)

    def installed_as(self, pack_id: str) -> InstalledPack | None:
        """Return how a pack is installed; None for one that comes with the application."""
        return self._installed_by_id.get(pack_id)

    def is_unsigned(self, pack_id: str) -> bool:
        """Return whether nobody signed the pack, which is to be said wherever it appears; built-in packs need none."""
        installed = self.installed_as(pack_id)
        if installed is not None:
            return installed.public_key is None
        return self.pack(pack_id) is None and pack_id in self.unsigned_ids

    @cached_property
    def _by_id(self) -> Mapping[str, ListedPack]:
        """The packs by id: with hundreds of them, each attempt of the record asks for its own."""
        return {pack.info.id: pack for pack in reversed(self.packs)}

    @cached_property
    def _installed_by_id(self) -> Mapping[str, InstalledPack]:
        return {pack.pack_id: pack for pack in reversed(self.installed)}


def listed(pack: Pack) -> ListedPack:
    """Return what lists say of a pack."""
    return ListedPack(pack.info, tuple(map(listed_scenario, pack.scenarios)), pack.content_hash)


def listed_scenario(scenario: Scenario) -> ListedScenario:
    return ListedScenario(
        id=scenario.id,
        title=scenario.title,
        module=scenario.module,
        level=scenario.level,
        role=scenario.role,
        roles=scenario.roles,
        twin=scenario.twin,
        is_for_group=not scenario.tasks,
        minutes=scenario_minutes(scenario),
        steps=steps_of(scenario),
    )
