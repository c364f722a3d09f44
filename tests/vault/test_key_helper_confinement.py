"""What the helper can still do once its operation has begun; the control is a helper that has only been hardened."""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from closeddoor.confinement import landlock
from closeddoor.keyhelper import messages
from closeddoor.vault.errors import VaultError
from closeddoor.vault.key_helper import KeyHelper
from tests.vault.cheap_vault import CHEAP, PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux")

PROGRAM = """
import errno, json, os, sys
from pathlib import Path
from closeddoor.keyhelper.__main__ import answer
from closeddoor.keyhelper.hardening import harden
import socket

def outcome(attempt):
    try:
        attempt()
    except OSError as error:
        return errno.errorcode.get(error.errno, "refused")
    return "done"

harden()
request = json.loads(sys.argv[1])
answered = sorted(answer(request)) if request else []
print(json.dumps([
    answered,
    outcome(lambda: socket.socket(socket.AF_UNIX).close()),
    outcome(lambda: socket.socket(socket.AF_INET).close()),
    outcome(lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)),
    outcome(lambda: Path(sys.argv[2]).write_text("x")),
]))
"""
DERIVE = {
    "operation": "derive",
    "secret": messages.pack_bytes(b"passphrase"),
    "salt": messages.pack_bytes(bytes(16)),
    "cost": [1, 64, 4],
    "floor": [1, 64, 1],
}
NO_WRITING = "EACCES" if landlock.version() >= landlock.FORBIDS_TRUNCATING else "EFBIG"


def after(request: Mapping[str, object], folder: Path) -> object:
    command = [sys.executable, "-I", "-c", PROGRAM, json.dumps(request), str(folder / "written")]
    environment = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/no-bus"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=30)
    return json.loads(done.stdout)


def test_deriving_a_key_leaves_nothing_but_computing(tmp_path: Path) -> None:
    assert after(DERIVE, tmp_path) == [["enforced", "secret"], "EPERM", "EPERM", "EPERM", NO_WRITING]


@pytest.mark.parametrize("operation", ["keychain_get", "keychain_set", "keychain_delete"])
def test_a_keychain_leaves_local_sockets(tmp_path: Path, operation: str) -> None:
    request = {"operation": operation, "entry": "entry", "secret": messages.pack_bytes(b"key")}
    assert after(request, tmp_path) == [["code", "enforced"], "done", "EPERM", "EPERM", NO_WRITING]


def test_control_a_hardened_helper_without_an_operation_can_do_all_of_it(tmp_path: Path) -> None:
    assert after({}, tmp_path) == [[], "done", "done", "done", "done"]


def test_what_is_in_force_for_the_helper_comes_back_with_its_answer() -> None:
    helper = KeyHelper()
    assert helper.confined == {}
    helper.derive(PASSPHRASE, bytes(16), CHEAP, CHEAP)
    with suppress(VaultError):
        helper.keychain_get("entry")
    assert {kind: each.seccomp for kind, each in helper.confined.items()} == {"derive": True, "keychain": True}
    assert helper.confined["derive"].no_core_dumps


def test_what_a_helper_says_is_not_believed_unless_it_is_of_that_form() -> None:
    """The helper here is a program that claims whatever it likes."""
    for claim in ({"seccomp": 1}, {"seccomp": True}, "all of it", None, [True] * 8):
        said = {"secret": messages.pack_bytes(bytes(32)), "enforced": claim}
        program = (
            "import sys; from closeddoor.keyhelper import messages\n"
            f"messages.read(sys.stdin.buffer); messages.write(sys.stdout.buffer, {said!r})"
        )
        helper = KeyHelper([sys.executable, "-I", "-c", program])
        helper.derive(PASSPHRASE, bytes(16), CHEAP, CHEAP)
        assert helper.confined == {}
