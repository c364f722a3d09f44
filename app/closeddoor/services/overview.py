"""The shelf and where the participant stands with all that is on it, in one answer."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.ports import Dispatcher
from closeddoor.services.choosing import Candidate, candidates_on
from closeddoor.services.futures import done, then
from closeddoor.services.library import LibraryService
from closeddoor.services.shelf import Shelf
from closeddoor.services.standings import Practised, StandingService


@dataclass(frozen=True)
class Overview:
    """What pages that offer briefings need; `next_times` are the participant's lines, by finished attempt."""

    shelf: Shelf
    candidates: tuple[Candidate, ...]
    next_times: Mapping[int, str]


class OverviewService:
    """Asks library and vault."""

    def __init__(self, library: LibraryService, standings: StandingService, dispatcher: Dispatcher) -> None:
        self._library = library
        self._standings = standings
        self._dispatcher = dispatcher

    def overview(self) -> Future[Overview]:
        """Return it; fails with a `KnownError` when the vault cannot be read."""
        return then(self._dispatcher, self._library.shelf(), self._with_standings)

    def _with_standings(self, shelf: Shelf) -> Future[Overview]:
        def put_together(practised: Practised) -> Future[Overview]:
            return done(Overview(shelf, candidates_on(shelf, practised.standings), practised.next_times))

        return then(self._dispatcher, self._standings.practised(), put_together)
