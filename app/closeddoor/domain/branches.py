"""A conversation as a tree: turns that follow one another, and alternatives where it was asked or answered anew.

Ids grow with time, so a turn is always newer than the one before it. What a damaged file says otherwise is read as if
the turn followed the one that is next older: a conversation opens whatever its rows look like.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from closeddoor.domain.history import Message


@dataclass(frozen=True)
class Segment:
    """A part of a tree without alternatives inside; `depth` is how many forks lie above it.

    `first` is the turn that it begins with, the alternative number `place` of `places`; `turns` is how many it has.
    """

    first: Message
    depth: int
    place: int
    places: int
    turns: int


@dataclass(frozen=True)
class Branches:
    """The turns of one conversation, by what follows what; `current_id` ends the branch that is shown."""

    messages: Mapping[int, Message]
    parents: Mapping[int, int | None]
    children: Mapping[int | None, tuple[int, ...]]
    ends: Mapping[int, int]
    current_id: int | None

    def shown(self) -> tuple[Message, ...]:
        """Return the branch that ends with the current turn, its first turn first."""
        return tuple(reversed(tuple(self._up_from(self.current_id))))

    def alternatives(self, message_id: int) -> tuple[int, ...]:
        """Return the turns that stand at the same place, the oldest first, `message_id` among them."""
        return self.children[self.parents[message_id]]

    def end_through(self, message_id: int) -> int:
        """Return the newest turn that follows from `message_id`: where a branch through it is shown to."""
        return self.ends[message_id]

    def neighbour(self, message_id: int, step: int) -> int | None:
        """Return the alternative `step` places further on, None where there is none."""
        places = self.alternatives(message_id)
        place = places.index(message_id) + step
        return places[place] if 0 <= place < len(places) else None

    def outline(self) -> tuple[Segment, ...]:
        """Return all segments, each before those that follow from it."""
        return tuple(self._segments())

    def _up_from(self, message_id: int | None) -> Iterator[Message]:
        while message_id is not None:
            yield self.messages[message_id]
            message_id = self.parents[message_id]

    def _segments(self) -> Iterator[Segment]:
        waiting = [(first, 0) for first in reversed(self.children.get(None, ()))]
        while waiting:
            first, depth = waiting.pop()
            last, turns = self._run_from(first)
            places = self.alternatives(first)
            yield Segment(self.messages[first], depth, places.index(first) + 1, len(places), turns)
            waiting += [(each, depth + 1) for each in reversed(self.children.get(last, ()))]

    def _run_from(self, message_id: int) -> tuple[int, int]:
        """Return the last turn before the next fork or the end, and how many turns it is until there."""
        turns = 1
        while len(following := self.children.get(message_id, ())) == 1:
            (message_id,) = following
            turns += 1
        return message_id, turns


def branches_of(messages: Sequence[Message], current_id: int | None = None) -> Branches:
    """Return the tree of `messages`; without a current turn that is there, the newest is it."""
    ordered = sorted(messages, key=lambda message: message.id)
    by_id = {message.id: message for message in ordered}
    parents: dict[int, int | None] = {}
    children: dict[int | None, tuple[int, ...]] = {}
    previous: int | None = None
    for message in ordered:
        parent = _sound_parent(message, by_id, previous)
        parents[message.id] = parent
        children[parent] = (*children.get(parent, ()), message.id)
        previous = message.id
    newest = ordered[-1].id if ordered else None
    return Branches(by_id, parents, children, _ends(parents), current_id if current_id in by_id else newest)


def _sound_parent(message: Message, by_id: Mapping[int, Message], previous: int | None) -> int | None:
    parent = message.parent_id
    return parent if parent is None or (parent in by_id and parent < message.id) else previous


def _ends(parents: Mapping[int, int | None]) -> dict[int, int]:
    """Return for each turn the newest that follows from it, itself where none does; newest turns come first."""
    ends = {message_id: message_id for message_id in parents}
    for message_id in sorted(parents, reverse=True):
        parent = parents[message_id]
        if parent is not None:
            ends[parent] = max(ends[parent], ends[message_id])
    return ends
