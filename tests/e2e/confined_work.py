"""A child, confined as the window is: has a key derived, a document read, a model loaded, saves, tests itself.

Prints JSON. Usage: confined_work.py PROFILE HOME DOCUMENT
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from closeddoor.confinement.window import confine_window, protect_process


def main(profile: Path, home: Path, document: Path) -> dict[str, object]:
    protect_process()
    enforced = confine_window(profile)

    from closeddoor.bootstrap.doctor import worker_state  # noqa: PLC0415 - Qt comes after confinement, as in the window
    from closeddoor.domain.secret import Secret  # noqa: PLC0415
    from closeddoor.inference.reading.client import ReaderClient  # noqa: PLC0415
    from closeddoor.inference.waiting import ensure_application, wait  # noqa: PLC0415
    from closeddoor.keyhelper.cost import Argon2Cost  # noqa: PLC0415
    from closeddoor.presenters.dispatch import QtDispatcher  # noqa: PLC0415
    from closeddoor.services.saving import SavingError, save  # noqa: PLC0415
    from closeddoor.services.selftest import all_refused, selftest  # noqa: PLC0415
    from closeddoor.vault.key_helper import KeyHelper  # noqa: PLC0415

    cheap = Argon2Cost(1, 64, 1)
    derived = KeyHelper().derive(Secret(b"passphrase"), bytes(16), cheap, cheap)
    application = ensure_application()
    with ThreadPoolExecutor(1) as jobs:
        reader = ReaderClient(jobs, QtDispatcher(application))
        text = wait(reader.read(document, lambda _: None).future, 30).text
    confined = reader.last_confined
    try:
        save(home / "debrief.pdf", b"%PDF")
        refusal = ""
    except SavingError as error:
        refusal = str(error)
    return {
        "seccomp": enforced.seccomp,
        "key": len(derived.reveal()),
        "read": text,
        "reader": confined is not None and confined.seccomp and confined.landlock > 0,
        "worker": worker_state(),
        "saved": save(home / "Documents" / "debrief.pdf", b"%PDF").read_bytes().decode(),
        "refusal": refusal,
        "selftest": all_refused(list(selftest(within=profile))),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(Path, sys.argv[1:4]))))
