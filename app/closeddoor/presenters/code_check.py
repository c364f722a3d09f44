"""Whether a recovery code is on paper: two of its groups, drawn by chance, are asked for."""

import random

from closeddoor.vault.recovery_code import RecoveryCode, same_group

GROUPS_ASKED = 2


def groups_to_ask(code: RecoveryCode) -> tuple[int, ...]:
    """Return which groups of the code to ask for: indexes from 0, in order."""
    return tuple(sorted(random.SystemRandom().sample(range(len(code.groups)), GROUPS_ASKED)))


def is_on_paper(code: RecoveryCode, asked: tuple[int, ...], typed: list[str]) -> bool:
    """Whether what was typed are the groups asked for."""
    right = [code.groups[index] for index in asked]
    return len(typed) == len(right) and all(same_group(*pair) for pair in zip(typed, right, strict=True))
