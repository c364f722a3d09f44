"""A child that erases everything and is killed: `python -m tests.vault.erasing_writer FOLDER STEP`.

It is killed right before its STEP-th change to the file system (0: never), and says `done STEPS` at its end.
"""

import sys
from pathlib import Path

from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.file_steps import Steps
from tests.vault.rotating_writer import say


def main(path: Path, steps: Steps) -> None:
    """Order it with the history open, as the window does, and carry it out as the next start does."""
    from closeddoor.vault.erasing import order_erasing  # noqa: PLC0415 -- nothing of it before the vault is open

    folder = cheap_folder(path)
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    vault.conversations.create("Written last")
    sys.addaudithook(steps.watch)
    order_erasing(path)
    vault.close()
    folder.state()
    say(f"done {steps.count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Steps("kill", int(sys.argv[2])))
