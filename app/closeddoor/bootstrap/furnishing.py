"""Making what is behind the unlock page, piece by piece, while the page is read and the key worked out."""

from collections.abc import Generator, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from closeddoor.bootstrap.front import Front
from closeddoor.profile import Profile

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from closeddoor.bootstrap.house import House
    from closeddoor.bootstrap.locking import BeginAnew

_IN_THIS_ORDER = (
    "closeddoor.vault.vault_folder",
    "closeddoor.domain.scenario",
    "closeddoor.packs",
    "closeddoor.services.library",
    "closeddoor.services.chat",
    "closeddoor.inference.client",
    "closeddoor.ui.pages.home",
    "closeddoor.presenters.home",
    "closeddoor.bootstrap.house",
)
"""What takes long to import; each a piece of its own, so that no key typed into the page waits for all of it."""


def furnish(
    front: Front, profile: Profile, begin_anew: "BeginAnew", parent: "QObject"
) -> Generator[None, None, "House"]:
    """Import what home needs, make it, and return the whole; every other page is made when it is first shown."""
    yield from _imports()
    from closeddoor.bootstrap.house import House  # noqa: PLC0415 - imported piece by piece until here
    from closeddoor.bootstrap.pages import Pages  # noqa: PLC0415 - as above

    pages = Pages({"unlock": front.page})
    pages.follow(front.window.add_page)
    front.appearance.dress(pages.make("home"))
    yield
    return House(front, profile, pages, begin_anew, parent)


def _imports() -> Iterator[None]:
    for name in _IN_THIS_ORDER:
        import_module(name)
        yield
