"""`closed-door policy show`: which rules an administrator of this machine has set, and whether they are followed."""

import argparse
import json
from typing import Any

from closeddoor.policy.in_force import machine_policy
from closeddoor.policy.keys import KEYS
from closeddoor.policy.reading import MachinePolicy


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Print it; 0 when it is followed as it was written or there is none, 1 when something is wrong with the file."""
    policy = machine_policy()
    print(json.dumps(policy_as_json(policy), indent=2, ensure_ascii=False) if arguments.json else _in_words(policy))
    return 1 if policy.problems else 0


def policy_as_json(policy: MachinePolicy) -> dict[str, Any]:
    """Return the state, the keys in force with what each says to the user, and what is wrong."""
    says = {spec.name: spec.says(policy.rules) for spec in KEYS if spec.name in policy.keys}
    return {"state": policy.state, "place": policy.place, "in_force": says, "problems": list(policy.problems)}


def _in_words(policy: MachinePolicy) -> str:
    states = {
        "none": f"No policy: there is no file {policy.place}.",
        "followed": f"Followed: {policy.place}",
        "not_followed": f"Not followed: {policy.place}",
    }
    in_force = [spec for spec in KEYS if spec.name in policy.keys]
    rules = [f"  {spec.name} ({spec.title}): {spec.says(policy.rules)}" for spec in in_force]
    return "\n".join([states[policy.state], *rules, *(f"  ! {problem}" for problem in policy.problems)])
