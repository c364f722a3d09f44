"""`python -I -m closeddoor.selftest KIND FOLDER try|look`: be confined as KIND, try to get out, say it as JSON.

Started by `services.selftest` with an empty folder of its own. With `look` nothing is tried.
"""

import dataclasses
import json
import sys
from pathlib import Path

from closeddoor.confinement.enforced import Enforced
from closeddoor.selftest.kinds import KINDS, Kind
from closeddoor.selftest.report import Tried
from closeddoor.wire.slots import open_slots


def main() -> None:
    """Confine first, then look around: nothing is tried where nothing is enforced."""
    kind, folder = next(kind for kind in KINDS if kind.name == sys.argv[1]), Path(sys.argv[2])
    readable, private = folder / "readable", folder / "private"
    slots = open_slots(folder / "slots")  # as a worker does: before it may open nothing to write any more
    enforced = kind.confine(folder if kind.name == "window" else readable)
    tries = sys.argv[3] == "try" and enforced.seccomp
    tried = _try(kind, enforced, (readable, private / "notes", folder), slots) if tries else ()
    report = {"enforced": dataclasses.asdict(enforced), "tried": [dataclasses.asdict(each) for each in tried]}
    sys.stdout.write(json.dumps(report))


def _try(kind: Kind, enforced: Enforced, paths: tuple[Path, Path, Path], slots: tuple[int, ...]) -> tuple[Tried, ...]:
    from closeddoor.confinement import attempts  # noqa: PLC0415 - made of calls that not every system has

    means = {"seccomp": enforced.seccomp, "landlock": enforced.landlock > 0, "limits": bool(enforced.limits)}
    around = attempts.Around(*paths, slots)

    def outcome(attempt: attempts.Attempt) -> Tried:
        if attempt.name in kind.allowed:
            return Tried(attempt.name, attempt.group, "allowed")
        if not means[attempt.means]:
            return Tried(attempt.name, attempt.group, "not_enforced")
        error = attempts.refusal_of(lambda: attempt.make(around))
        got_out = error.startswith(attempts.GOT_OUT)
        return Tried(attempt.name, attempt.group, "got_out" if got_out else "refused", error)

    return tuple(map(outcome, attempts.ATTEMPTS))


if __name__ == "__main__":
    main()
