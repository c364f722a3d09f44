"""A child, confined as the window is: saves a backup, restores it, puts back, deletes, repairs. Prints JSON.

Usage: confined_copies.py WRITABLE PROFILE BACKUP
"""

import json
import sys
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from closeddoor.confinement.window import confine_window, protect_process

T = TypeVar("T")


def main(writable: Path, profile: Path, backup: Path) -> dict[str, object]:
    protect_process()
    enforced = confine_window(writable)

    from closeddoor.domain.errors import KnownError  # noqa: PLC0415 - all else comes after confinement, as in the window
    from closeddoor.services.backup import BackupService, Threads  # noqa: PLC0415
    from closeddoor.services.opening import Key  # noqa: PLC0415
    from closeddoor.services.repair import RepairService  # noqa: PLC0415
    from closeddoor.services.restore import RestoreService  # noqa: PLC0415
    from tests.fakes.ports import InlineExecutor, QueueDispatcher  # noqa: PLC0415
    from tests.vault.cheap_vault import PASSPHRASE, cheap_folder  # noqa: PLC0415

    inline, dispatcher = InlineExecutor(), QueueDispatcher()

    def result(future: Future[T]) -> T:
        dispatcher.run()
        return future.result(0)

    folder = cheap_folder(profile / "vault")
    said: dict[str, object] = {"landlock": enforced.landlock > 0}
    try:
        vault, code = folder.create(PASSPHRASE)
        vault.conversations.create("Vendor meeting")
        service = BackupService(vault, Threads(inline, inline, dispatcher, lambda: False))
        said["saved"] = result(service.save(backup, lambda _: None).future).path.name
        vault.close()
        restoring = RestoreService(folder.path, inline, dispatcher)
        said["holds"] = result(restoring.unpack(backup, code.text(), lambda _: None).future).conversations
        before = result(restoring.restore())
        said["aside"] = before.name if before else ""
        after = result(restoring.put_back(before)) if before else None
        if after:
            result(restoring.delete(after))
        key = Key("recovery_code", code.text())
        said["repaired"] = result(
            RepairService(folder, inline, dispatcher).repair(key, lambda _: None).future
        ).saved_rows
    except KnownError as error:
        said["refusal"] = error.code
    return said


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(Path, sys.argv[1:4]))))
