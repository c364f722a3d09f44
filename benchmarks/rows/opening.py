"""Rows of opening a long history and of the start, each with the real window in processes of its own."""

from benchmarks import unlocking
from benchmarks.long_history import TURNS
from benchmarks.table.row import Figure, Measured

CONVERSATIONS = 10_000
ROUNDS, QUICK_ROUNDS = 5, 3


def measure(*, quick: bool) -> Measured:
    figures = unlocking.run(CONVERSATIONS, QUICK_ROUNDS if quick else ROUNDS)
    argon2_ms, usable_ms = figures["argon2_s"] * 1000, figures["usable_ms"]
    note = f"{CONVERSATIONS * TURNS:,} messages; home painted, and nothing waits behind it"
    return {
        "usable-after-passphrase": Figure(usable_ms, argon2_ms, usable_ms / argon2_ms, note),
        "usable-after-start": Figure(
            figures["page_ms"], figures["bare_ms"], figures["page_ratio"], "the unlock page painted"
        ),
        "first-start": Figure(
            figures["first_ms"],
            figures["first_ms"] / figures["first_ratio"],
            figures["first_ratio"],
            "nothing kept yet; home painted",
        ),
    }
