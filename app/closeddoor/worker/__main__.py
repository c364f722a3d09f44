"""`python -I -m closeddoor.worker MODEL [SNAPSHOTS]`: started by the window, not by people."""

import contextlib
import os
import sys
from pathlib import Path

from closeddoor.confinement.child import confine_child
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.kernel import own_memory
from closeddoor.wire.footprint import total_bytes
from closeddoor.wire.slots import open_slots
from closeddoor.worker.freed_memory import give_back_what_is_freed

_NICE = 10
"""The window and its event loop come first; measured to cost the model nothing on an idle machine."""


def main() -> None:
    """Confine this process, take its pipes for frames alone, and serve one model."""
    model_path = Path(sys.argv[1])
    slots = open_slots(Path(sys.argv[2])) if len(sys.argv) > 2 else ()  # before it may open nothing to write any more
    enforced = confine(model_path)
    output = _own_the_output()
    give_back_what_is_freed()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)

    # Not before confinement: these load llama.cpp, which will read a file that nobody vouches for.
    from closeddoor.worker.channel import Channel  # noqa: PLC0415 (order is the point)
    from closeddoor.worker.service import WorkerService  # noqa: PLC0415 (order is the point)

    WorkerService(Channel(sys.stdin.fileno(), output), model_path, enforced, slots).run()


def confine(model_path: Path) -> Enforced:
    """Give up everything but computing, reading the model, and the memory of this laptop; the self-test calls it too.

    A file that asks for more than there is ends this process then, and not whichever the system would choose.
    """
    total = total_bytes()
    return confine_child([model_path], () if total is None else (own_memory(total),))


def _own_the_output() -> int:
    """Return a descriptor for frames; whatever native code prints goes to standard error instead."""
    output = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


if __name__ == "__main__":
    main()
