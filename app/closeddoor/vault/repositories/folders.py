"""Folders of conversations: names, in the order of the alphabet."""

from typing import cast

from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Folder
from closeddoor.language import tr
from closeddoor.vault.database import Database
from closeddoor.vault.repositories.stored_text import storable

_LIST = """
    SELECT f.id, f.name, coalesce(held.number, 0) FROM folders AS f
    LEFT JOIN (
        SELECT folder_id, count(*) AS number FROM conversations WHERE folder_id IS NOT NULL GROUP BY folder_id
    ) AS held ON held.folder_id = f.id
"""


class FolderNameTakenError(KnownError):
    """Two folders of one name could not be told apart."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "folder.taken",
            tr("There is a folder “{name}” already.", name=name),
            tr("Nothing was changed."),
            tr("Choose another name."),
        )


class FolderRepository:
    """Deleting a folder leaves its conversations, in none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> tuple[Folder, ...]:
        folders = (Folder(*row) for row in self._database.read(_LIST))
        return tuple(sorted(folders, key=lambda folder: (folder.name.casefold(), folder.id)))

    def create(self, name: str) -> int:
        """Return the new folder's id; raises `FolderNameTakenError`."""
        self._refuse_taken(name)
        with self._database.write() as writing:
            return cast("int", writing.execute("INSERT INTO folders (name) VALUES (?)", (storable(name),)).lastrowid)

    def rename(self, folder_id: int, name: str) -> None:
        """Raises `FolderNameTakenError` where another one has the name."""
        self._refuse_taken(name, folder_id)
        with self._database.write() as writing:
            writing.execute("UPDATE folders SET name = ? WHERE id = ?", (storable(name), folder_id))

    def delete(self, folder_id: int) -> None:
        with self._database.write() as writing:
            writing.execute("DELETE FROM folders WHERE id = ?", (folder_id,))

    def _refuse_taken(self, name: str, but_id: int | None = None) -> None:
        key = storable(name).casefold()
        if any(folder.name.casefold() == key and folder.id != but_id for folder in self.list()):
            raise FolderNameTakenError(name)
