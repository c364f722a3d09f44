"""A child that restores a backup until it is killed: says `begun` before, and `restored` when it is in place."""

import sys
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.vault.restore import Restoring


def main(folder: Path, backup: Path) -> None:
    code = Secret.from_text(sys.stdin.readline().strip())
    say("begun")
    restoring = Restoring(folder)
    restoring.unpack(backup, code)
    restoring.put_in_place()
    say("restored")
    sys.stdin.read()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
