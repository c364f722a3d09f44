"""Erasing everything, away from the window's thread."""

from concurrent.futures import Future

from closeddoor.domain.ports import Executor
from closeddoor.vault.erasing import Holdings, look, order_erasing
from closeddoor.vault.vault_folder import VaultFolder


class ErasingService:
    """One vault folder; every future fails with a `VaultError`, and then nothing was changed."""

    def __init__(self, folder: VaultFolder, database: Executor, *, is_open: bool) -> None:
        """`is_open`: this process has the history open, and will begin anew as soon as it is ordered."""
        self._folder = folder
        self._database = database
        self._is_open = is_open

    @property
    def is_open(self) -> bool:
        """Whether there is a history here of which a backup can be saved first."""
        return self._is_open

    def look(self) -> Future[Holdings]:
        """Return what there is to erase."""
        return self._database.submit(lambda: look(self._folder.path))

    def erase(self, *, with_models: bool) -> Future[None]:
        """Destroy the keys; the process that begins anew finds the order and does the rest, with nothing open.

        It tells what came of it: see `VaultFolder.begin_in_memory`.
        """

        def work() -> None:
            if self._is_open:
                order_erasing(self._folder.path, with_models=with_models)
            else:
                self._folder.erase(with_models=with_models)

        return self._database.submit(work)
