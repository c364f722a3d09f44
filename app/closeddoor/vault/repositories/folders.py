"""Folders of conversations: names, in the order of the alphabet."""

from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class RemovedFolder:
    """A folder as it was, for bringing it back; its name shows in no log."""

    folder_id: int
    name: str = field(repr=False)
    conversation_ids: tuple[int, ...]


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

    def take_out(self, folder_id: int) -> RemovedFolder | None:
        """Delete a folder and return what it was; None when it is gone already."""
        with self._database.write() as writing:
            row = writing.execute("SELECT name FROM folders WHERE id = ?", (folder_id,)).fetchone()
            inside = writing.execute("SELECT id FROM conversations WHERE folder_id = ?", (folder_id,)).fetchall()
            writing.execute("DELETE FROM folders WHERE id = ?", (folder_id,))
        return RemovedFolder(folder_id, row[0], tuple(each for (each,) in inside)) if row else None

    def put_back(self, removed: RemovedFolder) -> int:
        """Bring a folder back with what was in it and is in none now; return its id.

        Where a folder of that name has been made since, it is that one: to who looks at the list it is the same.
        """
        same = self._named(removed.name)
        folder_id = removed.folder_id if same is None else same.id
        with self._database.write() as writing:
            if same is None:
                writing.execute("INSERT INTO folders (id, name) VALUES (?, ?)", (folder_id, removed.name))
            writing.executemany(
                "UPDATE conversations SET folder_id = ? WHERE id = ? AND folder_id IS NULL",
                [(folder_id, each) for each in removed.conversation_ids],
            )
        return folder_id

    def _named(self, name: str) -> Folder | None:
        key = storable(name).casefold()
        return next((folder for folder in self.list() if folder.name.casefold() == key), None)

    def _refuse_taken(self, name: str, but_id: int | None = None) -> None:
        same = self._named(name)
        if same is not None and same.id != but_id:
            raise FolderNameTakenError(name)
