"""A process that reads malformed packs and is watched: what it refuses and how, what it writes, how long each takes.

Use: `python -m tests.security.proof.rows.pack_reader FIRST LAST MUTATED SEED`; ends with a line of JSON.
"""

import json
import sys
import time
import warnings
from typing import Any

from benchmarks import pack_mutations
from benchmarks.mutations import with_manifest
from benchmarks.pack_mutations import MOST_S, Watch
from closeddoor.packs import PackError, read_archive
from closeddoor.packs.archive import pack_up
from tests.packs.full_pack import full_files
from tests.security.proof.rows.malformed_packs import Malformed, malformed_packs


def refused(packs: list[Malformed]) -> tuple[list[str], float]:
    """Return those that were not refused by their name within a second of computing, and the longest time."""
    wrong, slowest_s = [], 0.0
    for pack in packs:
        begun_s = time.thread_time()
        code = _code(pack.archive)
        took_s = time.thread_time() - begun_s
        slowest_s = max(slowest_s, took_s)
        if not code or code != (pack.code or code) or code not in pack_mutations.CODES or took_s > MOST_S:
            wrong.append(f"{pack.what}: {code or 'read'} in {took_s:.2f} s")
    return wrong, slowest_s


def _code(archive: bytes) -> str:
    try:
        read_archive(archive)
    except PackError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - anything else is what is looked for
        return type(error).__name__
    return ""


def main() -> None:
    first, last, count, seed = map(int, sys.argv[1:])
    warnings.simplefilter("ignore")  # of two entries with one name, which is meant
    packs, watch = malformed_packs(full_files())[first:last], Watch()
    read_archive(pack_up(with_manifest(full_files())))  # so that all is imported
    sys.addaudithook(watch.hook)
    watch.on = True
    wrong, slowest_s = refused(packs)
    watch.on = False
    report: dict[str, Any] = pack_mutations.run(count, seed)
    whole = {
        "structured": len(packs),
        "wrong": [*wrong, *report["wrong"]],
        "written": [*watch.seen, *report["written"]],
        "slowest_s": max(slowest_s, report["slowest_s"]),
    }
    print(json.dumps(whole))


if __name__ == "__main__":
    main()
