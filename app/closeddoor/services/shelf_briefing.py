"""A briefing that was chosen from a list, with its whole pack."""

from concurrent.futures import Future

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.services.futures import done, then
from closeddoor.services.library import LibraryService
from closeddoor.services.practice.errors import AttemptUnreadableError
from closeddoor.services.shelf import Shelf


def whole_briefing(
    library: LibraryService, dispatcher: Dispatcher, pack_id: str, scenario_id: str
) -> Future[tuple[Pack, Scenario]]:
    """Read the pack of a briefing and check all of it; fails with the `KnownError` of a pack that is gone or wrong."""

    def read(shelf: Shelf) -> Future[Pack]:
        listed = shelf.pack(pack_id)
        if listed is None:
            raise AttemptUnreadableError
        return library.whole(shelf, listed)

    def find(pack: Pack) -> Future[tuple[Pack, Scenario]]:
        scenario = pack.scenario(scenario_id)
        if scenario is None:
            raise AttemptUnreadableError
        return done((pack, scenario))

    return then(dispatcher, then(dispatcher, library.shelf(), read), find)
