"""Runs as an account that no permission is given to beyond those of the files: takes them away under an open vault.

Prints one JSON object by name of what was done; `test_storage_faults.py` starts it and reads it.
"""

import json
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes
from tests.vault.small_disk_writer import code_of, texts


def main(place: Path, trials: int) -> None:
    code = make_first(place / "first")
    moments = random.Random(13)  # noqa: S311 -- moments that repeat
    while_open = [
        while_open_trial(place / str(number), code, list(FAULTS)[number % len(FAULTS)], moments.randrange(1, 6))
        for number in range(trials)
    ]
    at_open = {
        name: at_open_trial(place / f"open-{number}", code, fault) for number, (name, fault) in enumerate(AT_OPEN)
    }
    sys.stdout.write(json.dumps({"while open": while_open, "at open": at_open}))


def no_writing(vault: Path) -> Callable[[], None]:
    return mode(vault, 0o500)


def nothing(vault: Path) -> Callable[[], None]:
    return mode(vault, 0o000)


def mode(path: Path, taken: int) -> Callable[[], None]:
    before = path.stat().st_mode
    path.chmod(taken)
    return lambda: path.chmod(before)


def moved(vault: Path) -> Callable[[], None]:
    away = vault.with_name("away")
    vault.rename(away)

    def put_back() -> None:
        away.rename(vault)

    return put_back


def exchanged(vault: Path) -> Callable[[], None]:
    """Put another vault in its place; what is done to it then is compared."""
    put_back = moved(vault)
    shutil.copytree(vault.parent.with_name("first"), vault)
    (vault.parent / "other.json").write_text(json.dumps(file_hashes(vault)))

    def end() -> None:
        vault.rename(vault.with_name("other"))
        put_back()

    return end


def deleted(vault: Path) -> Callable[[], None]:
    """Delete it; a copy made before is what its user puts back."""
    copy = vault.with_name("copy")
    shutil.copytree(vault, copy)
    shutil.rmtree(vault)

    def put_back() -> None:
        copy.rename(vault)

    return put_back


GONE = ("moved", "exchanged", "deleted")
FAULTS = {"deleted": deleted, "no writing": no_writing, "nothing": nothing, "moved": moved, "exchanged": exchanged}


def while_open_trial(place: Path, code_on_paper: Secret, fault: str, writes: int) -> dict[str, object]:
    folder, vault, conversation = begun(place, code_on_paper)
    for number in range(writes):
        vault.conversations.add_message(conversation, "user", f"acknowledged {number}")
    acknowledged = texts(vault)
    undo = FAULTS[fault](folder.path)
    code = code_of(lambda: vault.conversations.add_message(conversation, "user", "lost"))
    is_read = texts(vault) == acknowledged
    code_again = code_of(lambda: vault.attempts.create("p", "1", "h", "s"))
    if fault in GONE:  # it ends before its user has put it back
        vault.close()
    undo()
    vault.close()
    other = place / "other"
    untouched = not other.exists() or file_hashes(other) == json.loads((place / "other.json").read_text())
    reopened = folder.unlock_with_recovery_code(code_on_paper)
    intact = texts(reopened) == acknowledged and not reopened.notices and not reopened.check_integrity()
    reopened.close()
    return {
        "fault": fault,
        "code": code,
        "again": code_again,
        "read": is_read,
        "intact": intact,
        "untouched": untouched,
    }


def make_first(first: Path) -> Secret:
    """Make the vault that the others are copies of; return its recovery code, which opens them in no time."""
    vault, code = cheap_folder(first).create(PASSPHRASE)
    vault.conversations.create("Faults")
    vault.close()
    return code.text()


def begun(place: Path, code_on_paper: Secret) -> tuple[VaultFolder, Vault, int]:
    shutil.copytree(place.with_name("first"), place / "vault")
    folder = cheap_folder(place / "vault")
    vault = folder.unlock_with_recovery_code(code_on_paper)
    return folder, vault, vault.conversations.list()[0].id


AT_OPEN: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    ("folder 0500", ((".", 0o500),)),
    ("folder 0600", ((".", 0o600),)),
    ("folder 0000", ((".", 0o000),)),
    ("history 0000", (("history.db", 0o000),)),
    ("history 0200", (("history.db", 0o200),)),
    ("history 0400", (("history.db", 0o400),)),
    ("head 0000", (("vault.head", 0o000),)),
    ("keys 0000", (("vault.keys", 0o000),)),
    ("both keys 0000", (("vault.keys", 0o000), ("vault.keys.copy", 0o000))),
)


def at_open_trial(place: Path, code_on_paper: Secret, fault: tuple[tuple[str, int], ...]) -> dict[str, object]:
    folder, vault, conversation = begun(place, code_on_paper)
    vault.conversations.add_message(conversation, "user", "kept")
    vault.close()
    before = file_hashes(folder.path)
    undo = [mode(folder.path / name, taken) for name, taken in fault]
    state = code_of(folder.state) if code_of(folder.state) != "no fault" else folder.state().kind
    code = code_of(lambda: folder.unlock_with_recovery_code(code_on_paper).close())
    created = code_of(lambda: folder.create(PASSPHRASE))
    for restore in undo:
        restore()
    after = file_hashes(folder.path)
    reopened = folder.unlock_with_recovery_code(code_on_paper)
    intact = texts(reopened) == ["kept"] and not reopened.notices
    reopened.close()
    same = all(after.get(name) == content for name, content in before.items() if name != "vault.head")
    return {"state": state, "code": code, "create": created, "intact": intact, "same": same}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
