"""The administrators' page, followed: its commands as written, by the real program, with the file at its real place."""

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from closeddoor import __version__
from closeddoor.policy.keys import KEYS, policy_from
from closeddoor.policy.rules import PolicyError
from closeddoor.services.updates import SUFFIX, sign
from tests.docs.documents import ROOT
from tests.docs.machine import PROGRAM, Machine, is_possible
from tests.packs.signed_packs import KEY, OTHER, public, signed
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

PAGE = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = set(re.findall(r"`(closed-door -?[^`]+)`|^    (closed-door .+)$", PAGE, re.MULTILINE))
FOLLOWED = {
    "closed-door policy show",
    "closed-door policy show --json",
    "closed-door --version",
    "closed-door doctor --json",
    "closed-door update verify FILE",
    "closed-door privacy erase",
}
pytestmark = pytest.mark.timeout(180)

MachineWith = Callable[..., Machine]


@pytest.fixture
def machine(tmp_path: Path) -> MachineWith:
    """Return a maker of machines: with the text of a policy, and with what was done to its file."""
    if not is_possible(tmp_path):
        pytest.skip("this system gives a test no mount namespace of its own")
    return lambda policy=None, then="": Machine(tmp_path, policy, then)


def test_every_command_of_the_page_is_followed_here() -> None:
    assert {inline or block for inline, block in COMMANDS} == FOLLOWED


def test_the_example_at_its_real_place_is_in_force_and_told(machine: MachineWith) -> None:
    here = machine(EXAMPLE)
    shown = here.types("closed-door policy show")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.splitlines()[0] == "Followed: /etc/closed-door/policy.toml"
    for spec in KEYS:
        assert f"  {spec.name} ({spec.title}): " in shown.stdout
    told = json.loads(here.types("closed-door policy show --json").stdout)
    assert (told["state"], list(told["in_force"]), told["problems"]) == ("followed", [spec.name for spec in KEYS], [])


def test_the_command_that_puts_it_there_gives_it_the_rights_that_it_needs(machine: MachineWith, tmp_path: Path) -> None:
    (command,) = re.findall(r"^    sudo (install .+)$", PAGE, re.MULTILINE)
    here = machine()
    (tmp_path / "policy.toml").write_text(EXAMPLE, encoding="utf-8")
    shown = here.runs(["sh", "-c", f"umask 077 && {command} && {PROGRAM} policy show"])
    assert (shown.returncode, shown.stdout.splitlines()[0]) == (0, "Followed: /etc/closed-door/policy.toml")


def test_without_a_file_nothing_is_set_and_that_is_no_mistake(machine: MachineWith) -> None:
    shown = machine().types("closed-door policy show")
    assert shown.stdout == "No policy: there is no file /etc/closed-door/policy.toml.\n"
    assert shown.returncode == 0


def test_a_mistake_counts_as_the_strictest_and_the_exit_code_says_there_is_one(machine: MachineWith) -> None:
    shown = machine('lock_after_minutes = 90\nmodels = "any"\ntelemetry = "on"\n').types("closed-door policy show")
    assert shown.returncode == 1
    assert "lock_after_minutes (Locking): After 5 minutes unused at the latest." in shown.stdout
    assert "models (Chat models): None. What scores" in shown.stdout
    assert "! “lock_after_minutes” may only be 5, 15, 30 or 60" in shown.stdout
    assert "! “telemetry” is not a key of a policy; it does nothing." in shown.stdout


def test_a_file_that_is_no_toml_puts_the_strictest_of_every_key_in_force(machine: MachineWith) -> None:
    shown = machine("export: off\n").types("closed-door policy show --json")
    told = json.loads(shown.stdout)
    assert (shown.returncode, list(told["in_force"])) == (1, [spec.name for spec in KEYS])


@pytest.mark.parametrize(
    "then",
    [
        "chmod 666 /etc/closed-door/policy.toml",
        "chmod 777 /etc/closed-door",
        'mv /etc/closed-door/policy.toml "$1/made/" && ln -s "$1/made/policy.toml" /etc/closed-door/policy.toml',
    ],
)
def test_what_others_could_write_and_what_is_a_link_is_not_followed_and_told(machine: MachineWith, then: str) -> None:
    shown = machine('export = "off"\n', then).types("closed-door policy show")
    assert shown.returncode == 1
    assert shown.stdout.startswith("Not followed: /etc/closed-door/policy.toml")
    assert "Saving and copying" not in shown.stdout


def test_no_option_and_no_variable_leads_past_it(machine: MachineWith, tmp_path: Path) -> None:
    here = machine('export = "off"\n')
    elsewhere = str(tmp_path / "elsewhere")
    variables = dict.fromkeys(("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME", "PROGRAMDATA"), elsewhere)
    shown = here.types(f"closed-door policy show --profile {elsewhere}", **variables)
    assert "Saving and copying" in shown.stdout
    assert here.types("closed-door policy show --policy none").returncode == 2


def test_inventory_has_the_version_and_the_rules_and_nobodys_name(machine: MachineWith) -> None:
    here = machine(EXAMPLE)
    assert here.types("closed-door --version").stdout == f"closed-door {__version__}\n"
    report = here.types("closed-door doctor --json", USER="heron")
    facts = json.loads(report.stdout)
    assert facts["version"] == __version__
    assert {"edition", "libraries", "models", "processes", "policy"} <= set(facts)
    assert list(facts["policy"]["in_force"]) == [spec.name for spec in KEYS]
    assert (report.returncode == 1) is any(each["stops"] for each in facts["findings"])
    assert "heron" not in report.stdout
    assert str(here.home) not in report.stdout
    assert list(here.home.rglob("*")) == [], "a look at the machine leaves nothing on it"


def release(folder: Path, version: str) -> tuple[str, str]:
    """Return the name of a release with its statement beside it, and the key that it is signed with."""
    file = folder / f"closed-door_{version}_amd64.deb"
    file.write_bytes(b"!<arch>\n" + bytes(5000))
    file.with_name(file.name + SUFFIX).write_bytes(sign(file, KEY, version, "", "* Erasing is faster."))
    return file.name, base64.b64encode(public(KEY)).decode("ascii")


def test_a_release_is_verified_before_it_is_distributed(machine: MachineWith, tmp_path: Path) -> None:
    here = machine()
    name, key = release(tmp_path, "9.0.0")
    command = "closed-door update verify FILE".replace("FILE", name)
    nobody = here.types(command)
    assert (nobody.returncode, "knows no publisher" in nobody.stderr) == (1, True), "a build from source trusts nobody"
    good = here.types(f"{command} --key {key}")
    assert good.returncode == 0, good.stderr
    for words in ("Closed Door 9.0.0, signed by the publisher", "Erasing is faster.", f"apt install ./{name}"):
        assert words in good.stdout
    other = base64.b64encode(public(OTHER)).decode("ascii")
    assert "Somebody else than the publisher" in here.types(f"{command} --key {other}").stderr
    with (tmp_path / name).open("ab") as file:
        file.write(b"more")
    assert "not the one that the publisher signed" in here.types(f"{command} --key {key}").stderr
    old, key = release(tmp_path, "0.0.9")
    assert f"{__version__} is installed" in here.types(f"closed-door update verify {old} --key {key}").stderr


def test_the_key_that_pack_show_says_is_the_one_to_pin(machine: MachineWith, tmp_path: Path) -> None:
    (tmp_path / "letters.cdpack").write_bytes(signed(tmp_path))
    shown = machine().types("closed-door pack show letters.cdpack --json")
    said = json.loads(shown.stdout)
    (pinned,) = (each for each in _texts(said) if each == base64.b64encode(public(KEY)).decode("ascii"))
    rules, _, problems = policy_from({"pack_keys": [pinned]})
    assert problems == ()
    rules.check_pack(public(KEY))
    with pytest.raises(PolicyError):
        rules.check_pack(public(OTHER))


def _texts(said: object) -> set[str]:
    """Return every text in a value of JSON."""
    if isinstance(said, dict):
        return set().union(*map(_texts, said.values()))
    if isinstance(said, list):
        return set().union(*map(_texts, said))
    return {said} if isinstance(said, str) else set()


def test_a_users_data_lies_where_the_page_says_and_their_own_command_removes_it(machine: MachineWith) -> None:
    here = machine('export = "off"\n')
    (place,) = re.findall(r"\| a user's profile: .*? \| `~/(.+?)` \(Linux\)", PAGE)
    vault = here.home / place / "vault"
    vault.parent.mkdir(parents=True)
    opened, _ = cheap_folder(vault).create(PASSPHRASE)
    opened.close()
    refused = here.types("closed-door privacy erase")
    assert (refused.returncode, vault.is_dir()) == (1, True), "not without its user's word"
    erased = here.types("closed-door privacy erase --confirm erase")
    assert (erased.returncode, vault.exists()) == (0, False), erased.stderr
