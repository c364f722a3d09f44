"""A newer version as a file: taken when all is right, refused in words for each thing that is not, nothing changed."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

import sign_release
from closeddoor import __version__
from closeddoor.cli import run
from closeddoor.domain.secret import Secret
from closeddoor.packs.key_file import new_key_file
from closeddoor.services.updates import SUFFIX, UpdateError, key_from, publisher_key, sign, verify
from tests.packs.signed_packs import KEY, OTHER, public

INSTALLED, NEWER = "0.1.0", "0.2.0"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A release with its statement beside it."""
    file = tmp_path / "closed-door_0.2.0_amd64.deb"
    file.write_bytes(b"!<arch>\n" + bytes(100_000))
    stated(file)
    return file


def stated(file: Path, version: str = NEWER) -> None:
    statement = sign(file, KEY, version, "a kernel with Landlock", "* Erasing is faster.")
    file.with_name(file.name + SUFFIX).write_bytes(statement)


def refused(file: Path, installed: str = INSTALLED) -> str:
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in file.parent.iterdir()}
    with pytest.raises(UpdateError) as error:
        verify(file, public(KEY), installed)
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in file.parent.iterdir()} == before
    assert "Nothing was changed." in str(error.value)
    return error.value.code


def test_a_newer_version_that_the_publisher_signed_is_taken(file: Path) -> None:
    update = verify(file, public(KEY), INSTALLED)
    assert (update.statement.version, update.statement.changes) == (NEWER, "* Erasing is faster.")
    assert update.statement.size_bytes == file.stat().st_size


@pytest.mark.parametrize(("version", "installed"), [("0.1.0", "0.1.0"), ("0.9.0", "0.10.0"), ("1.0.0", "1.0.1")])
def test_a_version_that_is_not_newer_is_refused(file: Path, version: str, installed: str) -> None:
    stated(file, version)
    assert refused(file, installed) == "update.not_newer"


def test_a_file_that_was_changed_or_renamed_is_refused(file: Path) -> None:
    with file.open("r+b") as changed:
        changed.seek(50_000)
        changed.write(b"\x01")
    assert refused(file) == "update.changed"
    stated(file)
    other = file.rename(file.with_name("other.deb"))
    file.with_name(file.name + SUFFIX).rename(other.with_name(other.name + SUFFIX))
    assert refused(other) == "update.changed"


def test_a_statement_that_is_missing_cut_changed_or_of_another_key_is_refused(file: Path) -> None:
    place = file.with_name(file.name + SUFFIX)
    whole = place.read_bytes()
    place.write_bytes(whole.replace(b"0.2.0", b"0.3.0", 1))
    assert refused(file) == "update.signature"
    for untrusted in (b"", whole[:40], b"\n".join(whole.splitlines()[:2]), whole + b"more\n", whole + bytes(300_000)):
        place.write_bytes(untrusted)
        assert refused(file) == "update.statement"
    place.write_bytes(sign(file, OTHER, NEWER, "", ""))
    assert refused(file) == "update.other_key"
    place.unlink()
    assert refused(file) == "update.no_statement"


def test_what_is_signed_and_no_statement_of_ours_is_refused(file: Path) -> None:
    place = file.with_name(file.name + SUFFIX)
    said = json.loads(place.read_bytes().splitlines()[0])
    for change in ({"product": "other"}, {"version": "new"}, {"more": 1}, {"size_bytes": "many"}):
        line = json.dumps(said | change).encode()
        parts = (line, base64.b64encode(public(KEY)), base64.b64encode(KEY.sign(line)))
        place.write_bytes(b"\n".join(parts))
        assert refused(file) == "update.other"


def test_a_build_that_knows_no_publisher_trusts_nobody(tmp_path: Path) -> None:
    with pytest.raises(UpdateError) as error:
        publisher_key(tmp_path / "publisher.key")
    assert error.value.code == "update.no_key"
    (tmp_path / "publisher.key").write_text(base64.b64encode(public(KEY)).decode() + "\n", encoding="ascii")
    assert publisher_key(tmp_path / "publisher.key") == public(KEY)


@pytest.mark.parametrize(
    "text", ["", "x", "é", base64.b64encode(bytes(32)).decode(), base64.b64encode(b"short").decode()]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(UpdateError):
        key_from(text)


def test_the_command_says_what_changes_and_the_two_steps(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = base64.b64encode(public(KEY)).decode()
    assert run(["update", "verify", str(file), "--key", key]) == 0
    said = capsys.readouterr().out
    for words in (
        f"Closed Door {NEWER}",
        f"{__version__} is installed",
        "Erasing is faster",
        f"apt install ./{file.name}",
    ):
        assert words in said
    stated(file, "0.0.1")
    assert run(["update", "verify", str(file), "--key", key, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "update.not_newer"


def test_what_the_release_process_writes_is_what_is_verified(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = Secret.from_text("a passphrase of the publisher")
    content, public_key = new_key_file(secret, rounds=1000)
    key, passphrase = file.with_name("release.key"), file.with_name("passphrase")
    key.write_bytes(content)
    passphrase.write_text("a passphrase of the publisher\n", encoding="utf-8")
    words = [str(file), "--key", str(key), "--passphrase-file", str(passphrase), "--needs", "nothing new"]
    assert sign_release.main(words) == 0
    assert file.name in capsys.readouterr().out
    update = verify(file, public_key, "0.0.9")
    assert update.statement.version == __version__
    assert len(update.statement.changes) > 40
    assert "## " not in update.statement.changes
