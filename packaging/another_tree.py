"""A copy of the source in another folder, from which a bundle is made as from this one."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from workshop import ENGINE, PYTHON, ROOT, TOOLS


def tracked() -> list[str]:
    """Return the names of the files of the source, as they are in this folder now."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def copy_source(tree: Path, names: Sequence[str]) -> None:
    """Copy the files to `tree`; environment, tools, llama.cpp and models are those of this folder."""
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tree / name)
    for path in (*(ROOT / "models").glob("*.gguf"), ROOT / ".venv", TOOLS, ENGINE):
        (tree / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        (tree / path.relative_to(ROOT)).symlink_to(path)


def make_full_bundle(tree: Path) -> None:
    """Make the full edition of what lies in `tree`, with PyInstaller from the start; its .deb is not packed."""
    command = [str(PYTHON), "packaging/bundle.py", "--edition", "full", "--quick"]
    subprocess.run(command, check=True, cwd=tree, stdout=subprocess.DEVNULL)
