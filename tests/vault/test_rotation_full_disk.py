"""Another data key takes room for a second history: where there is none, nothing changes and nothing is left over."""

import json
import sys
from pathlib import Path

from tests.vault.test_storage_faults import TRIALS, needs_mount, run_mounted

MOST_BLOCKS = 240
"""More than a rotation of this history takes."""


@needs_mount
def test_a_disk_without_room_for_a_second_history_leaves_the_first(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=3m tmpfs '{tmp_path}'"
    command = (sys.executable, "-m", "tests.vault.small_disk_rotation", str(tmp_path), str(TRIALS), str(MOST_BLOCKS))
    outcomes = json.loads(run_mounted(mount, *command))
    assert len(outcomes) == TRIALS + 1
    for outcome in outcomes:
        is_done = outcome["code"] == "done"
        assert outcome["code"] in ("done", "vault.disk_full"), outcome
        assert outcome["opened"] == (["new"] if is_done else ["old"]), outcome
        assert not outcome["staged"], outcome
    assert (outcomes[0]["code"], outcomes[-1]["code"]) == ("vault.disk_full", "done"), "the control: there is a limit"
