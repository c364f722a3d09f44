"""The built-in packs as the tests of their content read them."""

from pathlib import Path

from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS

HERE = Path(__file__).parent


def built_in() -> tuple[Pack, ...]:
    return tuple(read_pack(path.parent) for path in sorted(PACKS.glob("*/pack.toml")))


def shelf_of(pack: Pack) -> str:
    """Return the name of a built-in pack's folder."""
    return pack.info.id.rpartition(".")[2]


SHELVES = built_in()
BRIEFINGS: tuple[tuple[Pack, Scenario], ...] = tuple((pack, each) for pack in SHELVES for each in pack.scenarios)
NAMES = [f"{shelf_of(pack)}/{scenario.id}" for pack, scenario in BRIEFINGS]
