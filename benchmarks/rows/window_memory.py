"""The rows of the window's memory: unlocked, home painted, a history of years; against a bare window of PySide6.

Resident set size: what several processes share is counted in full, on either side, so company changes nothing. The
window starts as the program does: PySide6's way of importing alone keeps the source of every module, 12 MB.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.filled_profile import filled_profile
from benchmarks.long_history import TURNS
from benchmarks.process_figures import resident_bytes
from benchmarks.table.row import Figure, Measured
from benchmarks.unlocking import PASSPHRASE, own_environment

CONVERSATIONS = 1_000
ROUNDS, QUICK_ROUNDS = 3, 2
SETTLED_S = 8.0
"""What is made in the background after the unlocking is made by then."""
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

OURS = """
import sys
from pathlib import Path
from closeddoor.cli.haste import collect_what_comes, make_haste
make_haste()
from PySide6.QtCore import QTimer
from closeddoor.bootstrap import Application
from closeddoor.profile import Profile
from closeddoor.ui.theme import styled_application
app = styled_application("closed-door")
application = Application(app, Profile(Path(sys.argv[1])), lambda _is_hidden: None)
application.furnished.connect(collect_what_comes)
def visit(pages):
    if pages:
        application.frame.show(pages[0])
        QTimer.singleShot(500, lambda: visit(pages[1:]))
    else:
        print("shown", flush=True)
def began(session):
    from closeddoor.ui.pages.specs import PAGES
    others = [spec.name for spec in PAGES if spec.name not in ("unlock", "keep", "home")]
    QTimer.singleShot(500, lambda: visit([*others, "home"] if "--all" in sys.argv else []))
application.session_began.connect(began)
application.start()
QTimer.singleShot(3000, lambda: application._unlock.unlock(sys.argv[2]))
app.exec()
"""
"""Typing takes three seconds; then home shows, or with `--all` every page that a session has, and home again."""


def measure(*, quick: bool) -> Measured:
    triples = [_triple() for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    home, every, bare = (median(each) / _MEGABYTE for each in zip(*triples, strict=True))
    note = f"RSS; home, {CONVERSATIONS * TURNS:,} messages"
    return {
        "window-memory": Figure(home, bare, median(one / other for one, _, other in triples), note),
        "window-memory-all": Figure(every, bare, median(one / other for _, one, other in triples), "RSS"),
    }


def _triple() -> tuple[int, int, int]:
    """Return the bytes of an unlocked window, of one that showed every page, and of a bare one beside them."""
    with tempfile.TemporaryDirectory() as folder:
        profile = filled_profile(Path(folder), CONVERSATIONS)
        ours = ("-c", OURS, str(profile), PASSPHRASE.reveal().decode())
        home, every, bare = (settled_bytes(folder, each) for each in (ours, (*ours, "--all"), ("-c", BARE)))
    return home, every, bare


def settled_bytes(folder: str, arguments: tuple[str, ...]) -> int:
    """Return what a process takes that was shown and left alone for a while."""
    process = subprocess.Popen(
        [sys.executable, *arguments], env=own_environment(folder), stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(SETTLED_S)
        return resident_bytes(process.pid)
    finally:
        process.kill()
        process.wait()
