import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper import keychain, messages
from closeddoor.keyhelper.cost import CEILING, DEFAULT, FLOOR, Argon2Cost, within
from closeddoor.keyhelper.keychain import Backend
from closeddoor.keyhelper.messages import MessageError, RefusalError
from closeddoor.vault.errors import KeyHelperError
from closeddoor.vault.key_helper import KeyHelper
from tests.vault.backends_to_refuse import (
    ChangingKeyring,
    LockedKeyring,
    NullKeyring,
    PlaintextKeyring,
    UndeletingKeyring,
)
from tests.vault.cheap_vault import CHEAP, PASSPHRASE

SALT = bytes(range(16))


def test_argon2id_is_the_one_of_the_rfc() -> None:
    """Known answer from the reference implementation: `echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1`."""
    cost = Argon2Cost(time=2, memory_kib=65_536, lanes=1)
    key = KeyHelper().derive(Secret(b"password"), b"somesalt", cost, floor=CHEAP)
    assert key.reveal().hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


@pytest.mark.parametrize(
    "cost",
    [
        Argon2Cost(time=2),
        Argon2Cost(memory_kib=65_535),
        Argon2Cost(lanes=0),
        Argon2Cost(time=11),
        Argon2Cost(memory_kib=1_048_577),
        Argon2Cost(lanes=17),
        Argon2Cost(time=-1),
    ],
)
def test_a_cost_outside_its_bounds_is_refused_on_both_sides(cost: Argon2Cost) -> None:
    assert within(DEFAULT, FLOOR)
    assert within(CEILING, FLOOR)
    assert not within(cost, FLOOR)
    with pytest.raises(KeyHelperError, match="cost_refused"):
        KeyHelper().derive(PASSPHRASE, SALT, cost)


def test_the_helper_gives_up_cores_tracing_and_the_environment() -> None:
    """The control is the same program without `harden`."""
    program = (
        "import os, resource, ctypes\n"
        "from closeddoor.keyhelper.hardening import harden\n"
        "{call}\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[1], ctypes.CDLL(None).prctl(3), 'LD_X' in os.environ)"
    )
    environment = {**os.environ, "LD_X": "1", "PYTHON_KEYRING_BACKEND": "x"}

    def state(call: str) -> list[str]:
        command = [sys.executable, "-I", "-c", program.format(call=call)]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.split()

    assert state("harden()") == ["0", "0", "False"]
    assert state("pass")[1:] == ["1", "True"]


def test_secrets_are_neither_arguments_nor_environment(tmp_path: Path) -> None:
    """The helper here is a program that writes down how it was started."""
    seen = tmp_path / "seen"
    program = f"import os, sys; open({str(seen)!r}, 'w').write(repr((sys.argv, dict(os.environ))))"
    with pytest.raises(KeyHelperError):
        KeyHelper([sys.executable, "-I", "-c", program]).derive(PASSPHRASE, SALT, CHEAP, CHEAP)
    written = seen.read_text()
    assert "PATH" in written
    assert "harbour" not in written
    assert messages.pack_bytes(PASSPHRASE.reveal())[:12] not in written


@pytest.mark.parametrize("request_bytes", [b"", b"\0\0\0", b"\xff\xff\xff\xff", b"\0\0\0\x02[]", b"\0\0\0\x09{}"])
def test_what_is_no_request_gets_a_code(request_bytes: bytes) -> None:
    command = [sys.executable, "-I", "-m", "closeddoor.keyhelper"]
    done = subprocess.run(command, input=request_bytes, capture_output=True, check=False)
    assert messages.read(BytesIO(done.stdout)) == {"code": "bad_request"}
    assert done.stderr == b""
    with pytest.raises(MessageError):
        messages.read(BytesIO(request_bytes))


@pytest.mark.parametrize(
    "backend", [PlaintextKeyring(), NullKeyring(), ChangingKeyring(), UndeletingKeyring(), LockedKeyring()]
)
def test_a_backend_that_is_not_allowed_is_refused(backend: Backend) -> None:
    with pytest.raises(RefusalError):
        keychain.vet(backend)


def test_the_self_test_tells_what_keeps_from_what_does_not() -> None:
    backends = (PlaintextKeyring(), NullKeyring(), ChangingKeyring(), UndeletingKeyring(), LockedKeyring())
    assert [keychain.keeps_what_it_is_given(each) for each in backends] == [True, False, False, False, False]
