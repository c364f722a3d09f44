"""A child that keeps what it has in memory, until it is killed: says `begun` before, and `kept` when it is kept."""

import sys
from pathlib import Path

from closeddoor.vault.vault import Vault
from closeddoor.vault.ways import Protection
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

MESSAGES = 400


def main(folder: Path) -> None:
    memory = Vault.in_memory()
    conversation = memory.conversations.create("Crash")
    for number in range(MESSAGES):
        memory.conversations.add_message(conversation, "user", f"turn {number}")
    say("begun")
    cheap_folder(folder).keep(memory, Protection("passphrase", PASSPHRASE))
    say("kept")
    sys.stdin.read()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
