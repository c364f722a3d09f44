"""How a PDF is set while the window lives, and how long the window's thread is held: python -m benchmarks.paper_speed.

Conversations with headings, lists, tables, quotes and code are read and set as the application does it, while a timer
of the event loop notices how late it is, and how much of that the window's thread spent working itself. Beside it
stands how late the timer is with nothing to do: the neighbours on this machine. The round they disturbed least counts.
The whole is compared with the same steps taken in one go, and with a text of a tenth of the length: the time must grow
with the length alone. Ends with 1 when a goal is missed.
"""

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.figures import Figures, tell
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.paper import Order, PaperDesk, Steps
from closeddoor.ui.pages.sandbox.paper import pdf_of_markdown
from closeddoor.ui.theme import Appearance, AppearanceSwitch

LENGTHS = (40_000, 400_000)
TICK_MS, IDLE_MS = 2, 1_000
LONGEST_GOAL_MS, P99_GOAL_MS, GROWTH_GOAL, OVERHEAD_GOAL = 50.0, 16.0, 13.0, 1.5

PART = """## What the board asked, part {number}

The first office offered five floods of figures, **in bold** — “quoted”, and the *model* answered. {long}

* A share is credited by the rule that `somebody` wrote down.
* It is not the rule that was meant, and nobody noticed for a quarter.
    1. First this.
    2. Then that.

| When | Ask | Because |
|---|---|---|
| A share is credited | By what rule? | Rules differ |
| A figure is round | Who counted? | Nobody did |

```
def share(total, part):
    return part / total
```

> What was said, {long}

"""


def conversation(characters: int) -> str:
    """Return Markdown of about that length, of parts that are not alike."""

    def parts() -> Iterator[str]:
        written = number = 0
        while written < characters:
            part = PART.format(number=number, long="and so it went on, sentence after sentence, " * (1 + number % 12))
            written += len(part)
            number += 1
            yield part

    return "".join(parts())


def in_one_go(steps: Steps) -> bytes:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bytes(end.value)


class Clock:
    """A timer of the event loop that notes, at each turn, the time and what this thread has worked so far."""

    def __init__(self) -> None:
        self._turns: list[tuple[float, float]] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)
        self._timer.start(TICK_MS)
        self._note()

    def stop(self) -> Figures:
        """Return how late the turns were and how long they were held, in milliseconds, and the seconds in all."""
        self._timer.stop()
        self._note()
        pairs = list(pairwise(self._turns))
        late_ms = [max(0.0, (after[0] - before[0]) * 1000 - TICK_MS) for before, after in pairs]
        held_ms = [(after[1] - before[1]) * 1000 for before, after in pairs]
        return {
            "took_s": self._turns[-1][0] - self._turns[0][0],
            "p99_ms": quantiles(late_ms, n=100)[98],
            "longest_ms": max(late_ms),
            "held_p99_ms": quantiles(held_ms, n=100)[98],
            "held_ms": max(held_ms),
        }

    def _note(self) -> None:
        self._turns.append((time.perf_counter(), time.thread_time()))


class Watched:
    """Files made by the desk of the application, under the eyes of the clock."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._jobs = ThreadPoolExecutor(1)
        self._desk = PaperDesk(QtDispatcher(app), self._jobs)
        self._path = folder / "conversation.pdf"

    def make(self, markdown: str) -> Figures:
        """Return what the clock saw until the file was there."""
        loop, clock = QEventLoop(), Clock()
        failures: list[BaseException] = []
        prepare = partial(pdf_of_markdown, markdown, "A conversation", "This file is not protected.")

        def fail(error: BaseException) -> None:
            failures.append(error)
            loop.quit()

        self._desk.make(Order(self._path, prepare, lambda _: None, lambda _: loop.quit(), fail))
        loop.exec()
        for error in failures:
            raise error
        return clock.stop()

    def close(self) -> None:
        self._jobs.shutdown()


def idle() -> Figures:
    loop, clock = QEventLoop(), Clock()
    QTimer.singleShot(IDLE_MS, loop.quit)
    loop.exec()
    return clock.stop()


def one_go_s(markdown: str) -> float:
    began_s = time.perf_counter()
    in_one_go(pdf_of_markdown(markdown, "A conversation", ""))
    return time.perf_counter() - began_s


def run(rounds: int) -> Figures:
    """Measure both lengths; return the figures, each of the round in which it was best."""
    app = QApplication.instance() or QApplication(["benchmark", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    AppearanceSwitch(app).show(Appearance("light", 1.0, reduced_motion=True))
    one_go_s(conversation(4_000))  # loads the fonts
    gc.freeze()  # as `closeddoor.cli.window` does
    figures: Figures = {}
    with TemporaryDirectory() as folder:
        watched = Watched(app, Path(folder))
        for length in LENGTHS:
            markdown = conversation(length)
            for _ in range(rounds):
                seen = {**watched.make(markdown), "one_go_s": one_go_s(markdown), "idle_p99_ms": idle()["p99_ms"]}
                best = {f"{name}_{length}": value for name, value in seen.items()}
                figures |= {name: min(value, figures.get(name, value)) for name, value in best.items()}
        watched.close()
    short, long = LENGTHS
    figures["growth"] = figures[f"one_go_s_{long}"] / figures[f"one_go_s_{short}"]
    figures["overhead"] = figures[f"took_s_{long}"] / figures[f"one_go_s_{long}"]
    return figures


def goals_met(figures: Figures) -> bool:
    """Return whether all goals are met; of a short text, one turn of the loop is more than one in a hundred."""
    is_alive = all(figures[f"longest_ms_{length}"] < LONGEST_GOAL_MS for length in LENGTHS)
    is_quick = figures[f"p99_ms_{max(LENGTHS)}"] < P99_GOAL_MS
    return is_alive and is_quick and figures["growth"] < GROWTH_GOAL and figures["overhead"] < OVERHEAD_GOAL


def print_table(figures: Figures) -> None:
    names = {
        "one_go_s": "in one go, s",
        "took_s": "in steps, s",
        "p99_ms": "late p99, ms",
        "longest_ms": "longest, ms",
        "held_p99_ms": "held p99, ms",
        "held_ms": "longest, ms",
        "idle_p99_ms": "idle p99, ms",
    }
    print(f"{'characters':>12}" + "".join(f"{name:>14}" for name in names.values()))
    for length in LENGTHS:
        print(f"{length:12,}" + "".join(f"{figures[f'{name}_{length}']:14.2f}" for name in names))
    print(f"\nten times the length takes {figures['growth']:.1f} times as long (goal: under {GROWTH_GOAL:.0f})")
    print(f"in steps takes {figures['overhead']:.2f} times as long as in one go (goal: under {OVERHEAD_GOAL})")
    print(f"goals for the event loop: p99 under {P99_GOAL_MS:.0f} ms, longest under {LONGEST_GOAL_MS:.0f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    return tell(run(arguments.rounds), goals_met, print_table, as_json=arguments.json)


if __name__ == "__main__":
    sys.exit(main())
