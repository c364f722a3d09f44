"""The window as it is really started: what the kernel says of it, what it still does, and which displays it refuses."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from closeddoor.confinement import landlock
from closeddoor.packs import read_signed_archive
from closeddoor.packs.fingerprint import fingerprint
from tests.e2e.running import NEEDS_MODELS, first_line, started
from tests.e2e.test_xvfb import display

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux"),
    pytest.mark.skipif(landlock.version() < landlock.FORBIDS_TRUNCATING, reason="this kernel has no such Landlock"),
]
DISPLAY = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="the program Xvfb is missing (Debian's package xvfb)")

SHOWN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
import closeddoor.__main__ as program
from closeddoor.bootstrap import Application

start = Application.start

def start_and_tell(application, *given, **named):
    start(application, *given, **named)
    QTimer.singleShot(0, lambda: print("shown on", QGuiApplication.platformName(), flush=True))

Application.start = start_and_tell
sys.argv[1:] = ["--profile", sys.argv[1]]
sys.exit(program.main())
"""
BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("x")
label.show()
app.processEvents()
print("shown", flush=True)
app.exec()
"""

__all__ = ["display"]


def kernels_word(process_id: int) -> dict[str, str]:
    lines = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def is_listening(port: int) -> bool:
    tables = (Path(f"/proc/net/{name}").read_text(encoding="ascii") for name in ("tcp", "tcp6"))
    return any(f":{port:04X} " in table for table in tables)


def test_the_kernel_confirms_that_the_window_is_confined_once(tmp_path: Path) -> None:
    with started("-c", SHOWN, str(tmp_path / "profile"), home=tmp_path / "home") as window:
        assert first_line(window) == "shown on offscreen\n"
        said = kernels_word(window.pid)
    assert (said["Seccomp"], said["Seccomp_filters"], said["NoNewPrivs"]) == ("2", "1", "1")


@NEEDS_MODELS
@pytest.mark.real_model
def test_a_confined_window_has_everything_done_that_it_is_for(tmp_path: Path) -> None:
    home, profile, document = tmp_path / "home", tmp_path / "profile", tmp_path / "home" / "minutes.txt"
    for folder in (profile, home / "Documents"):
        folder.mkdir(parents=True)
    document.write_text("The board agreed.")
    arguments = (str(profile), str(home), str(document))
    with started("-m", "tests.e2e.confined_work", *arguments, home=home) as child:
        said, errors = child.communicate(timeout=120)
    assert errors == ""
    done = json.loads(said)
    assert (done["seccomp"], done["key"], done["read"], done["reader"]) == (True, 32, "The board agreed.\n", True)
    assert done["worker"]["works"]
    assert done["worker"]["confinement"]["reads_only_what_it_needs"]
    assert done["saved"] == "%PDF"
    assert done["selftest"]
    assert "such as Documents" in done["refusal"]
    assert not (home / "debrief.pdf").exists()


@pytest.mark.timeout(300)
def test_a_pack_is_written_signed_and_built_in_documents_by_the_confined_window(tmp_path: Path) -> None:
    home, profile = tmp_path / "home", tmp_path / "profile"
    (home / "Documents").mkdir(parents=True)
    with started("-m", "tests.e2e.confined_desk", str(profile), str(home), home=home) as child:
        said, errors = child.communicate(timeout=240)
    assert errors == ""
    done = json.loads(said)
    assert "such as Documents" in done["refused"]
    assert [path.name for path in home.iterdir() if path.is_dir() and not path.name.startswith(".")] == ["Documents"]
    pack, signer = read_signed_archive(Path(done["archive"]).read_bytes())
    assert Path(done["archive"]).parent == home / "Documents"
    assert (pack.info.title, pack.scenarios[0].readiness) == ("Reading vendor claims", "scored")
    assert signer is not None
    assert fingerprint(signer.public_key) in done["said"]


@DISPLAY
@pytest.mark.display
def test_no_variable_makes_the_window_a_server(display: str, tmp_path: Path) -> None:
    port = 20_000 + os.getpid() % 20_000
    more = {"DISPLAY": display, "QT_QPA_PLATFORM": f"vnc:port={port};xcb"}
    with started("-c", SHOWN, str(tmp_path / "profile"), home=tmp_path / "home", **more) as window:
        assert first_line(window) == "shown on xcb\n"
        assert not is_listening(port)
    with started("-c", BARE, home=tmp_path / "home", **more) as bare:
        assert first_line(bare) == "shown\n"
        assert is_listening(port), "the control: Qt alone does as it is told"


def test_a_display_over_the_network_is_named_and_nothing_is_opened(tmp_path: Path) -> None:
    more = {"DISPLAY": "localhost:99.0", "QT_QPA_PLATFORM": "xcb"}
    with started("-m", "closeddoor", "--profile", str(tmp_path / "profile"), home=tmp_path / "home", **more) as window:
        said, errors = window.communicate(timeout=30)
    assert (window.returncode, said) == (1, "")
    assert "The display localhost:99.0 is reached over a network" in errors
    assert not (tmp_path / "profile" / "vault").exists()
