"""A machine without any network: everything works, because nothing asks for one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.running import NEEDS_MODELS, ROOT, environment

ALONE = ("unshare", "--user", "--map-current-user", "--net")
"""A network of its own that has nothing in it: even the loopback is down."""


def _is_allowed() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _is_allowed(), reason="unshare is missing, or this kernel lets nobody have an empty network")
@NEEDS_MODELS
@pytest.mark.real_model
def test_a_whole_visit_works_where_there_is_no_network(tmp_path: Path) -> None:
    profile, home = tmp_path / "profile", tmp_path / "home"
    profile.mkdir(mode=0o700)
    visit = f"{sys.executable} -m tests.e2e.keyboard_participant {profile}"
    with_network = "tail -n +3 /proc/net/dev | cut -d: -f1"
    done = subprocess.run(
        [*ALONE, "sh", "-c", f"{with_network}; {visit}"],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].strip() == "lo"
    assert (profile / "vault" / "history.db").exists()
