"""Finding the policy of this machine, and deciding whether it is followed: only what an administrator alone can write.

What lies there is read before anything of a user is, and nothing of a user is read for it. On Windows who may write is
not told by the mode of a file: there it is followed as it is (untested).
"""

import stat
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from closeddoor.language import tr
from closeddoor.policy.keys import KEYS, policy_from, strictest
from closeddoor.policy.rules import NOTHING_SET, Policy

ADMINISTRATOR = 0
"""The user id of root."""
MOST_BYTES = 256 * 1024
_FOREIGN_WRITERS = stat.S_IWGRP | stat.S_IWOTH

State = Literal["none", "followed", "not_followed"]


@dataclass(frozen=True)
class MachinePolicy:
    """The rules that are followed, from where, and what is wrong with how they were set.

    `keys` are the names of those that are in force. "not_followed": a file is there that others than an administrator
    can write.
    """

    rules: Policy = NOTHING_SET
    state: State = "none"
    keys: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    place: str = ""


def policy_place() -> Path:
    """Return where this system has what an administrator sets; no variable of the user's can change it."""
    if sys.platform == "win32":
        return Path(r"C:\ProgramData\Closed Door\policy.toml")
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Closed Door/policy.toml")
    return Path("/etc/closed-door/policy.toml")


def read_policy(path: Path, owner: int = ADMINISTRATOR) -> MachinePolicy:
    """Return the policy at `path`, which `owner` alone must be able to write. Never fails.

    A file of the administrator's that cannot be read or is no TOML puts the strictest of every rule in force.
    """
    try:
        if not _is_written_by_nobody_else(path, owner):
            return MachinePolicy(state="not_followed", problems=(_not_followed(),), place=str(path))
        untrusted = tomllib.loads(_read(path))
    except (FileNotFoundError, NotADirectoryError):
        return MachinePolicy(place=str(path))
    except (OSError, ValueError):  # not readable, no TOML, no UTF-8
        return MachinePolicy(strictest(), "followed", tuple(spec.name for spec in KEYS), (_unreadable(),), str(path))
    rules, keys, problems = policy_from(untrusted)
    return MachinePolicy(rules, "followed", keys, problems, str(path))


def told(policy: MachinePolicy) -> Sequence[tuple[str, str]]:
    """Return each rule in force as the user is told it: what it is about, and what it says."""
    return [(spec.title, spec.says(policy.rules)) for spec in KEYS if spec.name in policy.keys]


def _is_written_by_nobody_else(path: Path, owner: int) -> bool:
    if sys.platform == "win32":
        path.lstat()
        return True
    file, folder = path.lstat(), path.parent.lstat()
    is_plain = stat.S_ISREG(file.st_mode) and stat.S_ISDIR(folder.st_mode)
    return is_plain and all(each.st_uid == owner and not each.st_mode & _FOREIGN_WRITERS for each in (file, folder))


def _read(path: Path) -> str:
    with path.open("rb") as file:
        untrusted = file.read(MOST_BYTES + 1)
    if len(untrusted) > MOST_BYTES:
        raise ValueError
    return untrusted.decode("utf-8")


def _not_followed() -> str:
    return tr(
        "A policy file is there that others than an administrator can write. It is not followed: it has to belong to"
        " root, as its folder has to, and be writable by nobody else."
    )


def _unreadable() -> str:
    return tr(
        "The policy file cannot be read or understood. Until it can, the strictest of every rule is in force. Your"
        " history is safe, and opens as before."
    )
