"""A child that writes until it is killed: says on standard output what was acknowledged, and only then."""

import sys
from pathlib import Path

from tests.vault.cheap_vault import PASSPHRASE, cheap_folder


def main(folder: Path) -> None:
    vault = cheap_folder(folder).unlock_with_passphrase(PASSPHRASE)
    conversation = vault.conversations.create("Crash")
    attempt = vault.attempts.create("pack", "1", "hash", "scenario")
    say(f"begun {conversation} {attempt}")
    for number in range(10_000):
        text = f"turn {number}"
        message = vault.conversations.add_message(conversation, "user", text)
        say(f"message {message} {text}")
        reply = vault.conversations.add_message(conversation, "assistant", "", "writing")
        vault.conversations.update_message(reply, f"partly {number}", "writing")
        say(f"message {reply} partly {number}")
        vault.attempts.save_answer(attempt, f"task {number}", text, committed=True)
        say(f"answer {attempt} task {number}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
