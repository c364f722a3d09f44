"""From a folder to a signed file: keygen, build and show, as an author uses them."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from closeddoor.cli import run
from closeddoor.packs import read_signed_archive
from closeddoor.packs.archive import pack_up
from closeddoor.packs.fingerprint import fingerprint
from tests.cli.at_a_terminal import at_a_terminal
from tests.e2e.running import environment
from tests.packs.good_pack import good_files, write_files
from tests.packs.signed_packs import entries, signed

Said = pytest.CaptureFixture[str]
PASSPHRASE, FORMER_PASSPHRASE = "sieben Lampen", "eight lamps"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An author's folder: two keys, their passphrases, and a pack."""
    desk = tmp_path_factory.mktemp("desk")
    write_files(desk / "letters", good_files())
    for name, passphrase in (("key", PASSPHRASE), ("former", FORMER_PASSPHRASE)):
        (desk / f"{name}.pass").write_text(f"{passphrase}\n", encoding="utf-8")
        assert run(["pack", "keygen", "-o", str(desk / name), "--passphrase-file", str(desk / f"{name}.pass")]) == 0
    return desk


def build(desk: Path, out: Path, *more: str) -> int:
    return run(["pack", "build", str(desk / "letters"), "-o", str(out), *more])


def with_key(desk: Path) -> list[str]:
    return ["--key", str(desk / "key"), "--passphrase-file", str(desk / "key.pass")]


def refusal(said: Said) -> str:
    out, err = said.readouterr()
    assert out == ""
    assert err.startswith("closed-door: ")
    assert "Traceback" not in err
    return err


def answer(said: Said) -> dict[str, Any]:
    out, err = said.readouterr()
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_key_is_private_and_never_written_over(desk: Path, capsys: Said) -> None:
    before = (desk / "key").read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE((desk / "key").stat().st_mode) == 0o600
    assert run(["pack", "keygen", "-o", str(desk / "key"), "--passphrase-file", str(desk / "key.pass")]) == 1
    assert "exists already" in refusal(capsys)
    assert (desk / "key").read_bytes() == before
    assert b"Lampen" not in before


def test_a_key_is_told_by_its_words(desk: Path, tmp_path: Path, capsys: Said) -> None:
    command = ["pack", "keygen", "-o", str(tmp_path / "new"), "--passphrase-file", str(desk / "key.pass")]
    assert run([*command, "--json"]) == 0
    made = answer(capsys)
    assert len(made["fingerprint"].split()) == 10
    assert set(made) == {"key", "public_key", "fingerprint"}
    assert run(["pack", "keygen", "-o", str(tmp_path / "another"), "--passphrase-file", str(desk / "key.pass")]) == 0
    assert made["fingerprint"] not in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_named(desk: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "nowhere" / "key"
    assert run(["pack", "keygen", "-o", str(out), "--passphrase-file", str(desk / "key.pass")]) == 1
    assert f"{out} cannot be written: no such file or directory" in refusal(capsys)


def test_a_passphrase_is_asked_for_twice_and_then_once(desk: Path, tmp_path: Path) -> None:
    program, around = (sys.executable, "-m", "closeddoor", "pack"), environment(tmp_path / "home")
    new, again = "A passphrase for the new key: ", "The same passphrase once more: "
    made = at_a_terminal((*program, "keygen", "-o", str(tmp_path / "key")), [(new, "a b c"), (again, "a b c")], around)
    assert made.exit_code == 0, made.text
    command = (*program, "build", str(desk / "letters"), "-o", str(tmp_path / "x"), "--key", str(tmp_path / "key"))
    built = at_a_terminal(command, [("Passphrase of the key: ", "a b c")], around)
    assert built.exit_code == 0, built.text
    assert "a b c" not in made.text + built.text
    words = made.text.split("\r\n\r\n")[1].strip()
    assert f"Signed by: {words}" in built.text


def test_the_same_folder_and_key_give_the_same_file(desk: Path, tmp_path: Path, capsys: Said) -> None:
    assert build(desk, tmp_path / "one.cdpack", *with_key(desk), "--json") == 0
    made = answer(capsys)
    assert build(desk, tmp_path / "two.cdpack", *with_key(desk)) == 0
    archive = (tmp_path / "one.cdpack").read_bytes()
    assert archive == (tmp_path / "two.cdpack").read_bytes()
    pack, signer = read_signed_archive(archive)
    assert signer is not None
    assert made["signer"]["fingerprint"] == fingerprint(signer.public_key)
    assert (made["pack"], made["revision"], made["files"]) == (pack.info.id, 7, len(pack.files))
    assert (made["archive_bytes"], made["content_hash"]) == (len(archive), pack.content_hash)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.cdpack", "two.cdpack"]


def test_without_a_key_it_is_unsigned_and_says_so(desk: Path, tmp_path: Path, capsys: Said) -> None:
    assert build(desk, tmp_path / "x.cdpack") == 0
    assert "Nobody signed it" in capsys.readouterr().out
    assert read_signed_archive((tmp_path / "x.cdpack").read_bytes())[1] is None


def test_a_former_key_names_its_successor(desk: Path, tmp_path: Path, capsys: Said) -> None:
    former = ["--former-key", str(desk / "former"), "--former-passphrase-file", str(desk / "former.pass")]
    assert build(desk, tmp_path / "x.cdpack", *with_key(desk), *former, "--json") == 0
    made = answer(capsys)
    _, signer = read_signed_archive((tmp_path / "x.cdpack").read_bytes())
    assert signer is not None
    assert signer.former_key is not None
    assert made["former_key"]["fingerprint"] == fingerprint(signer.former_key)
    assert build(desk, tmp_path / "y.cdpack", *former) == 1
    assert "no --key was given" in refusal(capsys)


@pytest.mark.parametrize("what", ["wrong passphrase", "no key", "no file"])
def test_a_key_that_cannot_be_used_builds_nothing(desk: Path, tmp_path: Path, capsys: Said, what: str) -> None:
    key = {"wrong passphrase": desk / "former", "no key": desk / "key.pass", "no file": desk / "nowhere"}[what]
    out = tmp_path / "x.cdpack"
    assert build(desk, out, "--key", str(key), "--passphrase-file", str(desk / "key.pass")) == 1
    assert "cannot be read" in refusal(capsys)
    assert not out.exists()


def test_a_refused_folder_builds_nothing_and_asks_for_nothing(tmp_path: Path, desk: Path, capsys: Said) -> None:
    write_files(tmp_path / "letters", good_files() | {"pack.toml": b"schema = 1\n"})
    assert build(tmp_path, tmp_path / "x.cdpack", "--key", str(desk / "key"), "--json") == 1
    assert answer(capsys)["error"]["code"] == "field.missing"
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_a_file_is_written_over_by_force_only(desk: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "x.cdpack"
    out.write_bytes(b"mine")
    assert build(desk, out) == 1
    assert "exists already" in refusal(capsys)
    assert out.read_bytes() == b"mine"
    assert build(desk, out, "--force") == 0
    assert out.read_bytes().startswith(b"PK")
    assert [path.name for path in tmp_path.iterdir()] == ["x.cdpack"]


def test_what_a_pack_is_needs_no_vault(desk: Path, tmp_path: Path, capsys: Said) -> None:
    out, profile = tmp_path / "x.cdpack", tmp_path / "profile"
    assert build(desk, out, *with_key(desk)) == 0
    words = capsys.readouterr().out.partition("Signed by: ")[2].strip()
    assert run(["pack", "show", str(out), "--profile", str(profile)]) == 0
    shown = capsys.readouterr().out
    for said in ("Letters 1.2.0 (org.example.letters, revision 7)", "Facts as of 2026-11-01; review due 2027-05-01",
                 "letter: A letter (25 minutes, 4 tasks)", f"Signed by: {words}", "takes your passphrase"):  # fmt: skip
        assert said in shown
    assert not profile.exists()


def test_what_a_pack_is_as_json(desk: Path, tmp_path: Path, capsys: Said) -> None:
    assert build(desk, tmp_path / "x.cdpack", *with_key(desk), "--json") == 0
    made = answer(capsys)
    assert run(["pack", "show", str(tmp_path / "x.cdpack"), "--json"]) == 0
    shown = answer(capsys)
    assert {key: shown[key] for key in set(made) - {"path", "sha256"}} == {
        key: made[key] for key in set(made) - {"path", "sha256"}
    }
    assert (shown["facts_as_of"], shown["known"]) == ("2026-11-01", None)
    assert [scenario["id"] for scenario in shown["scenarios"]] == ["letter"]
    assert run(["pack", "show", str(desk / "letters"), "--json"]) == 0
    folder = answer(capsys)
    assert (folder["content_hash"], folder["signer"], folder["archive_bytes"]) == (made["content_hash"], None, None)


def test_a_pack_whose_signature_is_wrong_is_not_shown(desk: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "x.cdpack"
    assert build(desk, out, *with_key(desk)) == 0
    capsys.readouterr()
    newer = entries(signed(tmp_path, 8))
    out.write_bytes(pack_up(entries(out.read_bytes()) | {"manifest.json": newer["manifest.json"]}))
    assert run(["pack", "show", str(out), "--json"]) == 1
    assert answer(capsys)["error"]["code"] == "signature.wrong"
