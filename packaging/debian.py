"""A .deb of an edition: the folder under /usr/lib, the command, an entry for the desktop, an icon, a manual page."""

import gzip
import os
import shutil
import subprocess
from pathlib import Path

from workshop import BUILD, HERE, ROOT, source_time_s, tool_environment, version

DEPENDS = (
    *("libc6 (>= 2.36)", "libgl1", "libegl1", "libfontconfig1", "libfreetype6", "libglib2.0-0 | libglib2.0-0t64"),
    *("libdbus-1-3", "libx11-6", "libxcb1", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1"),
    "fonts-dejavu-core | fonts-liberation",
)
_CONTROL = """\
Package: {package}
Version: {version}
Architecture: amd64
Maintainer: The makers of Closed Door <makers@closed-door.invalid>
Installed-Size: {installed_kib}
Depends: {depends}
Conflicts: {other}
Replaces: {other}
Section: education
Priority: optional
Description: practise judging AI, in private, on this computer
 A private study in which executives practise judging what AI systems write:
 briefings with targets and decoys, meetings, decisions, and a record that is
 encrypted and leaves this computer only when its owner takes it away.
 .
 {edition_says}
"""
_AFTER_REMOVAL = """\
#!/bin/sh
# Says what stays: a history is its user's, and no package takes it away.
set -e
if [ "$1" = remove ]; then
    echo "Closed Door is removed. Each user's history stays, encrypted, in ~/.local/share/closed-door;"
    echo "/etc/closed-door stays as well. A user erases a history in the privacy room before the removal,"
    echo "or deletes that folder."
fi
"""
_SAYS = {
    "lite": "This edition has the model that the scoring needs, and no model to talk with.",
    "full": "This edition has a model to talk with as well.",
}


PACKED, NOT_PACKED = ("-Zxz", "-z4"), ("-Znone",)


def make_deb(folder: Path, edition: str, out: Path, packed: tuple[str, ...] = PACKED) -> Path:
    """Write closed-door(-full)_VERSION_amd64.deb below `out`; what a user keeps is in no folder of it."""
    root = BUILD / edition / "deb"
    shutil.rmtree(root, ignore_errors=True)
    home = root / "usr/lib/closed-door"
    shutil.copytree(folder, home, symlinks=True)
    (home / "closed-door-portable").unlink()  # what is installed is nobody's stick
    (root / "usr/bin").mkdir()
    (root / "usr/bin/closed-door").symlink_to("../lib/closed-door/closed-door")
    _describe(root)
    package, other = ("closed-door", "closed-door-full") if edition == "lite" else ("closed-door-full", "closed-door")
    installed_kib = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
    fields = {"package": package, "other": other, "version": version(), "installed_kib": installed_kib}
    control = _CONTROL.format(**fields, depends=", ".join(DEPENDS), edition_says=_SAYS[edition])
    _write(root / "DEBIAN/control", control.encode())
    _write(root / "DEBIAN/postrm", _AFTER_REMOVAL.encode())
    (root / "DEBIAN/postrm").chmod(0o755)
    for path in [*root.rglob("*"), root]:
        os.utime(path, (source_time_s(), source_time_s()), follow_symlinks=False)
    target = out / f"{package}_{version()}_amd64.deb"
    packing = ["dpkg-deb", "--root-owner-group", *packed, "--build", str(root), str(target)]
    subprocess.run(packing, check=True, env=tool_environment(), stdout=subprocess.DEVNULL)
    return target


def _describe(root: Path) -> None:
    """Add what a desktop, a reader of manuals and a lawyer look for."""
    share = root / "usr/share"
    _write(share / "applications/closed-door.desktop", (HERE / "closed-door.desktop").read_bytes())
    _write(share / "icons/hicolor/scalable/apps/closed-door.svg", (HERE / "closed-door.svg").read_bytes())
    _write(share / "man/man1/closed-door.1.gz", _packed((HERE / "closed-door.1").read_bytes()))
    documents = share / "doc/closed-door"
    _write(documents / "copyright", (ROOT / "LICENSE").read_bytes())
    _write(documents / "changelog.gz", _packed((ROOT / "CHANGELOG.md").read_bytes()))
    (documents / "licences").symlink_to("../../../lib/closed-door/licences")


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=source_time_s())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(0o644)
