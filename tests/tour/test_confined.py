"""The tour's process is confined as the window is, and its exit code comes back."""

import sys
from pathlib import Path

import pytest

from tests.e2e.running import started

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confined on Linux alone")

DRIVE = """
import sys
from pathlib import Path
from closeddoor.confinement.window import in_force
from closeddoor.tour.confined import drive_confined

named, other = Path(sys.argv[1]), Path(sys.argv[2])

def drive():
    enforced = in_force()
    (named / "picture").write_text("x")
    try:
        (other / "picture").write_text("x")
    except OSError:
        print("refused")
    print(enforced.seccomp, enforced.landlock > 0)
    return int(sys.argv[3])

sys.exit(drive_confined(drive, Path.home(), (named,)))
"""


@pytest.mark.parametrize("code", [0, 1, 3])
def test_it_writes_where_it_was_told_and_nowhere_else(tmp_path: Path, code: int) -> None:
    named, other = tmp_path / "out", tmp_path / "other"
    named.mkdir()
    other.mkdir()
    with started("-c", DRIVE, str(named), str(other), str(code), home=tmp_path / "home") as process:
        said, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (code, "")
    assert (named / "picture").exists()
    *refused, enforced = said.splitlines()
    is_filtered, is_kept_from_files = enforced.split()
    assert is_filtered == "True"
    assert (refused == ["refused"]) == (is_kept_from_files == "True") == (not (other / "picture").exists())


def test_a_tour_that_is_killed_is_no_success(tmp_path: Path) -> None:
    ends = DRIVE.replace("enforced = in_force()", "import os; os.kill(os.getpid(), 9)")
    with started("-c", ends, str(tmp_path), str(tmp_path), "0", home=tmp_path / "home") as process:
        process.communicate(timeout=60)
    assert process.returncode == 1
