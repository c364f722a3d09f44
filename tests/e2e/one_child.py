"""A child, confined as the window is, that starts one process of another kind by the means of the application.

Usage: … worker|reader|derive|keychain PROFILE DOCUMENT. It goes on until it is ended.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from closeddoor.confinement.window import confine_window, protect_process


def main(kind: str, profile: Path, document: Path) -> None:
    protect_process()
    confine_window(profile)

    from closeddoor.bootstrap.models import embedder_at  # noqa: PLC0415 - Qt comes after confinement, as in the window
    from closeddoor.domain.secret import Secret  # noqa: PLC0415
    from closeddoor.inference.reading.client import ReaderClient  # noqa: PLC0415
    from closeddoor.inference.waiting import ensure_application  # noqa: PLC0415
    from closeddoor.keyhelper.cost import Argon2Cost  # noqa: PLC0415
    from closeddoor.presenters.dispatch import QtDispatcher  # noqa: PLC0415
    from closeddoor.profile import model_folders  # noqa: PLC0415
    from closeddoor.vault.errors import VaultError  # noqa: PLC0415
    from closeddoor.vault.key_helper import KeyHelper  # noqa: PLC0415

    application, jobs = ensure_application(), ThreadPoolExecutor(1)

    def load() -> None:
        client = embedder_at(model_folders(), application)[1]
        assert client is not None, "the model is missing"
        client.start()

    def read() -> None:
        reader = ReaderClient(jobs, QtDispatcher(application), application)
        reader.read(document, lambda _: None)

    def ask(helper: Callable[[], object]) -> None:
        def until_it_ends() -> None:
            with suppress(VaultError):
                helper()

        jobs.submit(until_it_ends)

    slow = Argon2Cost(10, 262_144, 1)
    starting: dict[str, Callable[[], object]] = {
        "worker": load,
        "reader": read,
        "derive": lambda: ask(lambda: KeyHelper().derive(Secret(b"passphrase"), bytes(16), slow)),
        "keychain": lambda: ask(KeyHelper().keychain_check),
    }
    starting[kind]()
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
