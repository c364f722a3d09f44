"""The folder of an edition: what PyInstaller made, llama.cpp for every processor, packs, models, licences."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from chosen_model import ChosenModel
from contents import LLAMA, PROGRAM, libraries, linked_with
from licences import write_licences
from sbom import write_sbom
from workshop import BUILD, ENGINE, HERE, PYTHON, ROOT, source_time_s, tool_environment

EMBEDDING = ROOT / "models" / "all-MiniLM-L6-v2.F16.gguf"
STARTER = ROOT / "models" / "SmolLM2-135M-Instruct.Q4_1.gguf"


def make_program(out: Path) -> Path:
    """Let PyInstaller make the program and its libraries below `out`; return the folder."""
    command = [str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    places = ["--distpath", str(out), "--workpath", str(BUILD / "work"), str(HERE / "closed-door.spec")]
    subprocess.run([*command, *places], check=True, cwd=BUILD, env=tool_environment())
    folder = out / "closed-door"
    _add_engine(folder / "_internal" / "llama_cpp" / "lib")
    return folder


def make_edition(program: Path, folder: Path, models: list[Path], chosen: ChosenModel | None = None) -> Path:
    """Make the edition that has `models` in `folder`, of the program in another; return `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(program, folder, symlinks=True)
    for path in (*(ROOT / "scenarios").rglob("*"),):
        if path.is_file():
            _put(path, folder / path.relative_to(ROOT))
    for model in models:
        _put(model, folder / "models" / model.name)
    if chosen:
        _put(chosen.path, folder / "models" / chosen.path.name)
        (folder / "models" / "chosen.toml").write_text(chosen.as_toml(), encoding="utf-8")
    _put(HERE / "closed-door-portable", folder / "closed-door-portable")
    write_licences(folder, chosen)
    write_sbom(folder, chosen)
    _settle(folder)
    return folder


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(source.stat().st_mode)


def _add_engine(target: Path) -> None:
    """Copy the library that is asked for, what it is linked with, and one for each generation of processors."""
    source = next(path.parent for path in ENGINE.rglob(LLAMA) if path.parent.name == "lib")
    target.mkdir(parents=True)
    if sys.platform != "linux":  # not tested: what its wheel has there, as it is
        for path in filter(Path.is_file, source.iterdir()):
            _put(path, target / path.name)
        return
    wanted = ["libllama.so", *(path.name for path in _processor_libraries())]
    while wanted:
        name = wanted.pop()
        found = next(iter(ENGINE.rglob(name)), None)
        if found is None or (target / name).exists():
            continue  # the system's own
        shutil.copyfile(source / name if (source / name).exists() else found, target / name)
        subprocess.run(["strip", "--strip-unneeded", str(target / name)], check=True)
        (target / name).chmod(0o644)
        wanted += linked_with(target / name)


def _processor_libraries() -> list[Path]:
    named = re.compile(r"libggml-cpu-\w+\.so")
    return sorted({path.name: path for path in ENGINE.rglob("libggml-cpu-*.so") if named.fullmatch(path.name)}.values())


def _settle(folder: Path) -> None:
    """Give every file the time of the source, and rights that do not depend on who made the bundle."""
    programs = {folder / PROGRAM, *(path for path in libraries(folder) if path.parent == folder)}
    time_s = source_time_s()
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink():
            is_run = path.is_dir() or path in programs or path.name == "closed-door-portable"
            path.chmod(0o755 if is_run else 0o644)
        if not path.is_symlink() or os.utime in os.supports_follow_symlinks:
            os.utime(path, (time_s, time_s), follow_symlinks=os.utime not in os.supports_follow_symlinks)
