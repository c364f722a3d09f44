"""A history of many years: conversations, folders and messages, written in a few transactions."""

import random
from collections.abc import Iterator

from closeddoor.vault.database import Database

WORDS = tuple(
    """
    vendor pilot invoice margin forecast regulator drift audit contract exit clause benchmark error rate customer
    agent summary risk committee decision baseline saving licence token review escalation complaint quarter board
    evidence sample threshold owner deadline budget model training data leak approval policy control finding
    """.split()  # noqa: SIM905  read as words
)
FOLDERS = 12
BATCH = 2_000
TURNS = 10


def sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words)).capitalize() + "."


def fill(database: Database, conversations: int, seed: int = 7) -> None:
    """Write `conversations` of `TURNS` messages each: question and answer in turn.

    About 60 words a message, as in a working conversation; one in a thousand holds the word `obsidian`.
    """
    dice = random.Random(seed)  # noqa: S311  not a secret
    with database.write() as writing:
        names = [(number, f"Folder {number}") for number in range(1, FOLDERS + 1)]
        writing.executemany("INSERT INTO folders (id, name) VALUES (?, ?)", names)
    for start in range(0, conversations, BATCH):
        numbers = range(start + 1, min(start + BATCH, conversations) + 1)
        with database.write() as writing:
            writing.executemany(
                "INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, folder_id, pinned, current_id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [_conversation(dice, number) for number in numbers],
            )
            writing.executemany(
                "INSERT INTO messages (id, conversation_id, role, state, created_at_ms, text, parent_id)"
                " VALUES (?, ?, ?, 'complete', ?, ?, ?)",
                [message for number in numbers for message in _messages(dice, number)],
            )


def _conversation(dice: random.Random, number: int) -> tuple[object, ...]:
    at_ms = 1_600_000_000_000 + number * 3_600_000
    folder = number // 3 % FOLDERS + 1 if number % 3 == 0 else None
    return (number, f"{sentence(dice, 6)} {number}", at_ms, at_ms, folder, int(number % 1_000 == 0), number * TURNS)


def _messages(dice: random.Random, number: int) -> Iterator[tuple[object, ...]]:
    first = (number - 1) * TURNS + 1
    for place in range(TURNS):
        message_id = first + place
        parent = message_id - 1 if place else None
        text = " ".join(sentence(dice, 12) for _ in range(5))
        text += " obsidian" if message_id % 1_000 == 0 else ""
        role = "user" if place % 2 == 0 else "assistant"
        yield (message_id, number, role, 1_600_000_000_000 + number * 3_600_000 + place, text, parent)
