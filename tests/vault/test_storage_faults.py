"""A full disk, a read-only disk: real ones, mounted in a namespace of their own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import file_hashes

ROOT = Path(__file__).parents[2]
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


def can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    command = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


needs_mount = pytest.mark.skipif(not can_mount(), reason="needs `unshare` and user namespaces that may mount a tmpfs")

OPEN_READ_ONLY = """
import sys
from pathlib import Path
from closeddoor.vault.errors import VaultError
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
try:
    cheap_folder(Path(sys.argv[1])).unlock_with_passphrase(PASSPHRASE)
except VaultError as error:
    print(error.code)
"""


def run_mounted(mount: str, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    script = f'{mount} && exec "$@"'
    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", script, "sh", *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_mount
def test_a_full_disk_is_said_and_what_was_saved_stays(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=512k tmpfs '{tmp_path}'"
    output = run_mounted(mount, sys.executable, "-m", "tests.vault.small_disk_writer", str(tmp_path), "12")
    outcomes = json.loads(output)
    assert len(outcomes) == 12
    assert all(outcome == {"code": "vault.disk_full", "intact": True, "problems": []} for outcome in outcomes)


@needs_mount
def test_a_read_only_folder_is_said_and_left(folder: VaultFolder) -> None:
    before = file_hashes(folder.path)
    mount = f"mount --bind '{folder.path}' '{folder.path}' && mount -o remount,bind,ro '{folder.path}'"
    output = run_mounted(mount, sys.executable, "-c", OPEN_READ_ONLY, str(folder.path))
    assert output.strip() == "vault.read_only"
    assert file_hashes(folder.path) == before
