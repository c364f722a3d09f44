"""A child in a namespace of its own: takes the disk away from a vault in the middle of its use, and gives it back.

Usage: … PLACE TRIALS FAULT…, each of `full`, `read-only` (both need a mount of its own) and `no permission` (needs to
have no rights but those of the files). Prints a JSON list, one object for each trial.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.secret import Secret
from closeddoor.services.backup import BackupService, Threads
from closeddoor.vault.rotation import rotate
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.rotating_writer import NEW_PASSPHRASE
from tests.vault.small_disk_writer import fill, texts

ROWS = ["one", "two", "three"]
EARLIER = b"an earlier backup"
BLOCKS_LEFT = {"row": 7, "keys": 0, "rotation": 40, "backup": 7}
"""On the full disk at most, so that it is full at another step in each trial; less than each of them takes."""


@dataclass(frozen=True)
class Opened:
    """An open vault and what may be done with it: each of `doing` writes, and says what opens the vault then."""

    vault: Vault
    doing: dict[str, Callable[[], Secret]]


def main(place: Path, trials: int, faults: list[str]) -> None:
    cases = [(fault, doing) for fault in faults for doing in BLOCKS_LEFT]
    make_first(place / "first")
    outcomes = [one_trial(place / str(number), number, *cases[number % len(cases)]) for number in range(trials)]
    sys.stdout.write(json.dumps(outcomes))


def make_first(path: Path) -> None:
    vault, _ = cheap_folder(path).create(PASSPHRASE)
    conversation = vault.conversations.create("Faults")
    for text in ROWS:
        vault.conversations.add_message(conversation, "user", text)
    vault.close()


def one_trial(place: Path, number: int, fault: str, doing: str) -> dict[str, object]:
    folder, backup = cheap_folder(place / "vault"), place / "backups" / "b.cdbackup"
    shutil.copytree(place.with_name("first"), folder.path)
    backup.parent.mkdir()
    backup.write_bytes(EARLIER)
    opened = begin(folder, backup)
    blocks = number % (BLOCKS_LEFT[doing] + 1)
    undo = [FAULTS[fault](place / name, blocks) for name in ("vault", "backups")]
    refused = refusal(opened.doing[doing])
    is_read = texts(opened.vault) == ROWS
    for give_back in undo:
        give_back()
    outcome = {"fault": fault, "doing": doing, **refused, "read": is_read, "intact": is_intact(folder.path, backup)}
    way: list[Secret] = []
    again = refusal(lambda: way.append(opened.doing[doing]()))
    opened.vault.close()
    outcome["again"] = not again["code"] and opens(folder, way[0], [*ROWS, *(["more"] if doing == "row" else [])])
    shutil.rmtree(place)
    return outcome


def begin(folder: VaultFolder, backup: Path) -> Opened:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    keys, conversation = vault.keys, vault.conversations.list()[0].id
    new_slot, new_keys = keys.prepare(Protection("passphrase", NEW_PASSPHRASE)), keys.prepare_rotation(NEW_PASSPHRASE)

    def add_row() -> Secret:
        vault.conversations.add_message(conversation, "user", "more")
        return PASSPHRASE

    def change_passphrase() -> Secret:
        keys.put(new_slot)
        return NEW_PASSPHRASE

    def rotate_keys() -> Secret:
        rotate(vault, new_keys)
        return NEW_PASSPHRASE

    def back_up() -> Secret:
        threads = Threads(InlineExecutor(), InlineExecutor(), dispatcher := QueueDispatcher(), lambda: False)
        saving = BackupService(vault, threads).save(backup, lambda _: None)
        dispatcher.run()
        saving.future.result(0)
        return PASSPHRASE

    return Opened(vault, {"row": add_row, "keys": change_passphrase, "rotation": rotate_keys, "backup": back_up})


def full(path: Path, blocks: int) -> Callable[[], None]:
    filler = path.with_name(f"{path.name}.filler")
    fill(filler, blocks)
    return filler.unlink


def read_only(path: Path, _blocks: int) -> Callable[[], None]:
    """As after an error of the disk: what is open stays open, and nothing can be opened for writing or made."""
    mount("--bind", path, path)
    mount("-o", "remount,bind,ro", path)
    return lambda: run("umount", "--lazy", path)


def no_permission(path: Path, _blocks: int) -> Callable[[], None]:
    before = path.stat().st_mode
    path.chmod(0o500)
    return lambda: path.chmod(before)


def mount(*arguments: object) -> None:
    run("mount", *arguments)


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True)


FAULTS: dict[str, Callable[[Path, int], Callable[[], None]]] = {
    "full": full,
    "read-only": read_only,
    "no permission": no_permission,
}


def refusal(step: Callable[[], object]) -> dict[str, object]:
    """Take a step; return the code and the sentences of what refused it, or no code; a mistake has no sentences."""
    try:
        step()
    except KnownError as error:
        return {"code": error.code, "said": [error.happened, error.safe, error.next_step]}
    except BugError as error:
        return {"code": f"mistake: {error}", "said": []}
    return {"code": "", "said": []}


def is_intact(path: Path, backup: Path) -> bool:
    """Whether the old way, and only it, opens a copy of this with every row, and the earlier backup is untouched."""
    copy = path.with_name("copy")
    shutil.copytree(path, copy)
    folder = cheap_folder(copy)
    is_old = opens(folder, PASSPHRASE, ROWS) and refusal(lambda: folder.unlock_with_passphrase(NEW_PASSPHRASE))["code"]
    return bool(is_old) and {file: file.read_bytes() for file in backup.parent.iterdir()} == {backup: EARLIER}


def opens(folder: VaultFolder, passphrase: Secret, rows: list[str]) -> bool:
    try:
        vault = folder.unlock_with_passphrase(passphrase)
    except KnownError:
        return False
    found = (texts(vault), vault.notices, vault.check_integrity())
    vault.close()
    return found == (rows, (), ())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
