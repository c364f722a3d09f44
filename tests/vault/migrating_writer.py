"""A child that opens an older history, and so brings it along, until it is killed: says `begun` and `opened`."""

import sys
from pathlib import Path

from closeddoor.domain.secret import Secret
from tests.vault.cheap_vault import cheap_folder
from tests.vault.restoring_writer import say


def main(folder: Path) -> None:
    code = Secret.from_text(sys.stdin.readline().strip())
    say("begun")
    vault = cheap_folder(folder).unlock_with_recovery_code(code)
    say("opened")
    sys.stdin.read()
    vault.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
