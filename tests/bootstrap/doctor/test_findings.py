"""Each problem made real in a set-up of its own shows itself, and its remedy; what is well shows nothing."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from closeddoor.bootstrap.doctor import findings_of
from closeddoor.bootstrap.doctor.examination import model_state, policy_as_json, vault_state, without_home
from closeddoor.bootstrap.doctor.machine import disk_state, display_state, font_state, is_encrypted
from closeddoor.bootstrap.doctor.vault_files import vault_files
from closeddoor.cli.doctor import in_words
from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING
from closeddoor.policy.reading import MachinePolicy, read_policy
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

WELL = {"seccomp": True, "landlock": 7}


def facts(**known: Any) -> dict[str, Any]:
    """Return the facts of an installation that is well, but for what is `known`."""
    well = {
        "edition": "source",
        "vault": "none",
        "vault_unfinished": "nothing",
        "vault_files": vault_files(Path("/nowhere")),
        "keychain": "available",
        "models": {"a.gguf": {"for": "embed", "present": True, "as_expected": True}},
        "policy": policy_as_json(MachinePolicy()),
        "display": display_state({"DISPLAY": ":0"}),
        "fonts": {"families": 9},
        "disk": {"free_bytes": 1 << 40, "encrypted": "yes"},
        "worker": {"works": True},
        "processes": {"window": WELL},
    }
    return well | known


def found(**known: Any) -> list[tuple[str, bool]]:
    """Return each problem with whether it stops the application; every one has a remedy of one sentence."""
    findings = findings_of(facts(**known))
    assert all(each.remedy.endswith(".") and each.remedy.count(". ") == 0 for each in findings)
    return [(each.problem, each.stops) for each in findings]


def of_vault(folder: Path) -> dict[str, Any]:
    return {"vault": vault_state(folder), "vault_files": vault_files(folder)}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    opened, _ = cheap_folder(folder).create(PASSPHRASE)
    opened.close()
    return folder


def test_an_installation_that_is_well_has_no_finding(vault: Path) -> None:
    assert of_vault(vault)["vault"] == "locked"
    assert found(**of_vault(vault)) == []
    assert in_words({"findings": [], "version": "1"}) == ["Nothing is wrong.", "", "version: 1"]


def test_a_damaged_vault_stops_it(vault: Path) -> None:
    (vault / "history.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
    assert found(**of_vault(vault)) == [("The history is damaged, or something of it is missing.", True)]


def test_a_missing_second_key_file_and_a_cut_page_are_noted(vault: Path) -> None:
    (vault / "vault.keys.copy").unlink()
    with (vault / "history.db").open("ab") as file:
        file.write(b"half a page")
    problems = [problem for problem, _ in found(**of_vault(vault))]
    assert "The second copy of the key file is missing." in problems
    assert "The history file ends in the middle of a page." in problems


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_files_that_other_accounts_may_read_are_named(vault: Path) -> None:
    (vault / "vault.keys").chmod(0o644)
    assert found(**of_vault(vault)) == [("Other accounts may read what is encrypted: vault.keys.", False)]


def test_a_model_that_is_missing_or_another_is_named_with_what_does_not_work(tmp_path: Path) -> None:
    missing = model_state(STARTER_CHAT, [tmp_path])
    (tmp_path / STARTER_CHAT.file_name).write_bytes(b"GGUF and something else")
    other = model_state(STARTER_CHAT, [tmp_path])
    assert found(models={"x.gguf": missing}) == [
        ("x.gguf is missing, and with it the conversation with the starter model.", False)
    ]
    assert found(models={"x.gguf": other}) == [("x.gguf is not the file it should be.", False)]


def test_in_a_bundle_no_remedy_needs_the_source(tmp_path: Path) -> None:
    models = {"x.gguf": model_state(STARTER_CHAT, [tmp_path]), "y.gguf": model_state(STARTER_EMBEDDING, [tmp_path])}
    (tmp_path / STARTER_CHAT.file_name).write_bytes(b"GGUF and something else")
    models["z.gguf"] = model_state(STARTER_CHAT, [tmp_path])
    chat, embedding, other = (finding.remedy for finding in findings_of(facts(models=models, edition="bundle")))
    assert chat.startswith("Install the full edition")
    assert embedding == "Install again: every edition has it."
    assert other == "Delete it, and install again."
    assert "make models" in findings_of(facts(models=models))[0].remedy


@pytest.mark.parametrize(
    ("known", "problem", "stops"),
    [
        ({"disk": {"free_bytes": 9, "encrypted": "yes"}}, "The disk is full.", True),
        ({"disk": {"free_bytes": 1 << 28, "encrypted": "not known"}}, "Less than 1 GB is free", False),
        ({"disk": {"free_bytes": 1 << 40, "encrypted": "no"}}, "The disk is not encrypted", False),
        ({"display": display_state({})}, "This session has no display.", False),
        ({"fonts": {"families": 0}}, "No font is installed.", True),
        ({"worker": {"works": False, "problem": "Illegal instruction."}}, "The model does not load", False),
        ({"processes": {"reader": {"problem": "It ended."}}}, "The process “reader” did not start", True),
        ({"processes": {"reader": WELL | {"seccomp": False}}}, "from the network", False),
        ({"processes": {"reader": WELL | {"landlock": 0}}}, "from other files", False),
        ({"keychain": "locked"}, "The keychain is locked.", False),
    ],
)
def test_what_the_machine_lacks_is_told(known: Mapping[str, Any], problem: str, *, stops: bool) -> None:
    ((said, is_stop),) = found(**known)
    assert problem in said
    assert is_stop == stops


def test_a_mistake_in_the_policy_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir(mode=0o755)
    (folder / "policy.toml").write_text('export = "on"\n', encoding="utf-8")
    policy = read_policy(folder / "policy.toml", os.getuid())
    ((said, stops),) = found(policy=policy_as_json(policy))
    assert "“export” may only be" in said
    assert not stops


def test_a_disk_is_encrypted_when_all_that_it_lies_on_is(tmp_path: Path) -> None:
    def device(name: str, uuid: str = "", slaves: tuple[str, ...] = ()) -> None:
        (tmp_path / name / "dm").mkdir(parents=True)
        (tmp_path / name / "dm" / "uuid").write_text(uuid, encoding="ascii")
        (tmp_path / name / "slaves").mkdir()
        for slave in slaves:
            (tmp_path / name / "slaves" / slave.replace(":", "_")).symlink_to(tmp_path / slave)

    device("8:1")
    device("253:0", "CRYPT-LUKS2-abc", ("8:1",))
    device("253:1", "LVM-abc", ("253:0",))
    device("253:2", "LVM-abc", ("253:0", "8:1"))
    told = [is_encrypted(os.makedev(*numbers), tmp_path) for numbers in ((8, 1), (253, 0), (253, 1), (253, 2), (0, 40))]
    assert told == ["no", "yes", "yes", "no", "not known"]


@pytest.mark.usefixtures("qapp")
def test_the_facts_of_this_machine_are_real() -> None:
    assert disk_state(Path("/nowhere/at/all"))["free_bytes"] > 0
    assert font_state()["families"] > 0
    assert display_state({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})["kind"] == "Wayland"


def test_no_home_is_in_a_report() -> None:
    home = str(Path.home())
    report = without_home({"worker": {"problem": f"{home}/models/x is gone.", "all": [f"{home}/y", 1]}})
    assert home not in json.dumps(report)
    assert report["worker"]["problem"] == "~/models/x is gone."


def test_what_stops_it_comes_first_and_each_problem_has_its_remedy_below() -> None:
    findings = findings_of(facts(keychain="locked", fonts={"families": 0}))
    lines = in_words({"findings": [each.as_json() for each in findings], "models": {"a_b.gguf": {}}})
    assert lines[:2] == ["STOPS IT: No font is installed.", "    Install the package fonts-dejavu-core."]
    assert lines[2] == "Note: The keychain is locked."
    assert lines[-1] == "  a_b.gguf: none"
