"""How long it takes to open a history of many years, to lock it, and to have the unlock page back.

    python -m benchmarks.unlocking [--json] [--conversations N] [--rounds N]

Each in processes of their own, offscreen, with the real window and a vault on the disk. *Usable* is the moment at which
home is painted and nothing waits behind it, counted from the derived key; the same key is derived alone beside it. The
unlock page is compared with a bare window of PySide6 in the same run, because most of its time is Python and Qt.
Ends with 1 when a goal is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.figures import Figures, tell
from benchmarks.long_history import TURNS, fill
from closeddoor.bootstrap import Application
from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import DEFAULT, FLOOR
from closeddoor.profile import Profile
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.vault_folder import VaultFolder

PASSPHRASE = Secret(b"a passphrase of a benchmark")
USABLE_MS, LOCKED_MS = 150.0, 300.0
TYPING_MS = 6000
"""How long somebody takes to type a passphrase, and a usual key to be worked out; here it is a cheap one."""
LONGEST_S = 900.0
"""Nothing here takes as long; what does has hung, and is killed with an error."""
ROOT = Path(__file__).parents[1]

BARE = """
import os, time
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print(time.monotonic(), flush=True)
        os._exit(0)
app = QApplication([])
window = Window()
window.show()
app.exec()
"""

UNLOCK_PAGE = """
import os, sys, time
import closeddoor.__main__ as program
import closeddoor.cli as commands
def paintEvent(page, event):
    print(time.monotonic(), flush=True)
    os._exit(0)
def module_that_is_timed(name):
    module = imported(name)  # the command's own, imported as it is at a start
    from closeddoor.ui.pages.unlock.page import UnlockPage
    UnlockPage.paintEvent = paintEvent
    return module
imported, commands._module = commands._module, module_that_is_timed
sys.exit(program.main())
"""

FIRST_HOME = UNLOCK_PAGE.replace("unlock", "home").replace("UnlockPage", "HomePage")
"""The same for a profile that has nothing yet: home shows at once."""


class _Painted(QObject):
    """Calls `then` once `page` was painted and nothing waits behind that."""

    def __init__(self, page: QObject, then: Callable[[], None]) -> None:
        super().__init__(page)
        self._then = then
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return super().eventFilter(watched, event)


def when_painted(page: QObject, then: Callable[[], None]) -> None:
    """Call `then` once `page` was painted and nothing waits behind that."""
    _Painted(page, then)


def open_and_lock(profile: Path) -> None:
    """Open the history of `profile` in this process and lock it; print both times."""
    app = QApplication(["benchmark", "-platform", "offscreen"])
    at_s: dict[str, float] = {}
    derive = KeyHelper.derive

    def derive_and_note(*given: object, **named: object) -> Secret:
        key = derive(*given, **named)  # type: ignore[arg-type]  # whatever it takes
        at_s["key"] = time.monotonic()
        return key

    def locked(_is_hidden: bool) -> None:  # noqa: FBT001 - as the application calls it
        at_s["locked"] = time.monotonic()
        usable, lock = (at_s["usable"] - at_s["key"]) * 1000, (at_s["locked"] - at_s["trigger"]) * 1000
        print(json.dumps({"usable_ms": usable, "lock_ms": lock}), flush=True)
        os._exit(0)

    def usable() -> None:
        at_s["usable"] = time.monotonic()
        QTimer.singleShot(2000, lock)  # somebody looks at it for a while

    def lock() -> None:
        at_s["trigger"] = time.monotonic()
        application.locker.lock("shortcut")

    KeyHelper.derive = derive_and_note  # type: ignore[method-assign]
    application = Application(app, Profile(profile), locked)
    application.session_began.connect(lambda _: when_painted(application.pages.home, usable))
    application.start()
    QTimer.singleShot(TYPING_MS, lambda: application._unlock.unlock(PASSPHRASE.reveal().decode()))  # noqa: SLF001
    app.exec()


def run(conversations: int, rounds: int) -> Figures:
    """Fill a vault and measure everything; return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        profile.mkdir(mode=0o700)
        (Path(folder) / "home").mkdir()
        figures = {"conversations": float(conversations), **_unlock_figures(profile / "usual", rounds)}
        vault, _ = VaultFolder(profile / "vault", cost=FLOOR).create(PASSPHRASE)
        fill(vault._database, conversations)  # noqa: SLF001 - a benchmark fills it faster than a person
        vault.close()
        opened = [
            json.loads(say(("-m", "benchmarks.unlocking", "--open", str(profile)), folder)) for _ in range(rounds)
        ]
        painted = [_pair(profile, folder) for _ in range(rounds)]
        first = [_first_pair(Path(folder), at) for at in range(rounds)]
    return {
        **figures,
        "usable_ms": median(each["usable_ms"] for each in opened),
        "lock_ms": median(each["lock_ms"] for each in opened),
        "page_ms": median(page for page, _ in painted),
        "bare_ms": median(bare for _, bare in painted),
        "page_ratio": median(page / bare for page, bare in painted),
        "first_ms": median(home for home, _ in first),
        "first_ratio": median(home / bare for home, bare in first),
    }


def _unlock_figures(folder: Path, rounds: int) -> Figures:
    """Return how long a usual passphrase takes to open a history, beside its key derivation alone."""
    vaults, helper = VaultFolder(folder), KeyHelper()
    vaults.create(PASSPHRASE)[0].close()
    unlocks, alone = [], []
    for _ in range(rounds):
        begun_s = time.perf_counter()
        helper.derive(PASSPHRASE, bytes(16), DEFAULT)
        alone.append(time.perf_counter() - begun_s)
        begun_s = time.perf_counter()
        vaults.unlock_with_passphrase(PASSPHRASE).close()
        unlocks.append(time.perf_counter() - begun_s)
    ratio = median(unlock / one for unlock, one in zip(unlocks, alone, strict=True))
    return {"unlock_s": median(unlocks), "argon2_s": median(alone), "unlock_ratio": ratio}


def _pair(profile: Path, folder: str) -> tuple[float, float]:
    """Return how long after its start the unlock page was painted, and a bare window, one after the other."""
    return painted_ms(UNLOCK_PAGE, folder, "--profile", str(profile)), painted_ms(BARE, folder)


def _first_pair(folder: Path, number: int) -> tuple[float, float]:
    """Return the same of home in a profile that has nothing yet, and of a bare window."""
    fresh = ("--profile", str(folder / f"fresh-{number}"))
    return painted_ms(FIRST_HOME, str(folder), *fresh), painted_ms(BARE, str(folder))


def painted_ms(code: str, folder: str, *arguments: str) -> float:
    begun_s = time.monotonic()
    return (float(say(("-c", code, *arguments), folder)) - begun_s) * 1000


def say(arguments: tuple[str, ...], folder: str, within_s: float = LONGEST_S) -> str:
    """Return what a process says; one that takes longer than `within_s` is killed, with an error."""
    command = [sys.executable, *arguments]
    environment = own_environment(folder)
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=within_s
    ).stdout


def own_environment(folder: str) -> dict[str, str]:
    """Return what a process is started with that shows a window offscreen and knows nothing of the user."""
    environment = {"PATH": os.environ["PATH"], "HOME": f"{folder}/home", "QT_QPA_PLATFORM": "offscreen"}
    return environment | {"PYTHONPATH": os.pathsep.join((str(ROOT / "app"), str(ROOT)))}


def goals_met(figures: Figures) -> bool:
    return figures["usable_ms"] < USABLE_MS and figures["lock_ms"] < LOCKED_MS


def print_table(figures: Figures) -> None:
    messages = figures["conversations"] * TURNS
    print(f"{messages:,.0f} messages; medians\n")
    print(f"unlock with a passphrase, s                 {figures['unlock_s']:8.2f}")
    print(f"  Argon2id alone, s                         {figures['argon2_s']:8.2f}")
    print(f"  ratio                                     {figures['unlock_ratio']:8.2f}")
    print(f"from the key to a usable window, ms         {figures['usable_ms']:8.0f}   goal: under {USABLE_MS:.0f}")
    print(f"from the lock to a fresh process, ms        {figures['lock_ms']:8.0f}   goal: under {LOCKED_MS:.0f}")
    print(f"from a process to its unlock page, ms       {figures['page_ms']:8.0f}")
    print(f"  to a bare window of PySide6, ms           {figures['bare_ms']:8.0f}")
    print(f"  ratio                                     {figures['page_ratio']:8.2f}")
    print(f"from a first start to home, ms              {figures['first_ms']:8.0f}")
    print(f"  ratio to a bare window                    {figures['first_ratio']:8.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--conversations", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.open:
        open_and_lock(arguments.open)
        return 0
    return tell(run(arguments.conversations, arguments.rounds), goals_met, print_table, as_json=arguments.json)


if __name__ == "__main__":
    sys.exit(main())
