"""A child that restores a backup until it is killed: says `begun` before, and `restored` when it is in place.

Usage: … FOLDER BACKUP [STEP]. It kills itself right before its STEP-th change to the file system (file_steps.py).
"""

import sys
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.vault.restore import Restoring
from tests.vault.file_steps import Steps


def main(folder: Path, backup: Path, steps: Steps) -> None:
    code = Secret.from_text(sys.stdin.readline().strip())
    say("begun")
    restoring = Restoring(folder)
    sys.addaudithook(steps.watch)
    restoring.unpack(backup, code)
    restoring.put_in_place()
    say("restored")
    sys.stdin.read()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Steps("kill", int(sys.argv[3]) if sys.argv[3:] else 0))
