"""A disk that is full, becomes read-only or is not ours any more, while a history is open and in use."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.security.proof.row import Figure, not_measured
from tests.vault.test_storage_faults import NAMESPACE, WITHOUT_RIGHTS, can_be_without_rights, can_mount

ROOT = Path(__file__).parents[4]
DISK_BYTES = 1_536 * 1_024
CLEAR = {
    ("full", "vault.disk_full"): "The disk is full.",
    ("full", "saving.full"): "The disk is full.",
    ("read-only", "vault.read_only"): "The folder of your history cannot be written to.",
    ("read-only", "saving.refused"): "This folder, or the file of that name in it, does not allow writing.",
    ("no permission", "vault.read_only"): "The folder of your history cannot be written to.",
    ("no permission", "saving.refused"): "This folder, or the file of that name in it, does not allow writing.",
}
"""What is to be said of which fault; a backup's errors are those of saving."""


def disk_taken_away(trials: int, path: Path) -> Figure:
    """Take the disk away before a row, new keys, a rotation or a backup is written, and give it back.

    Each must be refused in clear words, what was there must open as before, and the same must succeed afterwards.
    """
    if not (can_mount() and can_be_without_rights()):
        return not_measured("it takes `unshare`, and user namespaces that may mount a disk")
    on_own_disk, on_ours = path / "disk", path / "ours"
    for place in (on_own_disk, on_ours):
        place.mkdir()
    mounted = f"mount -t tmpfs -o size={DISK_BYTES} tmpfs '{on_own_disk}' && exec \"$@\""
    share = trials * 2 // 3
    outcomes = _outcomes((*NAMESPACE, "sh", "-c", mounted, "sh"), on_own_disk, share, "full", "read-only")
    outcomes += _outcomes(WITHOUT_RIGHTS, on_ours, trials - share, "no permission")
    wrong = [outcome for outcome in outcomes if not _is_right(outcome)]
    by_fault = Counter(outcome["fault"] for outcome in outcomes)
    faults = ", ".join(f"{fault} {number}" for fault, number in by_fault.items())
    right = len(outcomes) - len(wrong)
    said = (
        f"{right} of {len(outcomes)} refusals clear, everything as before, and done once the disk was back ({faults})"
    )
    return Figure(len(outcomes), len(wrong), said)


def _outcomes(within: tuple[str, ...], place: Path, trials: int, *faults: str) -> list[dict[str, Any]]:
    command = [*within, sys.executable, "-m", "tests.security.proof.broken", os.environ.get("PROOF_BROKEN", "")]
    command += ["tests.vault.faulted_writer", str(place), str(trials), *faults]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    outcomes: list[dict[str, Any]] = json.loads(done.stdout)
    return outcomes


def _is_right(outcome: dict[str, Any]) -> bool:
    clear = CLEAR.get((outcome["fault"], outcome["code"]))
    is_of_saving = outcome["code"].startswith("saving.")
    is_said = bool(clear) and outcome["said"][0] == clear and all(outcome["said"])
    is_kept = outcome["read"] and outcome["intact"] and outcome["again"]
    return is_said and is_kept and is_of_saving == (outcome["doing"] == "backup")
