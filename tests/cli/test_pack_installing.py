"""Installing, listing and removing from the command line, into a real vault."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from closeddoor.cli import run
from closeddoor.cli.pack import install as install_command
from closeddoor.cli.pack import opening
from closeddoor.domain.secret import Secret
from closeddoor.packs.build import build_archive
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.vault.recovery_code import RecoveryCode
from tests.cli.at_a_terminal import at_a_terminal
from tests.e2e.running import environment
from tests.packs.signed_packs import KEY, OTHER, letters, public, signed
from tests.vault.cheap_vault import cheap_folder

Said = pytest.CaptureFixture[str]
ID = "org.example.letters"
WORDS, OTHER_WORDS = fingerprint(public(KEY)), fingerprint(public(OTHER))


class Desk:
    """A profile, the file with its passphrase, and packs to install."""

    def __init__(self, folder: Path, said: Said) -> None:
        self.profile, self._folder, self._said = folder / "profile", folder, said
        self._passphrase = folder / "passphrase"
        self._passphrase.write_text("quiet harbour, seven lamps\n", encoding="utf-8")

    def archive(self, content: bytes) -> str:
        path = self._folder / "x.cdpack"
        path.write_bytes(content)
        return str(path)

    def run(self, *argv: str) -> tuple[int, dict[str, Any], str]:
        """Run a command on packs with --json; return its exit code, what it answered, and what it said beside."""
        vault = ("--profile", str(self.profile), "--passphrase-file", str(self._passphrase))
        code = run(["pack", argv[0], *vault, *argv[1:], "--json"])
        out, err = self._said.readouterr()
        return code, json.loads(out), err

    def code_of(self, *argv: str) -> str:
        exit_code, found, _ = self.run(*argv)
        assert exit_code == 1
        return str(found["error"]["code"])


@pytest.fixture
def desk(tmp_path: Path, capsys: Said) -> Desk:
    return Desk(tmp_path, capsys)


@pytest.fixture
def cheap_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose vault is real but for what its passphrase costs: opened a dozen times, it would take a minute."""
    monkeypatch.setattr(opening, "VaultFolder", cheap_folder)
    return desk


def test_a_pack_from_first_use_to_removal(cheap_desk: Desk, tmp_path: Path) -> None:
    desk = cheap_desk
    code, made, beside = desk.run("install", desk.archive(signed(tmp_path)))
    assert (code, made["key"], made["signer"]["fingerprint"]) == (0, "first", WORDS)
    recovery_code = beside.partition("\n\n")[2].strip()
    RecoveryCode.parse(Secret.from_text(recovery_code))
    assert recovery_code not in json.dumps(made)
    code, made, beside = desk.run("install", desk.archive(signed(tmp_path, 8)))
    assert (code, made["key"], made["replaced_revision"], beside) == (0, "same", 7, "")
    assert desk.code_of("install", desk.archive(signed(tmp_path, 9, OTHER))) == "signature.other_key"
    assert desk.code_of("install", desk.archive(signed(tmp_path, 7))) == "revision.lower"
    (listed,) = desk.run("list")[1]["packs"]
    assert (listed["pack"], listed["revision"], listed["signer"]["fingerprint"]) == (ID, 8, WORDS)
    assert desk.run("show", desk.archive(signed(tmp_path, 9, OTHER)))[1]["known"] == "other_key"
    (tmp_path / "other").write_text("other words\n", encoding="utf-8")
    assert desk.code_of("list", "--passphrase-file", str(tmp_path / "other")) == "vault.passphrase_wrong"
    assert desk.run("remove", ID)[1] == {"removed": ID}
    assert desk.run("list")[1] == {"packs": []}
    assert desk.code_of("remove", ID) == "pack.not_installed"
    assert desk.code_of("install", desk.archive(signed(tmp_path, 7))) == "revision.lower"
    code, made, _ = desk.run("install", desk.archive(signed(tmp_path, 9, OTHER)), "--accept-key", OTHER_WORDS)
    assert (code, made["key"]) == (0, "changed")


def test_most_refusals_come_before_the_passphrase_and_make_nothing(desk: Desk, tmp_path: Path) -> None:
    unsigned = build_archive(letters(tmp_path))
    assert desk.code_of("install", desk.archive(unsigned)) == "signature.missing"
    assert desk.code_of("install", desk.archive(signed(tmp_path)), "--accept-key", OTHER_WORDS) == (
        "signature.not_accepted"
    )
    assert desk.code_of("install", desk.archive(b"no archive")) == "archive.damaged"
    assert desk.code_of("install", str(tmp_path)) == "file.folder"
    assert desk.run("list")[:2] == (0, {"packs": []})
    assert desk.code_of("remove", ID) == "pack.not_installed"
    assert desk.run("show", desk.archive(unsigned))[1]["known"] == "new"
    assert not desk.profile.exists()


def test_the_id_of_a_built_in_pack_is_refused(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters(tmp_path / "built-in")
    monkeypatch.setattr(install_command, "scenario_folder", lambda: tmp_path / "built-in")
    assert desk.code_of("install", desk.archive(signed(tmp_path))) == "id.built_in"
    assert not desk.profile.exists()


def test_at_a_terminal_with_words_for_people(desk: Desk, tmp_path: Path) -> None:
    """On a fresh profile the passphrase is asked for twice, and the recovery code is shown; then once, without it."""
    program = (sys.executable, "-m", "closeddoor", "pack")
    around, profile = environment(tmp_path / "home"), ("--profile", str(desk.profile))
    archive = desk.archive(build_archive(letters(tmp_path)))
    new, again = "A passphrase for your new history: ", "The same passphrase once more: "
    install = (*program, "install", archive, "--accept-unsigned", *profile)
    made = at_a_terminal(install, [(new, "four plain words"), (again, "four plain words")], around)
    assert made.exit_code == 0, made.text
    for said in ("recovery code", "Installed Letters 1.2.0 (org.example.letters, revision 7).", "Nobody signed it"):
        assert said in made.text
    listed = at_a_terminal((*program, "list", *profile), [("Passphrase: ", "four plain words")], around)
    assert listed.exit_code == 0, listed.text
    assert "Letters 1.2.0, revision 7" in listed.text
    assert "unsigned" in listed.text
    assert "recovery code" not in listed.text
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []
