"""Every made document through the confined reader: how many are read or refused as they should be, time and memory.

python -m benchmarks.reading_documents [FORMAT …]
"""

import importlib
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from benchmarks.documents.made import EITHER, READ, Made
from closeddoor.domain.errors import KnownError
from closeddoor.inference.reading.client import ReaderClient, RunningReading
from closeddoor.inference.waiting import wait
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.reader.limits import MIB

FORMATS = ("pdf", "docx", "pptx", "xlsx", "text")
FAULTS = frozenset(
    {"document.bug", "document.died", "document.garbage", "document.took_too_long", "document.not_started"}
)
"""Never an answer to a document, whatever it is."""
_LIMIT_S = 260.0


@dataclass(frozen=True)
class Outcome:
    """What became of a document; `stalled_s` is the longest time in which the window could not have drawn."""

    made: Made
    code: str
    is_right: bool
    took_s: float
    reader_bytes: int
    stalled_s: float


def documents(name: str) -> Iterator[Made]:
    """Yield the documents of a format."""
    found: Iterator[Made] = importlib.import_module(f"benchmarks.documents.{name}").made()
    return found


class Bench:
    """One reader client and a place for files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._jobs = ThreadPoolExecutor(1)
        self._dispatcher = QtDispatcher()
        self._client = ReaderClient(self._jobs, self._dispatcher)

    def close(self) -> None:
        self._client.close()
        self._jobs.shutdown()

    def run(self, made: Made) -> Outcome:
        """Read one document as the window does."""
        path = self._folder / made.name
        path.write_bytes(made.make())
        begun_s = time.monotonic()
        reading = self._client.read(path, lambda _: None)
        watch = _Watch(reading)
        try:
            text, code = wait(reading.future, _LIMIT_S).text, READ
        except KnownError as error:
            text, code = "", error.code
        took_s, stalled_s = time.monotonic() - begun_s, watch.stop()
        path.unlink()
        return Outcome(made, code, _is_right(made, code, text), took_s, watch.most_bytes, stalled_s)


class _Watch:
    """Ticks every 5 ms: the longest gap is how long the window stood still; looks at the reader's memory meanwhile."""

    def __init__(self, reading: RunningReading) -> None:
        self.most_bytes = 0
        self._reading = reading
        self._last_s = time.perf_counter()
        self._longest_s = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(5)

    def stop(self) -> float:
        self._tick()
        self._timer.stop()
        return self._longest_s

    def _tick(self) -> None:
        now_s = time.perf_counter()
        self._longest_s = max(self._longest_s, now_s - self._last_s)
        if self._reading.process_id and sys.platform == "linux":
            self.most_bytes = max(self.most_bytes, _peak_bytes(self._reading.process_id))
        self._last_s = time.perf_counter()


def _peak_bytes(process_id: int) -> int:
    try:
        lines = Path(f"/proc/{process_id}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _is_right(made: Made, code: str, text: str) -> bool:
    if code in FAULTS:
        return False
    expected = code if made.expected == EITHER else made.expected
    said = code.removeprefix("document.")
    return said == expected.removeprefix("document.") and (code != READ or made.holds in text)


def report(name: str, outcomes: Sequence[Outcome]) -> None:
    read = sum(each.code == READ for each in outcomes)
    slowest = max(outcomes, key=lambda each: each.took_s)
    most = max(each.reader_bytes for each in outcomes)
    stalled_ms = 1000 * max(each.stalled_s for each in outcomes)
    right = sum(each.is_right for each in outcomes)
    print(
        f"{name:5} {right:3} of {len(outcomes)} as they should be ({read} read, {len(outcomes) - read} refused);"
        f" slowest {slowest.took_s:5.1f} s ({slowest.made.name}); reader up to {most / MIB:4.0f} MiB;"
        f" window still for up to {stalled_ms:4.0f} ms",
        flush=True,
    )
    for each in outcomes:
        if not each.is_right:
            print(f"      {each.made.name}: {each.code}, expected {each.made.expected} {each.made.holds[:40]!r}")


def main(names: Sequence[str]) -> int:
    application = QGuiApplication.instance() or QGuiApplication([])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for name in names or FORMATS:
            outcomes = [bench.run(each) for each in documents(name)]
            report(name, outcomes)
            wrong += sum(not each.is_right for each in outcomes)
        bench.close()
    children_mib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"no reader took more than {children_mib:.0f} MiB of memory")
    del application
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
