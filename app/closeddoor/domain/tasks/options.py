"""What a participant picks from: options with a credit, in choices and decisions alike."""

from dataclasses import dataclass

from closeddoor.domain.result import Item
from closeddoor.domain.table import Table


@dataclass(frozen=True)
class Option:
    """One thing to pick; `credit` is its share of what can be earned, below 0 for one that does harm (-1 to 1)."""

    id: str
    title: str
    credit: float
    why: str
    tags: tuple[str, ...] = ()


def read_option(table: Table, least: float) -> Option:
    """Read an option whose credit is at least `least` and at most 1."""
    return Option(
        table.id(),
        table.text("title"),
        table.number("credit", least, 1),
        table.text("why"),
        table.optional_texts("tags"),
    )


def option_item(option: Option, *, chosen: bool) -> Item:
    return Item(option.id, "chosen" if chosen else "not_chosen", option.why, "exact")
