"""Running the application in processes of its own, with nothing of this machine's home in reach."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING
from closeddoor.tour.route import read_visit

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"

MISSING_MODELS = [
    model.file_name for model in (STARTER_CHAT, STARTER_EMBEDDING) if not (MODELS / model.file_name).is_file()
]
NEEDS_MODELS = pytest.mark.skipif(
    bool(MISSING_MODELS), reason=f"models/ lacks {MISSING_MODELS}; `make models` fetches them"
)


def environment(home: Path, **more: str) -> Mapping[str, str]:
    """Return a scrubbed environment whose every folder, temporary files included, is `home`."""
    home.mkdir(parents=True, exist_ok=True)
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        **folders,
        **more,
    }


@contextmanager
def started(*command: str, home: Path, **more: str) -> "Iterator[subprocess.Popen[str]]":
    """Start `python COMMAND` with its output on pipes; at the end it is killed if it still runs."""
    with subprocess.Popen(
        [sys.executable, *command],
        env=environment(home, **more),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: "subprocess.Popen[str]") -> str:
    """Return the first line that a process says, or why it said none."""
    assert process.stdout is not None
    return process.stdout.readline() or process.communicate()[1]


def children_of(process_id: int) -> list[int]:
    """Return the processes that a process has started and that are still there, those that have only ended too."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
            found += [int(path.parent.name)] if int(parent) == process_id else []
    return found


def show(figure: str) -> None:
    """Print what was measured: pytest shows it when a test fails, and with `-rP` always."""
    print(figure)


def typed_words() -> list[str]:
    """Return everything that the tour's visitor types, in pieces short enough to survive any line break."""
    visit = read_visit()
    texts = [visit[name] for name in ("passphrase", "expected", "surprised", "next_time", "sandbox_question")]
    texts += [*visit["questions"], visit["sandbox_second"], *visit["memo"].splitlines()]
    return [text[:40] for text in texts if len(text) > 10]


def places_with(words: list[str], folder: Path) -> list[tuple[str, str]]:
    """Return file and word wherever one of `words` stands under `folder`, in UTF-8, UTF-16 or hexadecimal."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes().lower()
        for word in words:
            raw = word.lower().encode()
            spellings = (raw, word.lower().encode("utf-16-le"), raw.hex().encode())
            found += [(path.name, word)] if any(each in content for each in spellings) else []
    return found
