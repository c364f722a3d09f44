"""The full check of a history, which gives way to whoever waits for the database."""

from collections.abc import Callable

from closeddoor.vault.database import Database
from closeddoor.vault.errors import DamagedDatabaseError
from closeddoor.vault.page_check import PageCheck
from closeddoor.vault.storage_faults import named_faults

CHECKED_KEY = "integrity_checked_at_ms"
"""The setting that says when the whole file was last found well."""


class IntegrityCheck:
    """Pages against their MACs, then the structure (2 to 5 s per 100,000 messages together).

    Pages that were checked stay checked; the structure can only be checked whole, so it begins anew after giving way.
    """

    def __init__(self, database: Database, pages: PageCheck | None) -> None:
        self._database = database
        self._pages = pages
        self._problems: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong; nothing, if all is well."""
        return (self._pages.problems if self._pages else ()) + self._problems

    def advance(self, is_wanted: Callable[[], bool]) -> bool:
        """Check to the end (True), or until somebody else waits (False, within a tenth of a second)."""
        with named_faults():
            if self._pages is not None and not self._pages.advance(is_wanted):
                return False
        try:
            found = self._database.check_structure(is_wanted)
        except DamagedDatabaseError as error:
            found = (error.happened,)
        self._problems = found or ()
        return found is not None
