"""The Debian packages that building, running and testing need.

`missing_packages` asks dpkg what is absent; `install` adds it where this user may, and otherwise names it.
"""

import os
import shutil
import subprocess
import sys

BUILD = ("g++", "libdbus-1-3", "python3-venv")
WINDOW = (
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libglib2.0-0",
    "fonts-dejavu-core",
    "fonts-inter",
    "fonts-sil-charis",
)
DISPLAY = (
    "xvfb",
    "xauth",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
)
TESTS = ("gnome-keyring", "dbus", "dbus-daemon", "git", "strace")

APPLICATION = BUILD + WINDOW + DISPLAY
EVERYTHING = APPLICATION + TESTS


def missing_packages(wanted: tuple[str, ...]) -> list[str]:
    """Return those of `wanted` that dpkg does not list as installed; a newer name's `t64` form counts."""
    listing = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Abbrev}\n"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    installed = {line.split()[0] for line in listing.splitlines() if line.split()[1:2] == ["ii"]}
    installed |= {name.removesuffix("t64") for name in installed}
    if sys.prefix != sys.base_prefix or _has_own_venv():
        installed.add("python3-venv")
    return [name for name in wanted if name not in installed]


def _has_own_venv() -> bool:
    """Whether this Python can make environments without Debian's python3-venv."""
    return subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0


def install(wanted: tuple[str, ...]) -> None:
    """Install what is missing, or end with the one command that does.

    Other systems than Debian's family bring these libraries with the desktop: nothing is done there.
    """
    if shutil.which("dpkg-query") is None:
        return
    missing = missing_packages(wanted)
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise SystemExit(f"These system packages are missing. Install them once with:\n  sudo {' '.join(command)}")
    print(f"set-up: installing system packages: {' '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "--quiet=2"], check=True, env=environment)
    subprocess.run([*command, "--quiet=2"], check=True, env=environment, stdout=subprocess.DEVNULL)
