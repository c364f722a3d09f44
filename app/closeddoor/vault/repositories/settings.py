"""Settings that are private, as JSON values by key."""

import json
from typing import Any

from closeddoor.vault.database import Database


class SettingRepository:
    """What a setting may be is its `SettingSpec`'s business; here it is any JSON value."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value, or the default when there is none or it cannot be read any more."""
        rows = self._database.read("SELECT value_json FROM settings WHERE key = ?", (key,))
        try:
            return json.loads(rows[0][0]) if rows else default
        except ValueError:
            return default

    def set(self, key: str, value: Any) -> None:
        with self._database.write() as writing:
            writing.execute(
                "INSERT INTO settings (key, value_json) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json",
                (key, json.dumps(value)),
            )
