"""The row of a page's first show: from the wish to go there to its first paint, each page, in the real window.

    python -m benchmarks.rows.first_show

prints every page. The code of a page is imported and its widgets are made when it is first shown, so this is the
longest that anybody waits for it; what it then reads from the history comes behind the paint, and has its own rows.
Processor time of the window's thread, which waits for nobody meanwhile. Each round is a process of its own; of its
times the least counts for each page, for what disturbs only adds.
"""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.filled_profile import filled_profile
from benchmarks.long_history import TURNS
from benchmarks.table.row import Figure, Measured
from benchmarks.unlocking import PASSPHRASE, say

CONVERSATIONS = 1_000
ROUNDS, QUICK_ROUNDS = 4, 2
WAIT_MS = 100.0
"""What is shorter is taken as the answer to the click itself."""

VISIT = """
import json, os, sys, time
from pathlib import Path
from closeddoor.cli.haste import collect_what_comes, make_haste
make_haste()
from PySide6.QtCore import QTimer
from benchmarks.unlocking import when_painted
from closeddoor.bootstrap import Application
from closeddoor.profile import Profile
from closeddoor.ui.pages.specs import PAGES
from closeddoor.ui.theme import styled_application
app = styled_application("closed-door")
application = Application(app, Profile(Path(sys.argv[1])), lambda _is_hidden: None)
application.furnished.connect(collect_what_comes)
taken_ms = {}
NOT_GONE_TO = {"unlock", "keep", "home", "stage"}
def visit(names):
    if not names:
        print(json.dumps(taken_ms), flush=True)
        os._exit(0)
    def painted():
        taken_ms[names[0]] = (time.thread_time() - begun_s) * 1000
        QTimer.singleShot(400, lambda: visit(names[1:]))
    begun_s = time.thread_time()
    application.frame.show(names[0])
    when_painted(application.window.centralWidget().findChild(QStackedWidget).currentWidget(), painted)
from PySide6.QtWidgets import QStackedWidget
def began(session):
    names = [spec.name for spec in PAGES if spec.name not in NOT_GONE_TO]
    QTimer.singleShot(2000, lambda: visit(names))
application.session_began.connect(began)
application.start()
QTimer.singleShot(3000, lambda: application._unlock.unlock(sys.argv[2]))
app.exec()
"""
"""Home shows with the opening, `keep` and the projector's page have ways of their own."""


def measure(*, quick: bool) -> Measured:
    pages = pages_ms(QUICK_ROUNDS if quick else ROUNDS)
    name, slowest_ms = max(pages.items(), key=lambda item: item[1])
    note = f"{name}, the slowest of {len(pages)}; {CONVERSATIONS * TURNS:,} messages"
    return {"first-show": Figure(slowest_ms, WAIT_MS, slowest_ms / WAIT_MS, note)}


def pages_ms(rounds: int) -> dict[str, float]:
    """Return how long each page takes to show for the first time in a process."""
    with tempfile.TemporaryDirectory() as folder:
        profile = filled_profile(Path(folder), CONVERSATIONS)
        visit = ("-c", VISIT, str(profile), PASSPHRASE.reveal().decode())
        found: list[dict[str, float]] = [json.loads(say(visit, folder, within_s=120)) for _ in range(rounds)]
    return {name: min(each[name] for each in found) for name in found[0]}


def main() -> int:
    for name, taken_ms in sorted(pages_ms(QUICK_ROUNDS).items(), key=lambda item: -item[1]):
        print(f"{name:16}{taken_ms:8.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
