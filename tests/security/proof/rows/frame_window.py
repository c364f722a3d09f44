"""A window's process that hears spoilt frames of workers through the real client; each question ends, none crashes it.

Use: `python -m tests.security.proof.rows.frame_window FOLDER NUMBER…`; ends with a line of JSON.
"""

import json
import sys
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QEvent

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Sampling
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import Timeouts, WorkerSpec
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.wire.messages import Turn
from tests.security.proof.rows.peak_memory import peak_bytes
from tests.security.proof.rows.spoilt_frames import FROM_WORKER, from_worker, stream

_LONGEST_S = 20.0


def _outcome(file: Path, question: str) -> str:
    """Return how a question ends whose worker says what is in `file`: one that only writes, whatever it is told."""
    spec = WorkerSpec("chat", file, "ab" * 32, command=("/bin/cat",))
    client = WorkerClient(spec, Timeouts(silence_s=10.0))
    try:
        return _ask(client, question)
    except KnownError as error:
        return error.code
    except TimeoutError:
        return "no end"
    finally:
        client.close()
        client.deleteLater()  # as whoever takes another model does
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # None: of all


def _ask(client: WorkerClient, question: str) -> str:
    turns = [Turn("user", "Hello")]
    if question == "embed":
        wait(client.embed(["Hello"]), _LONGEST_S)
    elif question == "generate":
        reply = wait(client.generate(turns, Sampling(), lambda _: None).future, _LONGEST_S)
        return "model.garbage" if reply.problem else "answered"
    else:
        wait(client.context_use(turns), _LONGEST_S)
    return "answered"


def main() -> None:
    application, file = ensure_application(), Path(sys.argv[1]) / "frames"
    mistakes: list[str] = []
    sys.excepthook = lambda kind, *_: mistakes.append(kind.__name__)
    file.write_bytes(b"")
    _outcome(file, "count")
    questions = tuple(FROM_WORKER)
    before_bytes, outcomes = peak_bytes(), []
    for number in map(int, sys.argv[2:]):
        question, random = questions[number % len(questions)], Random(f"from {number}")  # noqa: S311 - repeats
        with file.open("wb") as frames:
            frames.writelines(stream(from_worker(question), random))
        outcomes.append(_outcome(file, question))
    bad = outcomes.count("no end") + len(mistakes)
    print(
        json.dumps(
            {
                "tried": len(outcomes),
                "crashed": bad,
                "refused": len(outcomes) - outcomes.count("answered"),
                "bytes": peak_bytes() - before_bytes,
            }
        )
    )
    del application


if __name__ == "__main__":
    main()
