"""Policies as an administrator writes them, and the strictest."""

import base64

from closeddoor.policy.keys import policy_from
from closeddoor.policy.reading import MachinePolicy

EVERY_KEY: dict[str, object] = {
    "export": "off",
    "lock_after_minutes": 5,
    "packs": "signed",
    "pack_keys": ["A" * 43 + "="],
    "models": ["0" * 64],
    "own_documents": "off",
    "off_the_record": "off",
    "portable": "off",
    "backup_folder": "/srv/backups",
}


def policy_of(**untrusted: object) -> MachinePolicy:
    """Return the policy whose file has these keys."""
    rules, keys, problems = policy_from(untrusted)
    return MachinePolicy(rules, "followed", keys, problems, "/etc/closed-door/policy.toml")


def base64_of(public_key: bytes) -> str:
    """Return a key as it stands in a policy."""
    return base64.b64encode(public_key).decode("ascii")
