"""The private key of an author: encrypted in the standard form, opened by its passphrase only."""

import subprocess
from pathlib import Path
from shutil import which

import pytest
from cryptography.hazmat.primitives.asymmetric import x25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from closeddoor.domain.secret import Secret
from closeddoor.packs.key_file import ROUNDS, KeyFileError, is_encrypted, new_key_file, read_key

PASSPHRASE = Secret.from_text("sieben Lampen für mich")
FEW = 1_000


def code_of(content: bytes, passphrase: Secret | None) -> str:
    with pytest.raises(KeyFileError) as refused:
        read_key(content, passphrase)
    return refused.value.code


def test_the_key_comes_back_with_its_passphrase() -> None:
    content, public_key = new_key_file(PASSPHRASE, FEW)
    assert is_encrypted(content)
    signature = read_key(content, PASSPHRASE).sign(b"manifest")
    Ed25519PublicKey.from_public_bytes(public_key).verify(signature, b"manifest")


def test_two_keys_are_never_the_same() -> None:
    assert new_key_file(PASSPHRASE, FEW)[1] != new_key_file(PASSPHRASE, FEW)[1]


def test_nothing_else_opens_it() -> None:
    content, _ = new_key_file(PASSPHRASE, FEW)
    for passphrase in (None, Secret(b""), Secret(b"another")):
        assert code_of(content, passphrase) == "key.unreadable"
    for damaged in (b"", b"no key", content[:100], content.replace(b"ENCRYPTED ", b""), content.upper()):
        assert code_of(damaged, PASSPHRASE) == "key.unreadable"


def test_a_key_of_another_kind_is_named() -> None:
    plain = x25519.X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert code_of(plain, None) == "key.kind"


def test_an_empty_passphrase_makes_no_key() -> None:
    with pytest.raises(KeyFileError) as refused:
        new_key_file(Secret(b""))
    assert refused.value.code == "key.passphrase_empty"


@pytest.mark.skipif(which("openssl") is None, reason="needs the openssl command")
def test_another_tool_reads_it_and_finds_all_rounds(tmp_path: Path) -> None:
    content, public_key = new_key_file(PASSPHRASE)
    (tmp_path / "key").write_bytes(content)
    (tmp_path / "pass").write_bytes(PASSPHRASE.reveal())
    command = ("openssl", "pkey", "-in", tmp_path / "key", "-passin", f"file:{tmp_path / 'pass'}", "-pubout")
    shown = subprocess.run((*command, "-outform", "DER"), capture_output=True, check=True).stdout
    assert shown.endswith(public_key)
    parsed = subprocess.run(("openssl", "asn1parse", "-in", tmp_path / "key"), capture_output=True, check=True).stdout
    integers = [int(line.rpartition(b":")[2], 16) for line in parsed.splitlines() if b"INTEGER" in line]
    assert integers == [ROUNDS]
    assert ROUNDS >= 600_000
