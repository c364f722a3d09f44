"""What a passphrase guess costs: Argon2id's parameters, and between which bounds they are believed.

The parameters come from a file that anyone with the disk may have changed: too low makes guessing cheap (only for a
vault written that way, but a user would never know), too high takes all memory. So they are judged before use.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Argon2Cost:
    """Passes, memory in KiB, and lanes; the default took 1.6 s on two cores (between both profiles of RFC 9106)."""

    time: int = 3
    memory_kib: int = 262_144
    lanes: int = 4


DEFAULT = Argon2Cost()
FLOOR = Argon2Cost(time=3, memory_kib=65_536, lanes=1)
CEILING = Argon2Cost(time=10, memory_kib=1_048_576, lanes=16)


def within(cost: Argon2Cost, floor: Argon2Cost) -> bool:
    """Whether each parameter lies between `floor` and the ceiling; only tests pass another floor than `FLOOR`."""
    return (
        floor.time <= cost.time <= CEILING.time
        and floor.memory_kib <= cost.memory_kib <= CEILING.memory_kib
        and floor.lanes <= cost.lanes <= CEILING.lanes
    )
