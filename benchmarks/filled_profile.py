"""A profile with a history of many conversations, as a benchmark's window is started on it."""

from pathlib import Path

from benchmarks.long_history import fill
from benchmarks.unlocking import PASSPHRASE
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.vault.vault_folder import VaultFolder


def filled_profile(folder: Path, conversations: int) -> Path:
    """Make `folder`/profile, with `unlocking.PASSPHRASE` and so many conversations, and `folder`/home beside it."""
    profile = folder / "profile"
    profile.mkdir(mode=0o700)
    (folder / "home").mkdir()
    vault, _ = VaultFolder(profile / "vault", cost=FLOOR).create(PASSPHRASE)
    fill(vault._database, conversations)  # noqa: SLF001 - a benchmark fills it faster than a person
    vault.close()
    return profile
