"""What Linux says of processes: memory in its shares, open descriptors, threads, time of the processor, children."""

import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.table.row import CannotMeasureError

PROC = Path("/proc")
TICKS_PER_S = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class ProcessFigures:
    """One process at one moment; `pss_kib` counts a page that several processes share by its part of them.

    `anonymous_kib` is what the process has filled itself: the model's file, mapped, is not in it.
    """

    rss_kib: int
    pss_kib: int
    anonymous_kib: int
    descriptors: int
    threads: int


def figures_of(process_id: int) -> ProcessFigures:
    """Return the figures; raise `OSError` where the process has ended or is not ours to look at."""
    folder = PROC / str(process_id)
    shares = _numbers(folder / "smaps_rollup")
    return ProcessFigures(
        rss_kib=shares["Rss"],
        pss_kib=shares["Pss"],
        anonymous_kib=shares["Anonymous"],
        descriptors=len(os.listdir(folder / "fd")),  # noqa: PTH208 - the names alone, links are not followed
        threads=_numbers(folder / "status")["Threads"],
    )


def resident_bytes(process_id: int) -> int:
    """Return everything of a process that stands in memory, mapped files too; for a row of the table."""
    try:
        return figures_of(process_id).rss_kib * 1024
    except OSError as error:
        raise CannotMeasureError("this system does not say what a process takes, or not to us") from error


def children_of(process_id: int) -> dict[int, str]:
    """Return the running children of a process, and what each is by its command: `worker`, `reader` and so on."""
    found = {}
    for task in (PROC / str(process_id) / "task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                found[int(child)] = _name_of(int(child))
    return {child: name for child, name in found.items() if name}


def processor_s(process_id: int) -> float:
    """Return what a process and its children took of processors so far, those that have ended too."""
    return sum(_ticks(each) for each in (process_id, *children_of(process_id))) / TICKS_PER_S


def _ticks(process_id: int) -> int:
    with suppress(OSError, IndexError):
        fields = (PROC / str(process_id) / "stat").read_text(errors="replace").rpartition(")")[2].split()
        return sum(int(field) for field in fields[11:15])  # utime, stime, cutime, cstime of proc(5)
    return 0


def _name_of(process_id: int) -> str:
    """Return the last part of the module that a process runs; nothing of one that has only ended."""
    with suppress(OSError):
        words = (PROC / str(process_id) / "cmdline").read_bytes().split(b"\0")
        modules = [word for before, word in pairwise(words) if before == b"-m"]
        return (modules[0] if modules else words[0]).decode(errors="replace").rpartition(".")[2]
    return ""


def _numbers(path: Path) -> dict[str, int]:
    """Return the lines `Name: number` of a file of Linux."""
    lines = (line.partition(":") for line in path.read_text(errors="replace").splitlines())
    rows = ((name, rest.split()) for name, _, rest in lines)
    return {name: int(words[0]) for name, words in rows if words and words[0].isdigit()}
