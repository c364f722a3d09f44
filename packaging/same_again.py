"""`make bundle-again`: the full edition made once more in another folder, and compared with what `make bundle` made.

Prints one line for each file that differs, and ends with 1 where one does; else one hash over all of them.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from another_tree import copy_source, make_full_bundle, tracked
from workshop import BUILD, ROOT

FIRST = BUILD / "full" / "closed-door"
TREE = BUILD / "again"


def main() -> int:
    """Make it, compare, and say what differs."""
    if not FIRST.exists():
        raise SystemExit("bundle-again: `make bundle` comes first.")
    shutil.rmtree(TREE, ignore_errors=True)
    copy_source(TREE, tracked())
    make_full_bundle(TREE)
    made = prints_of(TREE / FIRST.relative_to(ROOT)), prints_of(FIRST)
    found = list(differences(*made))
    over_all = hashlib.sha256("".join(f"{name} {said}\n" for name, said in sorted(made[0].items())).encode())
    print("\n".join(found) or f"bundle-again: {len(made[0])} files, all the same: {over_all.hexdigest()}")
    return 1 if found else 0


def prints_of(folder: Path) -> dict[str, str]:
    """Return rights and hash of each file in a folder, and where each link leads, by name."""
    return {path.relative_to(folder).as_posix(): _print_of(path) for path in folder.rglob("*") if not _is_folder(path)}


def differences(again: dict[str, str], first: dict[str, str]) -> Iterator[str]:
    """Yield a line for each name that only one of them has, and for each that is not the same in both."""
    for name in sorted(again.keys() | first.keys()):
        if again.get(name) != first.get(name):
            what = "differs" if name in again and name in first else "only here" if name in first else "only there"
            yield f"bundle-again: {what}: {name}"


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _print_of(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    with path.open("rb") as file:
        return f"{path.stat().st_mode:o} {path.stat().st_mtime_ns} {hashlib.file_digest(file, 'sha256').hexdigest()}"


if __name__ == "__main__":
    sys.exit(main())
