"""Backends of the kinds that must not be trusted with a key."""

from pathlib import Path


class PlaintextKeyring:
    """Keeps what it is given, and would keep it in a file that anyone reads."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.items[service, username]


class NullKeyring(PlaintextKeyring):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class ChangingKeyring(PlaintextKeyring):
    """Gives back something else."""

    def get_password(self, service: str, username: str) -> str | None:
        kept = super().get_password(service, username)
        return kept and kept[::-1]


class UndeletingKeyring(PlaintextKeyring):
    """Deletes nothing."""

    def delete_password(self, service: str, username: str) -> None:
        pass


class LockedKeyring(PlaintextKeyring):
    """Refuses."""

    def set_password(self, service: str, username: str, password: str) -> None:
        message = f"{service} is locked for {username} ({len(password)})"
        raise OSError(message)


class FileKeyring(PlaintextKeyring):
    """Keeps what it is given in a file, in plain text."""

    path: Path

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password)
        self.path.write_text(f"{service} {username} {password}")


class KeyringLocked(Exception):  # noqa: N818 -- the name that `keyring` gave it
    """As `keyring` says that its user did not unlock."""


class NotUnlockedKeyring(PlaintextKeyring):
    """Is locked, and says so."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(service, username, password)
