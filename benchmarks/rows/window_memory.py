"""The row of the window's memory: unlocked, home painted, a history of years; against a bare window of PySide6.

Resident set size: what several processes share is counted in full, on either side, so company changes nothing.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.long_history import TURNS, fill
from benchmarks.process_figures import resident_bytes
from benchmarks.table.row import Figure, Measured
from benchmarks.unlocking import PASSPHRASE, own_environment, when_painted
from closeddoor.bootstrap import Application
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.profile import Profile
from closeddoor.vault.vault_folder import VaultFolder

CONVERSATIONS = 1_000
ROUNDS, QUICK_ROUNDS = 3, 2
SETTLED_S = 8.0
"""What is made in the background after the unlocking is made by then."""
TYPING_MS = 3_000
_MEGABYTE = 1e6

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1280, 820)
window.show()
print("shown", flush=True)
app.exec()
"""


def measure(*, quick: bool) -> Measured:
    pairs = [_pair() for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    ours, bare = (median(each) / _MEGABYTE for each in zip(*pairs, strict=True))
    note = f"RSS; home, {CONVERSATIONS * TURNS:,} messages, every page made"
    return {"window-memory": Figure(ours, bare, median(one / other for one, other in pairs), note)}


def _pair() -> tuple[int, int]:
    """Return the bytes of an unlocked window, and of a bare one beside it."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        profile.mkdir(mode=0o700)
        (Path(folder) / "home").mkdir()
        vault, _ = VaultFolder(profile / "vault", cost=FLOOR).create(PASSPHRASE)
        fill(vault._database, CONVERSATIONS)  # noqa: SLF001 - a benchmark fills it faster than a person
        vault.close()
        started = [
            _started(folder, "-c", BARE),
            _started(folder, "-m", __name__, str(profile)),
        ]
        try:
            time.sleep(SETTLED_S)
            bare, ours = (resident_bytes(process.pid) for process in started)
        finally:
            for process in started:
                process.kill()
                process.wait()
    return ours, bare


def _started(folder: str, *arguments: str) -> "subprocess.Popen[str]":
    """Return a process that has said that it is shown."""
    process = subprocess.Popen(
        [sys.executable, *arguments], env=own_environment(folder), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def show(profile: Path) -> None:
    """Open the history of `profile` in this process, say so, and stay until ended from outside."""
    app = QApplication(["-platform", "offscreen"])
    application = Application(app, Profile(profile), lambda _is_hidden: None)
    application.session_began.connect(
        lambda _: when_painted(application.pages.home, lambda: print("shown", flush=True))
    )
    application.start()
    QTimer.singleShot(TYPING_MS, lambda: application._unlock.unlock(PASSPHRASE.reveal().decode()))  # noqa: SLF001
    app.exec()


if __name__ == "__main__":
    show(Path(sys.argv[1]))
