"""Good packs, spoilt at random: each is read or refused by name, within a second, and nothing is written.

Use: `.venv/bin/python -m benchmarks.pack_mutations [--count 20000] [--seed 1] [--json]`. Exit 1 when one was not.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.mutations import mutated, with_manifest
from closeddoor.packs import PackError, errors, read_archive, read_pack
from closeddoor.packs.archive import pack_up
from tests.packs.full_pack import full_files

MOST_S = 1.0
MOST_BYTES = 64 * 1024 * 1024
BUILT_IN_SHARE = 0.1
"""A built-in pack takes ten times as long to read as the small one, which has every feature of the format."""

CODES = frozenset(word for word in (errors.__doc__ or "").split() if "." in word)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_OTHER_EFFECTS = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate", "socket.",
                  "subprocess.", "tempfile.", "shutil.", "os.system", "os.exec", "os.fork", "ctypes.")  # fmt: skip


@dataclass
class Watch:
    """What the process does beside computing, while `on`."""

    on: bool = False
    seen: list[str] = field(default_factory=list)

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        opens_to_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        if opens_to_write or event.startswith(_OTHER_EFFECTS):
            self.seen.append(f"{event} {arguments[:1]}")


@dataclass
class Tally:
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    report = run(arguments.count, arguments.seed)
    print(json.dumps(report) if arguments.json else "\n".join(f"{key}: {value}" for key, value in report.items()))
    return 1 if report["wrong"] else 0


def run(count: int, seed: int) -> dict[str, object]:
    """Return the counts by code, what went wrong, the slowest one and what memory and file system saw of it."""
    sources, watch, tally = list(_sources()), Watch(), Tally()
    random = Random(seed)  # noqa: S311 - the same seed spoils the same packs in the same way
    sys.addaudithook(watch.hook)
    before_bytes = _most_memory_bytes()
    for number in range(count):
        files = sources[random.random() < BUILT_IN_SHARE]
        how, archive = mutated(files, random)
        watch.on = True
        _one(tally, f"{number} ({how})", archive)
        watch.on = False
    return {
        "mutations": count, "seed": seed, "read": tally.read, "refused": sum(tally.refused.values()),
        "codes": dict(tally.refused.most_common()), "wrong": tally.wrong[:20], "written": watch.seen[:20],
        "slowest_s": round(tally.slowest_s, 3), "slowest": tally.slowest,
        "memory_bytes": _most_memory_bytes() - before_bytes,
    }  # fmt: skip


def _one(tally: Tally, name: str, archive: bytes) -> None:
    began_s = time.thread_time()
    try:
        read_archive(archive)
        tally.read += 1
    except PackError as error:
        tally.refused[error.code] += 1
        if error.code not in CODES or len(str(error)) > 2_000:
            tally.wrong.append(f"{name}: {error.code} {str(error)[:200]}")
    except Exception as error:  # noqa: BLE001 - anything else is what is looked for
        tally.wrong.append(f"{name}: {type(error).__name__} {str(error)[:200]}")
    took_s = time.thread_time() - began_s
    if took_s > tally.slowest_s:
        tally.slowest_s, tally.slowest = took_s, name
    if took_s > MOST_S:
        tally.wrong.append(f"{name}: took {took_s:.2f} s")


def _sources() -> Iterator[dict[str, bytes]]:
    """Yield the small pack and a built-in one, each read once, so that what is measured later is warm."""
    folder = min((Path(__file__).parents[1] / "scenarios").glob("*/pack.toml")).parent
    small = full_files()
    yield with_manifest(small)
    yield with_manifest(dict(read_pack(folder).files))
    read_archive(pack_up(with_manifest(small)))


def _most_memory_bytes() -> int:
    """Return the most memory that this process has had, in bytes; of this program alone, not of who started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
