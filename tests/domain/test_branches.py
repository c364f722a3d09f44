import pytest

from closeddoor.domain.branches import Branches, branches_of
from closeddoor.domain.history import Message, MessageRole


def message(message_id: int, parent_id: int | None) -> Message:
    role: MessageRole = "user" if message_id % 2 else "assistant"
    return Message(message_id, 1, role, f"turn {message_id}", "complete", 0, parent_id=parent_id)


def tree(*parents: int | None, current_id: int | None = None) -> Branches:
    """Messages 1, 2, … with these parents."""
    return branches_of([message(number, parent) for number, parent in enumerate(parents, 1)], current_id)


def ids(branches: Branches) -> list[int]:
    return [each.id for each in branches.shown()]


def test_the_shown_branch_goes_from_the_first_turn_to_the_current_one() -> None:
    assert ids(tree(None, 1, 2, 1)) == [1, 4]
    assert ids(tree(None, 1, 2, 1, current_id=3)) == [1, 2, 3]
    assert ids(tree()) == []


def test_alternatives_and_where_a_branch_through_them_ends() -> None:
    forked = tree(None, 1, 2, 1, 4, None)
    assert (forked.alternatives(4), forked.alternatives(1), forked.alternatives(3)) == ((2, 4), (1, 6), (3,))
    assert (forked.end_through(2), forked.end_through(1), forked.end_through(6)) == (3, 5, 6)
    assert (forked.neighbour(2, 1), forked.neighbour(4, 1), forked.neighbour(4, -1)) == (4, None, 2)


@pytest.mark.parametrize("parents", [(None, 7, 2), (None, 1, 3), (None, 3, 2), (None, 99, 99)])
def test_what_a_damaged_file_says_of_parents_never_hides_a_turn(parents: tuple[int | None, ...]) -> None:
    assert ids(tree(*parents)) == [1, 2, 3]


def test_a_current_turn_that_is_gone_is_the_newest() -> None:
    assert ids(tree(None, 1, 2, current_id=77)) == [1, 2, 3]


def test_the_outline_names_each_part_between_forks() -> None:
    outline = tree(None, 1, 2, 3, 2, 5, None).outline()
    assert [(part.first.id, part.depth, part.place, part.places, part.turns) for part in outline] == [
        (1, 0, 1, 2, 2),
        (3, 1, 1, 2, 2),
        (5, 1, 2, 2, 2),
        (7, 0, 2, 2, 1),
    ]


def test_a_long_conversation_is_laid_out_without_deep_recursion() -> None:
    long = tree(None, *range(1, 5_000))
    assert (len(long.shown()), long.outline()[0].turns, long.end_through(1)) == (5_000, 5_000, 5_000)
