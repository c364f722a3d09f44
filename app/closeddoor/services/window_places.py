"""Where the window stood, by how the screens stood: kept in the vault, since it tells at which desk one works."""

from collections.abc import Mapping
from concurrent.futures import Future

from closeddoor.domain.ports import Executor
from closeddoor.vault.vault import Vault

KEY = "window.places"
MOST_ARRANGEMENTS = 8
"""A laptop alone, at two desks, in two meeting rooms; the one used longest ago is forgotten."""


class WindowPlaceService:
    """Reads and writes on the database thread."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def load(self) -> Future[Mapping[str, object]]:
        """Return the places by arrangement."""
        return self._database.submit(lambda: places_in(self._vault))

    def keep(self, arrangement: str, place: str) -> Future[None]:
        """Keep a place as the latest."""
        return self._database.submit(lambda: keep_place(self._vault, arrangement, place))


def places_in(vault: Vault) -> dict[str, object]:
    stored = vault.settings.get(KEY)
    return dict(stored) if isinstance(stored, dict) else {}


def keep_place(vault: Vault, arrangement: str, place: str) -> None:
    others = {key: value for key, value in places_in(vault).items() if key != arrangement}
    latest = list(others.items())[-(MOST_ARRANGEMENTS - 1) :]
    vault.settings.set(KEY, dict([*latest, (arrangement, place)]))
