"""The place to come back to after a lock: in the vault, since it tells what one was at, and counted once."""

from contextlib import suppress

from closeddoor.domain.errors import KnownError
from closeddoor.domain.place import Place
from closeddoor.vault.vault import Vault

KEY = "window.place"


def keep_place(vault: Vault, place: Place) -> None:
    """Keep where the user is, because the window is about to be locked; call it on the database thread."""
    vault.settings.set(KEY, place.to_json())


def take_place(vault: Vault) -> Place | None:
    """Return the place that was kept, once, or home where it is gone; call it on the database thread."""
    stored = vault.settings.get(KEY)
    if stored is None:
        return None
    with suppress(KnownError):  # a disk that is full is no reason not to open
        vault.settings.set(KEY, None)
    place = Place.from_json(stored)
    return place if place is None or _is_there(vault, place) else place.at_home()


def _is_there(vault: Vault, place: Place) -> bool:
    is_gone = (
        (place.conversation_id and vault.conversations.get(place.conversation_id) is None)
        or (place.attempt_id and vault.attempts.get(place.attempt_id) is None)
        or (place.own_id and vault.own_briefings.get(place.own_id) is None)
    )
    return not is_gone
