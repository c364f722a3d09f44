"""Making what is behind the unlock page, piece by piece, while the page is read and the key worked out."""

from collections.abc import Generator, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from closeddoor.bootstrap.front import Front
from closeddoor.profile import Profile

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from closeddoor.bootstrap.house import House
    from closeddoor.bootstrap.locking import BeginAnew
    from closeddoor.presenters.states.window import PageName

_IN_THIS_ORDER = (
    "closeddoor.vault.vault_folder",
    "closeddoor.domain.scenario",
    "closeddoor.packs",
    "closeddoor.services.library",
    "closeddoor.services.practice",
    "closeddoor.services.chat",
    "closeddoor.services.record",
    "closeddoor.grading.grader",
    "closeddoor.inference.client",
    "closeddoor.ui.pages.home",
    "closeddoor.ui.pages.keep",
    "closeddoor.ui.pages.meeting",
    "closeddoor.ui.pages.practice",
    "closeddoor.ui.pages.debrief",
    "closeddoor.ui.pages.library",
    "closeddoor.ui.pages.record",
    "closeddoor.ui.pages.own_practice",
    "closeddoor.ui.pages.desk",
    "closeddoor.ui.pages.sandbox",
    "closeddoor.ui.pages.models",
    "closeddoor.ui.pages.settings",
    "closeddoor.ui.pages.privacy",
    "closeddoor.ui.pages.session",
    "closeddoor.presenters.home",
    "closeddoor.presenters.briefing",
    "closeddoor.presenters.debrief",
    "closeddoor.presenters.library",
    "closeddoor.presenters.record",
    "closeddoor.presenters.sandbox",
    "closeddoor.presenters.desk",
    "closeddoor.bootstrap.attachments",
    "closeddoor.bootstrap.privacy",
    "closeddoor.bootstrap.house",
)
"""What takes long to import; each a piece of its own, so that no key typed into the page waits for all of it."""


def furnish(
    front: Front, profile: Profile, begin_anew: "BeginAnew", parent: "QObject"
) -> Generator[None, None, "House"]:
    """Import, then make page after page; return the whole."""
    yield from _imports()
    from closeddoor.bootstrap.house import House  # noqa: PLC0415 - imported piece by piece until here
    from closeddoor.bootstrap.pages import Pages  # noqa: PLC0415 - as above
    from closeddoor.ui.pages.specs import PAGES  # noqa: PLC0415 - as above

    made: dict[PageName, QWidget] = {"unlock": front.page}
    for spec in PAGES:
        if spec.name not in made:
            made[spec.name] = page = spec.make()
            front.window.add_page(spec.name, page)
            yield
    front.appearance.dress(made["home"])
    yield
    return House(front, profile, Pages(made), begin_anew, parent)


def _imports() -> Iterator[None]:
    for name in _IN_THIS_ORDER:
        import_module(name)
        yield
