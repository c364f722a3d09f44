"""Keychains that must not be trusted with a key."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.security.proof.row import Figure, not_measured
from tests.vault.bad_keychains import DISGUISED, FOREIGN, Kind, Makers, folder_with_account, wrongs_of

ROOT = Path(__file__).parents[4]
NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
_LOCKED = {
    "account": "vault.keychain_locked",
    "works": False,
    "create": "vault.keychain_locked",
    "made": "none",
    "same files": True,
    "add": "vault.keychain_locked",
    "join": "vault.keychain_locked",
    "same slots": True,
    "unlocked again": "fine",
}
"""What keychain_session.py says of a real one while it is locked."""


def foreign_keychains(trials: int, path: Path) -> Figure:
    """Meet so many kinds that no allow-list names, and a real one that is locked."""
    missing = [program for program in NEEDED if not shutil.which(program)]
    if missing:
        return not_measured(f"{' and '.join(missing)} is missing")
    wrongs = _met(FOREIGN, trials, path)
    if trials > len(FOREIGN):
        wrongs["a real one, locked"] = _wrongs_while_locked(path / "real")
    return _figure(wrongs)


def disguised_keychains(trials: int, path: Path) -> Figure:
    """Meet so many kinds that bear the name of an allowed one."""
    return _figure(_met(DISGUISED, trials, path))


def _met(kinds: Mapping[str, Callable[[Makers], Kind]], trials: int, path: Path) -> dict[str, list[str]]:
    wrongs = {}
    for number, (name, make_kind) in enumerate(list(kinds.items())[:trials]):
        folder, code = folder_with_account(path / str(number) / "vault")
        with pytest.MonkeyPatch.context() as environment:
            make = Makers(path / f"home-{number}", environment, os.environ.get("PROOF_BROKEN", ""))
            wrongs[name] = list(wrongs_of(folder.path, code, make_kind(make), make.store))
    return wrongs


def _wrongs_while_locked(path: Path) -> list[str]:
    home, runtime = path / "home", path / "runtime"
    home.mkdir(parents=True)
    runtime.mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)]),
    }
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.vault.keychain_session", str(path / "vault")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=90, check=False)
    if done.returncode:
        return ["it could not be tried"]
    said = json.loads(done.stdout)["locked"]
    return [f"{asked}: {said.get(asked)}" for asked, wanted in _LOCKED.items() if said.get(asked) != wanted]


def _figure(wrongs: Mapping[str, list[str]]) -> Figure:
    failed = {name: each for name, each in wrongs.items() if each}
    told = "".join(f"; {name}: {', '.join(each)}" for name, each in failed.items())
    refused = f"{len(wrongs) - len(failed)} of {len(wrongs)} kinds refused ({', '.join(wrongs)})"
    return Figure(len(wrongs), len(failed), refused + told)
