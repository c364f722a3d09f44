"""Where bundles are made, with what, and from which time: the tools are locked, and no part of a bundle."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "setup"))

import environment  # noqa: E402 - a neighbour's script

BUILD = ROOT / "build" / "packaging"
TOOLS = BUILD / "tools"
ENGINE = BUILD / "engine"
OUT = ROOT / "dist"
PYTHON = environment.PYTHON
CACHE = environment.cache_folder()


def version() -> str:
    """Return the version of the application, from the one place that says it."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def source_time_s() -> int:
    """Return the time that everything in a bundle bears: SOURCE_DATE_EPOCH, or that of the last commit."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    return int(asked.stdout or 1_767_225_600)


def ensure_tools() -> None:
    """Install PyInstaller and what writes the list of parts into a folder of their own, as locked."""
    lock = HERE / "requirements.txt"
    once(TOOLS, lock.read_text(encoding="utf-8"), _install_tools)


def ensure_engine() -> None:
    """Unpack llama-cpp-python as built for bundles: a library for each generation of processors."""
    wheel = environment.engine_wheel(environment.PORTABLE_FLAGS)
    once(ENGINE, wheel.parent.name, lambda folder: zipfile.ZipFile(wheel).extractall(folder))


def _install_tools(folder: Path) -> None:
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    asked = ["--require-hashes", "--no-deps", "--target", str(folder), "--requirement", str(HERE / "requirements.txt")]
    subprocess.run([*pip, *asked], check=True)


def once(folder: Path, made_of: str, make: Callable[[Path], object]) -> None:
    """Make a folder anew where it was not made of this."""
    stamp = folder / "made-of.sha256"
    wanted = hashlib.sha256(made_of.encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder)
    stamp.write_text(wanted, encoding="ascii")


def tool_environment(**more: str) -> dict[str, str]:
    """Return the environment of PyInstaller: nothing of it depends on the time of day or on chance."""
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(source_time_s()), "LC_ALL": "C.UTF-8"}
    return {**os.environ, **fixed, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "app", ENGINE, TOOLS))), **more}
