"""How long a bundle takes to start, beside the source, in one run: until the window's loop answers.

Use: `.venv/bin/python packaging/start_ratio.py FOLDER`. The best of several, by turns; ends with 1 over the bound.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from closeddoor.instance import ask_to_lock
from workshop import PYTHON

TURNS = 5
MOST = 1.3
LONGEST_S = 60.0


def main() -> int:
    """Measure both by turns; say the best of each and their ratio."""
    commands = {"bundle": [str(Path(sys.argv[1], "closed-door"))], "source": [str(PYTHON), "-m", "closeddoor"]}
    best_s = dict.fromkeys(commands, LONGEST_S)
    for _ in range(TURNS):
        for name, command in commands.items():
            best_s[name] = min(best_s[name], start_s(command))
    ratio = best_s["bundle"] / best_s["source"]
    print(
        f"start: bundle {best_s['bundle']:.2f} s, source {best_s['source']:.2f} s, ratio {ratio:.2f} (at most {MOST})"
    )
    return 0 if ratio <= MOST else 1


def start_s(command: list[str]) -> float:
    """Return how long it is from the start to the first answer of the window; there is no history to open."""
    with tempfile.TemporaryDirectory() as folder:
        begun_s = time.monotonic()
        environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        window = subprocess.Popen([*command, "--profile", folder], env=environ)
        try:
            while not ask_to_lock(Path(folder)):
                if time.monotonic() - begun_s > LONGEST_S:
                    raise SystemExit("start: the window did not answer")
                time.sleep(0.005)
            return time.monotonic() - begun_s
        finally:
            window.kill()
            window.wait()


if __name__ == "__main__":
    sys.exit(main())
