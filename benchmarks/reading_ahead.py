"""The rows of reading ahead: the first token of an answer, when its document was read before and when it was not.

`python -m benchmarks.reading_ahead` prints both alone. A document of 2,000 tokens, and a short question about it:

    opened before   a fresh worker, its model loaded, takes the sealed snapshot from the disk and answers
    opened first    the same worker has read for a minute at most, and answers
    against         a worker that reads document and question then

All with the settings that are found for this machine first, as they would be when the application has been idle once.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.streaming import MODELS, median_ratio
from benchmarks.table.row import CannotMeasureError, Figure, Measured
from closeddoor.domain.ports import Sampling
from closeddoor.domain.secret import Secret
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.snapshots import SnapshotSlots
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.wire.messages import Turn

ROUNDS, QUICK_ROUNDS = 5, 2
TOKENS = 2000
CONTEXT_TOKENS = 4096
MINUTE_S = 60.0
LONGEST_S = 600.0
_SENTENCE = "Clause {n}: the supplier delivers by the {n}th day, or pays {n} thousand for each week. "
_QUESTION = Turn("user", "Which clause costs most?")


def measure(*, quick: bool) -> Measured:
    application = ensure_application()
    spec = _tuned_spec()
    before, first, against = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        slots = SnapshotSlots(Path(folder) / "snapshots", Secret(bytes(32)))
        if not slots.open():
            raise CannotMeasureError("no slots could be made")
        document = _document(spec)
        _keep(spec, slots, document)
        for _ in range(QUICK_ROUNDS if quick else ROUNDS):
            against.append(_without(spec, document))
            first.append(_after_a_minute(spec, document))
            before.append(_from_the_disk(spec, slots, document))
    application.processEvents()
    attention = "with flash attention" if spec.tuning.flash_attention else "without flash attention"
    threads = f"{spec.tuning.decode_threads}/{spec.tuning.prompt_threads} thread(s)"
    note = f"{TOKENS} tokens and a question; tuned once before: {threads}, {attention}"
    return {
        "opened-before": Figure(median(before), median(against), median_ratio(before, against), note),
        "opened-first": Figure(median(first), median(against), median_ratio(first, against), note),
    }


@contextmanager
def _loaded(spec: WorkerSpec, slots: SnapshotSlots | None = None) -> Iterator[WorkerClient]:
    client = WorkerClient(spec)
    if slots is not None:
        client.keep_snapshots(slots)
    try:
        wait(client.context_use([_QUESTION]), LONGEST_S)
        yield client
    finally:
        client.close()


def _tuned_spec() -> WorkerSpec:
    """Return how the starter computes fastest on this machine."""
    spec = replace(STARTER_CHAT.spec([MODELS]), context_tokens=CONTEXT_TOKENS)
    with _loaded(spec) as client:
        return replace(spec, tuning=wait(client.tune(), LONGEST_S).tuning)


def _document(spec: WorkerSpec) -> Turn:
    """Return a document of as many tokens as are to be read."""
    with _loaded(spec) as client:
        text = ""
        for number in range(1, 1000):
            text += _SENTENCE.format(n=number)
            if number % 10 == 0 and wait(client.context_use([Turn("system", text)]), LONGEST_S).prompt_tokens >= TOKENS:
                return Turn("system", text)
    raise CannotMeasureError("the document never became long enough")


def _keep(spec: WorkerSpec, slots: SnapshotSlots, document: Turn) -> None:
    with _loaded(spec, slots) as client:
        prepared = wait(client.prepare([document]).future, LONGEST_S)
        slot = slots.make_room(prepared.slot_bytes)
        if slot is None or not wait(client.store(slot), LONGEST_S):
            raise CannotMeasureError("there is no room for a snapshot")


def _from_the_disk(spec: WorkerSpec, slots: SnapshotSlots, document: Turn) -> float:
    with _loaded(spec, slots) as client:
        begun_s = time.perf_counter()
        if wait(client.prepare([document]).future, LONGEST_S).source != "snapshot":
            raise CannotMeasureError("the snapshot did not come back")
        return _first_token_ms(client, document, begun_s)


def _after_a_minute(spec: WorkerSpec, document: Turn) -> float:
    with _loaded(spec) as client:
        with suppress(TimeoutError):
            wait(client.prepare([document]).future, MINUTE_S)
        return _first_token_ms(client, document, time.perf_counter())


def _without(spec: WorkerSpec, document: Turn) -> float:
    with _loaded(spec) as client:
        return _first_token_ms(client, document, time.perf_counter())


def _first_token_ms(client: WorkerClient, document: Turn, begun_s: float) -> float:
    sampling = Sampling(temperature=0.0, max_tokens=1)
    wait(client.generate([document, _QUESTION], sampling, lambda _: None).future, LONGEST_S)
    return (time.perf_counter() - begun_s) * 1000


if __name__ == "__main__":
    for name, figure in measure(quick=False).items():
        assert isinstance(figure, Figure)
        print(
            f"{name}: {figure.value:.0f} ms against {figure.reference:.0f} ms, 1/{1 / figure.ratio:.0f} ({figure.note})"
        )
