"""What a process confined as the window can still do, beside one that is not; and that the filter is put on once."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from closeddoor.confinement import landlock
from closeddoor.confinement.attempts import GOT_OUT
from closeddoor.confinement.environment import needed, network_display

PROBES = Path(__file__).with_name("window_probes.py")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux"),
    pytest.mark.skipif(landlock.version() < landlock.FORBIDS_TRUNCATING, reason="this kernel has no such Landlock"),
]
OPEN = ("own folder", "a new folder of its own", "moved within", "documents", "reading", "this interpreter")
SHUT = (
    *("home", "start-up file", "start-up folder", "folder behind a link", "programs of the user"),
    *("temporary folder", "a shell"),
)


@cache
def probe(mode: str) -> dict[str, Any]:
    with TemporaryDirectory(dir="/var/tmp") as name:
        home = Path(name, "home")
        profile = home / ".local" / "share" / "closed-door"
        for folder in (profile, home / "Documents", home / "bin", home / ".config" / "autostart"):
            folder.mkdir(parents=True)
        (home / ".bashrc").write_text("")
        (home / "Linked").symlink_to(home / ".config" / "autostart")
        command = [sys.executable, "-I", str(PROBES), str(profile), str(home), mode]
        around = {**os.environ, "HOME": str(home)}
        run = subprocess.run(command, check=True, capture_output=True, text=True, env=around, timeout=30)
        report: dict[str, Any] = json.loads(run.stdout)
        return report


@pytest.mark.parametrize("what", OPEN)
def test_the_window_does_its_work(what: str) -> None:
    assert probe("once")["results"][what] == GOT_OUT


@pytest.mark.parametrize("what", SHUT)
def test_the_window_writes_and_runs_nothing_else(what: str) -> None:
    assert probe("once")["results"][what] == "EACCES"
    assert probe("free")["results"][what] == GOT_OUT


def test_what_is_in_force_is_asked_of_the_kernel() -> None:
    before, after = probe("once")["before"], probe("once")["after"]
    assert (before["seccomp"], before["landlock"]) == (False, 0)
    assert (after["seccomp"], after["landlock"]) == (True, landlock.version())
    assert after["no_new_privileges"]
    assert after["no_core_dumps"]
    assert after["not_readable_by_others"]
    assert not probe("free")["after"]["seccomp"]


def test_a_process_that_was_replaced_does_not_put_on_a_second_filter() -> None:
    once, again = probe("once"), probe("again")
    assert again["before"]["seccomp"]
    assert again["after"] == once["after"]
    assert again["filters"] == once["filters"] == ["Seccomp_filters:\t1"]
    assert again["results"] == once["results"]


@pytest.mark.parametrize(
    ("mode", "seccomp", "sentence"),
    [
        (
            "without landlock",
            True,
            "Where the window writes (Landlock) is not enforced here: this kernel has no Landlock.",
        ),
        ("on another processor", False, "(seccomp) is not enforced here: the processor pdp11 is not known to it."),
    ],
)
def test_what_a_system_lacks_is_a_sentence_and_the_rest_is_put_on(mode: str, seccomp: bool, sentence: str) -> None:  # noqa: FBT001 - a table
    lacking = probe(mode)
    assert [sentence in why for why in lacking["why_not"]] == [True]
    assert (lacking["after"]["seccomp"], lacking["after"]["landlock"]) == (seccomp, 0)
    assert lacking["results"]["home"] == ("EACCES" if mode == "on another processor" else GOT_OUT)


def test_a_variable_that_steers_is_forgotten() -> None:
    given = {
        **dict.fromkeys(("LD_PRELOAD", "PYTHONPATH", "QT_PLUGIN_PATH", "QT_LOGGING_RULES", "http_proxy"), "x"),
        **dict.fromkeys(("HOME", "LC_ALL", "XDG_RUNTIME_DIR", "DISPLAY"), "y"),
    }
    assert needed(given) == {name: value for name, value in given.items() if value == "y"}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [("xcb", "xcb"), ("wayland;xcb", "wayland;xcb"), ("vnc:port=5999", None), ("vnc;xcb", "xcb"), ("", None)],
)
def test_a_window_is_shown_by_a_display_of_this_machine_only(asked: str, kept: str | None) -> None:
    assert needed({"QT_QPA_PLATFORM": asked}).get("QT_QPA_PLATFORM") == kept


@pytest.mark.parametrize(
    ("display", "more", "is_far"),
    [
        (":0", {}, False),
        ("unix:0", {}, False),
        ("localhost:10.0", {}, True),
        ("tcp/desk.example:0", {}, True),
        ("localhost:10.0", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("localhost:10.0", {"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, True),
        ("localhost:10.0", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("", {}, False),
    ],
)
def test_a_display_over_the_network_is_known_by_its_name(display: str, more: dict[str, str], is_far: bool) -> None:  # noqa: FBT001 - a table
    assert bool(network_display({"DISPLAY": display, **more})) == is_far
