"""The virtual environment: locked dependencies, and llama-cpp-python built once for this machine.

The wheel of llama-cpp-python takes minutes to build, so it is kept in the user's cache folder, outside the clone,
under a key of everything that shapes it: its pinned hashes, the build flags, the Python and the processor.
"""

import hashlib
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "closed-door.stamp"

LAYOUT = "2"
"""Raise it when `_link_source` changes, so that environments made before are linked anew."""

ENGINE = "llama-cpp-python"
_LIBRARY_ONLY = "-DLLAVA_BUILD=OFF -DLLAMA_CURL=OFF"
ENGINE_FLAGS = f"-DGGML_NATIVE=ON {_LIBRARY_ONLY}"
PORTABLE_FLAGS = (
    "-DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON -DGGML_OPENMP=OFF "
    f"-DLLAMA_BUILD_TOOLS=OFF {_LIBRARY_ONLY}"
)
"""For bundles: one library for each generation of processors, of which the best that this one can run is loaded."""


def cache_folder() -> Path:
    """Return the folder outside the clone that outlives it."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "closed-door"


def requirement_blocks(lock: str) -> list[str]:
    """Split a lock file into one text per package, its hashes with it."""
    return [block for block in re.split(r"\n(?=\S)", lock) if block and not block.startswith("#")]


def ensure() -> None:
    """Make the environment match the lock; nothing is done when it does."""
    wanted = _fingerprint(LOCK.read_text(), str(ROOT), LAYOUT)
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    blocks = requirement_blocks(LOCK.read_text())
    engine = engine_block()
    if not _is_usable():
        _say("making .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    _say("installing locked dependencies")
    _install("\n".join(block for block in blocks if block != engine))
    wheel = engine_wheel(ENGINE_FLAGS)
    _say(f"installing {wheel.name}")
    _pip("install", "--no-deps", "--no-index", "--force-reinstall", str(wheel))
    _link_source()
    STAMP.write_text(wanted)


def _is_usable() -> bool:
    """Whether .venv is whole and of this Python: not after a set-up was interrupted, or Python was replaced."""
    asked = [str(PYTHON), "-c", "import pip, sys; print(sys.version)"]
    try:
        run = subprocess.run(asked, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return run.returncode == 0 and run.stdout.strip() == sys.version


def engine_block() -> str:
    """Return what the lock says of the engine: its version and hashes."""
    return next(block for block in requirement_blocks(LOCK.read_text()) if block.startswith(f"{ENGINE}=="))


def _fingerprint(*parts: str, flags: str = ENGINE_FLAGS) -> str:
    text = "\0".join((*parts, flags, sys.version, platform.machine(), _processor()))
    return hashlib.sha256(text.encode()).hexdigest()


def _processor() -> str:
    """What the native build depends on: the instruction sets of this processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")


def engine_wheel(flags: str) -> Path:
    """Return the cached wheel of the engine with these flags of CMake, building it first where it is not there."""
    engine = engine_block()
    folder = cache_folder() / "wheels" / _fingerprint(engine, flags=flags)[:16]
    if folder.is_dir():
        return next(folder.glob("*.whl"))
    _say(f"building {ENGINE} here (about 4 minutes, once)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as building:
        requirements = Path(building) / "engine.txt"
        requirements.write_text(engine)
        out = Path(building) / "out"
        _pip(
            *("wheel", "--no-deps", "--no-build-isolation", "--require-hashes", "--no-cache-dir"),
            *("--no-binary", ENGINE, "--wheel-dir", str(out), "--requirement", str(requirements)),
            CMAKE_ARGS=flags,
            CMAKE_BUILD_PARALLEL_LEVEL=str(os.cpu_count() or 1),
            PATH=f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        )
        shutil.move(out, folder)
    return next(folder.glob("*.whl"))


def _install(requirements: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requirements.txt"
        path.write_text(requirements)
        _pip("install", "--require-hashes", "--no-deps", "--requirement", str(path))


def compile_source() -> None:
    """Compile what changed under app/: the window is confined before it imports most of it, and may write nothing."""
    subprocess.run(
        [str(PYTHON), "-m", "compileall", "-q", str(ROOT / "app")], check=False
    )  # whoever runs a mistake is told by Python


def _link_source() -> None:
    """Put app/ on the environment's path and the command in its folder, as an editable install would.

    `.pth` and a two-line script need no build tool and no metadata that goes stale with the version. The script is a
    shell's, because a `#!` line takes no path with a space in it.
    """
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    Path(site, "closed-door.pth").write_text(f"{ROOT / 'app'}\n", encoding="utf-8")
    script = PYTHON.parent / "closed-door"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m closeddoor "$@"\n', encoding="utf-8")
    script.chmod(0o755)


def _pip(*arguments: str, **environment: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, env={**os.environ, **environment})


def _say(text: str) -> None:
    print(f"set-up: {text}", flush=True)
