"""The account slot against a real Secret Service: gnome-keyring on a bus of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
MISSING = [program for program in NEEDED if not shutil.which(program)]


@pytest.mark.keychain
@pytest.mark.skipif(bool(MISSING), reason=f"needs {' and '.join(MISSING)}")
def test_the_life_of_an_account_slot(tmp_path: Path) -> None:
    home, runtime = tmp_path / "home", tmp_path / "runtime"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)]),
    }
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.vault.keychain_session", str(tmp_path / "vault")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "opened": "fine",
        "changed": "vault.keychain_changed",
        "missing": "vault.keychain_missing",
        "restored": "fine",
        "old item after replacing": "vault.keychain_missing",
        "item after removing": "vault.keychain_missing",
        "slots": ["passphrase", "recovery_code"],
        "titles": ["kept"],
        "without a slot": "vault.keychain_missing",
        "works": True,
        "joined": "fine",
        "half": "vault.device_missing",
        "locked": {
            "account": "vault.keychain_locked",
            "works": False,
            "create": "vault.keychain_locked",
            "made": "none",
            "same files": True,
            "add": "vault.keychain_locked",
            "join": "vault.keychain_locked",
            "same slots": True,
            "unlocked again": "fine",
        },
    }
