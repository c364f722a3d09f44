"""What the memory of the window's process is made of: each step in a process of its own, beside a bare window.

    python -m benchmarks.window_parts

Resident set size, as in the row of the table. The second and third steps are what any window must pay that looks like
this one and keeps an encrypted history: they bound what can be saved, and hold nothing of the program's own code.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.filled_profile import filled_profile
from benchmarks.rows.window_memory import BARE, OURS, settled_bytes
from benchmarks.unlocking import PASSPHRASE

LABEL = """
import sys
from closeddoor.cli.haste import make_haste
make_haste()
from closeddoor.ui.theme import Appearance, AppearanceSwitch, styled_application
from closeddoor.ui.widgets.words import words
app = styled_application("closed-door")
AppearanceSwitch(app).show(Appearance("light"))
window = words("Open your history", "title")
window.resize(1280, 820)
window.show()
"""
KEPT = """
import hashlib
import sqlcipher3.dbapi2
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
"""
WAITS = """
print("shown", flush=True)
app.exec()
"""
CLOSED = OURS.replace("QTimer.singleShot(3000,", "QTimer.singleShot(600_000,").replace(
    "application.start()", 'application.furnished.connect(lambda: print("shown", flush=True))\napplication.start()'
)

STEPS = {
    "a bare window of PySide6": BARE,
    "our look and one label": LABEL + WAITS,
    "and cryptography, SQLCipher, OpenSSL's hashes": LABEL + KEPT + WAITS,
    "the unlock page, all made behind it": CLOSED,
    "home": OURS,
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        profile = filled_profile(Path(folder), 0)
        bare = 0
        for name, code in STEPS.items():
            taken = settled_bytes(folder, ("-c", code, str(profile), PASSPHRASE.reveal().decode()))
            bare = bare or taken
            print(f"{name:48}{taken / 1e6:8.1f} MB{taken / bare:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
