"""Where it stands which packs there are, and who vouches for each."""

from concurrent.futures import Future
from typing import Protocol

from closeddoor.services.shelf import Shelf


class Library(Protocol):
    """What presenters of a briefing need of the library."""

    def shelf(self) -> Future[Shelf]: ...
