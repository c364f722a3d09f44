"""Of a vault, what its files say without a key: which there are, how long, and who may read them."""

import stat
from pathlib import Path
from typing import Any

PAGE_BYTES = 4096
FILES = ("vault.keys", "vault.keys.copy", "vault.head", "history.db")
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def vault_files(folder: Path) -> dict[str, Any]:
    """Return the size of each file (None: not there), and the names of those that other accounts may enter or read.

    Whether size and head agree to the byte only the key tells; that pages are whole shows without.
    """
    sizes = {name: _size(folder / name) for name in FILES}
    return {
        "bytes": sizes,
        "pages_whole": (sizes["history.db"] or 0) % PAGE_BYTES == 0,
        "open_to_others": [path.name for path in (folder, *(folder / name for name in FILES)) if _is_open(path)],
    }


def _size(path: Path) -> int | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _is_open(path: Path) -> bool:
    try:
        return bool(path.lstat().st_mode & _OF_OTHERS)
    except OSError:
        return False
