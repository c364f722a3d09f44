"""The self-test: one process of each kind, confined by the function that kind uses, tries to get out."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

from closeddoor.confinement.enforced import Enforced
from closeddoor.language import tr
from closeddoor.selftest.report import KindName, KindReport, Tried
from closeddoor.wire.child_command import child_command
from closeddoor.wire.slots import SLOTS, slot_path

KIND_NAMES: tuple[KindName, ...] = get_args(KindName)
PLAYGROUND = "closed-door-selftest-"
"""What the names of the folders begin with that attempts are made on."""
_LIMIT_S = 60.0


def selftest(
    kinds: Sequence[KindName] = KIND_NAMES,
    *,
    tries: bool = True,
    within: Path | None = None,
    command: Sequence[str] = (),
) -> Iterator[KindReport]:
    """Yield what each kind says, one after the other (0.1 s each); a failure of one is its `problem`.

    Without `tries` each only says what is in force. `within` is where a folder for each is made, and removed
    again: the profile, for a confined window.
    """
    for kind in kinds:
        try:
            with _playground(within) as folder:
                yield _ask(
                    kind, (*(command or child_command("selftest")), kind, str(folder), "try" if tries else "look")
                )
        except OSError:
            yield KindReport(kind, Enforced(), problem=tr("no folder could be made for it"))


def all_refused(reports: Sequence[KindReport]) -> bool:
    """Whether every kind told, tried every way out that is not allowed to it, and none led out."""
    return all(
        not each.problem and each.count("refused") and not each.count("got_out") and not each.count("not_enforced")
        for each in reports
    )


@contextmanager
def _playground(within: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=PLAYGROUND, dir=within, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "readable").write_bytes(b"GGUF")
        (folder / "private").mkdir()
        (folder / "private" / "notes").write_bytes(b"-")
        (folder / "slots").mkdir()
        for slot in range(SLOTS):
            slot_path(folder / "slots", slot).write_bytes(b"a snapshot that was sealed")
        yield folder


def _ask(kind: KindName, command: Sequence[str]) -> KindReport:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ),
            timeout=_LIMIT_S,
            check=False,
        )
        return _report(kind, json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return KindReport(kind, Enforced(), problem=tr("it took too long"))
    except OSError as error:
        return KindReport(kind, Enforced(), problem=tr("it did not start ({reason})", reason=error.strerror or ""))
    except (ValueError, KeyError, TypeError):
        return KindReport(kind, Enforced(), problem=tr("it ended before it had said anything"))


def _report(kind: KindName, said: dict[str, dict[str, object]]) -> KindReport:
    lists = {name: tuple(value) for name, value in said["enforced"].items() if isinstance(value, list)}
    enforced = Enforced(**{**said["enforced"], **lists})  # type: ignore[arg-type]  # what its own kind of process wrote
    return KindReport(kind, enforced, tuple(Tried(**each) for each in said["tried"]))  # type: ignore[arg-type]
