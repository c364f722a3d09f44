"""A full disk, a read-only disk: real ones, mounted in a namespace of their own. Permissions lost: without root's."""

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
TRIALS = int(os.environ.get("STORAGE_FAULT_TRIALS", "8"))
WITHOUT_RIGHTS = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
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
    output = run_mounted(mount, sys.executable, "-m", "tests.vault.small_disk_writer", str(tmp_path), str(TRIALS))
    outcomes = json.loads(output)
    assert len(outcomes) == TRIALS
    full = {"code": "vault.disk_full", "restored": "vault.disk_full", "repaired": "vault.disk_full", "untouched": True}
    full |= {"backup": ["saved", "saving.full"], "intact": True, "problems": []}
    assert [outcome for outcome in outcomes if outcome != full] == []


@needs_mount
def test_a_read_only_folder_is_said_and_left(folder: VaultFolder) -> None:
    before = file_hashes(folder.path)
    mount = f"mount --bind '{folder.path}' '{folder.path}' && mount -o remount,bind,ro '{folder.path}'"
    output = run_mounted(mount, sys.executable, "-c", OPEN_READ_ONLY, str(folder.path))
    assert output.strip() == "vault.read_only"
    assert file_hashes(folder.path) == before


def can_be_without_rights() -> bool:
    done = (
        subprocess.run([*WITHOUT_RIGHTS, "true"], capture_output=True, check=False) if shutil.which("unshare") else None
    )
    return done is not None and done.returncode == 0


@pytest.mark.skipif(not can_be_without_rights(), reason="needs `unshare` and user namespaces")
def test_permissions_lost_are_said_for_what_they_are(tmp_path: Path) -> None:
    """Root reads and writes everything: so without its rights."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    command = [*WITHOUT_RIGHTS, sys.executable, "-m", "tests.vault.permission_writer", str(tmp_path), str(TRIALS)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert [outcome for outcome in outcomes["while open"] if outcome != as_it_should_be(outcome["fault"])] == []
    assert len(outcomes["while open"]) == TRIALS
    assert {name: (o["state"], o["code"]) for name, o in outcomes["at open"].items()} == AT_OPEN
    assert all(o["intact"] and o["same"] and o["create"] != "no fault" for o in outcomes["at open"].values())


def as_it_should_be(fault: str) -> dict[str, object]:
    code = "vault.folder_gone" if fault in ("moved", "exchanged", "deleted") else "vault.read_only"
    return {"fault": fault, "code": code, "again": code, "read": True, "intact": True, "untouched": True}


AT_OPEN = {
    "folder 0500": ("locked", "vault.read_only"),
    "folder 0600": ("vault.unreadable", "vault.unreadable"),
    "folder 0000": ("vault.unreadable", "vault.unreadable"),
    "history 0000": ("vault.unreadable", "vault.unreadable"),
    "history 0200": ("vault.unreadable", "vault.unreadable"),
    "history 0400": ("locked", "no fault"),
    "head 0000": ("locked", "vault.unreadable"),
    "keys 0000": ("locked", "no fault"),
    "both keys 0000": ("vault.unreadable", "vault.unreadable"),
}
"""What is said before and at opening. A history that can only be read opens; one of two key files is enough."""
