"""A newer version on the bare system: verified, dropped on the window, installed, opened, gone back from.

What is installed is two real packages; the window is that of the installed program, in which `returning_user.py` runs.
Only the publisher is the test's own: its key is put where the release process puts the real one.
"""

import base64
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from another_beginning import begin_with
from clean_step import APT, Step
from closeddoor.services.updates import SUFFIX, sign
from next_version import next_deb, next_number
from workshop import HERE, version

HOME = "/usr/lib/closed-door"
DRIVER = f"{HOME}/driver"
STARTER = "SmolLM2-135M-Instruct.Q4_1.gguf"


def prepare(root: Path, deb: Path) -> list[Step]:
    """Put what is needed into the system in `root`, where `deb` is to be installed; return the steps."""
    newer = next_deb()
    shutil.copy(newer, root / "tmp")
    key = Ed25519PrivateKey.generate()
    (root / "tmp/publisher.key").write_bytes(base64.b64encode(key.public_key().public_bytes_raw()))
    statement = sign(newer, key, next_number(), "", "* The history has one table more, for a try.")
    (root / "tmp" / f"{newer.name}{SUFFIX}").write_bytes(statement)
    for package, name in ((deb, "now"), (newer, "next")):
        with _taken_out(package, "closed-door") as program:
            begin_with(HERE / "returning_user.py", program, root / "tmp" / f"driver-{name}")
    return _steps(deb.name, newer.name, _facts_of_the_model(deb))


@contextmanager
def _taken_out(package: Path, name: str) -> Iterator[Path]:
    """Give one file of a package; it need not be in there."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE) as unpacked,
    ):
        command = ["tar", "-x", "-C", folder, "--wildcards", f"*{HOME}/{name}"]
        subprocess.run(command, stdin=unpacked.stdout, stderr=subprocess.DEVNULL, check=False)
        yield Path(f"{folder}{HOME}/{name}")


def _facts_of_the_model(package: Path) -> tuple[str, ...]:
    """Return what the model room must say of the model to talk with: name, licence, hash as it is shown."""
    with _taken_out(package, "models/chosen.toml") as about:
        if not about.exists():
            return (STARTER,)
        said = tomllib.loads(about.read_text(encoding="utf-8"))
    grouped = " ".join(said["sha256"][place : place + 8] for place in range(0, 64, 8))
    return (said["file_name"], said["licence"], grouped)


def _steps(deb: str, newer: str, facts: tuple[str, ...]) -> list[Step]:
    drive = f"{DRIVER} %s ~/updated ~/papers"
    named = " ".join(f"'{fact}'" for fact in facts)
    return [
        Step("update: a publisher", _PUBLISHER, by_root=True),
        Step("update: a briefing, a backup", drive % "practise", is_telling=True),
        Step("update: the model room", f"{drive % 'model'} {named}", is_telling=True),
        Step(
            "update: verified",
            f"closed-door update verify /tmp/{newer} >~/verified; head -1 ~/verified",
            is_telling=True,
        ),
        Step("update: a changed file", _CHANGED.format(newer=newer), is_telling=True),
        Step("update: dropped on the window", f"{drive % 'drop'} /tmp/{newer}", is_telling=True),
        Step("update: nothing is installed yet", f"closed-door --version | grep -F {version()}"),
        Step("update: installed", _INSTALLED.format(deb=newer, name="next"), by_root=True, is_telling=True),
        Step("update: opens, copied first", f"{drive % 'open'}; {_COPIED}", is_telling=True),
        Step(
            "back: the older one is installed",
            _INSTALLED.format(deb=deb, name="now"),
            by_root=True,
            is_telling=True,
        ),
        Step("back: refused, with a way", drive % "refused", is_telling=True),
        Step("back: the backup is restored", drive % "restore"),
        Step("back: opens with what was done", drive % "open", is_telling=True),
    ]


_PUBLISHER = f"""\
install -m 644 /tmp/publisher.key {HOME}/_internal/closeddoor/services/publisher.key
install -m 755 /tmp/driver-now {DRIVER}; chmod 644 /tmp/*.deb /tmp/*.sig
"""
_VERIFIED = "closed-door update verify /tmp/{newer} >~/verified; head -1 ~/verified"
_CHANGED = """\
mkdir ~/changed; cp /tmp/{newer}* ~/changed; echo >>~/changed/{newer}
if closed-door update verify ~/changed/{newer} 2>~/refused; then exit 1; fi
rm -r ~/changed; grep 'not the one that the publisher signed' ~/refused
"""
_INSTALLED = f"""\
{APT} --allow-downgrades /tmp/{{deb}} >>/tmp/apt.log 2>&1
install -m 755 /tmp/driver-{{name}} {DRIVER}; closed-door --version
"""
_COPIED = "cd ~/updated/vault; echo history.db.before-*; test -e history.db.before-*"
