"""Vaults whose passphrase costs nothing to guess: everything else about them is real."""

import hashlib
import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper import messages
from closeddoor.keyhelper.__main__ import derive
from closeddoor.keyhelper.cost import Argon2Cost
from closeddoor.keyhelper.messages import RefusalError
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.migrations import MIGRATIONS, Migration
from closeddoor.vault.vault_folder import VaultFolder

CHEAP = Argon2Cost(time=1, memory_kib=8, lanes=1)
PASSPHRASE = Secret.from_text("quiet harbour, seven lamps")


class KeyHelperWithin(KeyHelper):
    """Answers as the process does, in this one: at such a cost, nearly all of its time was its start.

    The process itself is asked in `test_key_helper.py`, `test_key_helper_confinement.py`, `test_unlocking.py` and in
    every window of `tests/e2e`; what concerns a keychain goes to it from here, too.
    """

    def _run(self, framed: bytes, limit_s: float) -> bytes:
        request, answer = messages.read(BytesIO(framed)), BytesIO()
        if request["operation"] != "derive":
            return super()._run(framed, limit_s)
        try:
            messages.write(answer, derive(request))
        except RefusalError as refusal:
            messages.write(answer, {"code": refusal.code})
        return answer.getvalue()


def cheap_folder(
    path: Path, helper: KeyHelper | None = None, migrations: Sequence[Migration] = MIGRATIONS
) -> VaultFolder:
    return VaultFolder(path, helper or KeyHelperWithin(), cost=CHEAP, cost_floor=CHEAP, migrations=migrations)


def file_hashes(folder: Path) -> dict[str, str]:
    """Return what is in a folder, but for the lock, which opening may touch."""
    files = (path for path in folder.iterdir() if path.name != "vault.lock")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def put_no_file(path: Path, what: str) -> None:
    """Put a folder, a link to itself or a pipe where a file belongs."""
    path.unlink(missing_ok=True)
    if what == "folder":
        path.mkdir()
    elif what == "loop":
        path.symlink_to(path.name)
    else:
        os.mkfifo(path)
