"""How fast a reply reaches the page, against llama.cpp's own rate in the same run.

    python -m benchmarks.streaming [--json] [--rounds N]

Each round measures, one after the other: llama-bench, tokens leaving the worker, tokens reaching a visible page with
the delay of its event loop, and two other ways to llama.cpp; then all of them again in the opposite order, each in a
process of its own. Same file, threads, priority, context and prompt depth. Of its two runs the faster counts for each:
what else a machine does only slows, and not in turn. Ratios are medians over those of the rounds. Ends with 1 when a
goal is missed.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.figures import Figures, tell
from benchmarks.references import high_level, llama_bench, xllamacpp
from benchmarks.table.row import CannotMeasureError
from closeddoor.domain.ports import Sampling
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import wait
from closeddoor.presenters.states.sandbox import MessageRow, SandboxViewState
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.wire.messages import Turn

MODELS = Path(__file__).parents[1] / "models"
CONTEXT_TOKENS = 2048
REPLY_TOKENS = 128
PAGE_GOAL, DELAY_GOAL_MS = 0.95, 16.0
TURNS = [Turn("system", "You are a storyteller."), Turn("user", "Write a very long story about a lighthouse. " * 8)]
TICK_MS = 2


@dataclass(frozen=True)
class Setting:
    """What is measured with: `seed` is one whose reply is long enough."""

    spec: WorkerSpec
    depth_tokens: int
    seed: int


@dataclass
class Page:
    """The visible sandbox page that a reply streams onto, and a clock that notices when its event loop is late."""

    page: SandboxPage = field(default_factory=SandboxPage)
    delays_ms: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._message_id = 0
        self.page.resize(1200, 820)
        self.page.show()
        self._timer = QTimer(self.page)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def add(self, text: str) -> None:
        self.page.append_text(self._message_id, text)

    def watch(self) -> None:
        self._message_id += 1
        self.page.render(streaming(MessageRow(self._message_id, "assistant", "", "writing")))
        self._last_s = time.perf_counter()
        self._timer.start(TICK_MS)

    def stop_watching(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now_s = time.perf_counter()
        self.delays_ms.append(max(0.0, (now_s - self._last_s) * 1000 - TICK_MS))
        self._last_s = now_s


def streaming(row: MessageRow) -> SandboxViewState:
    """Return the sandbox as it is while one reply streams."""
    return SandboxViewState(
        conversations=(), current_id=1, title="A story", messages=(row,), can_send=False, can_stop=True,
        can_regenerate=False, model_line=STARTER_CHAT.title, model_caveat=STARTER_CHAT.trusted_with,
    )  # fmt: skip


def reply_rate(client: WorkerClient, tokens: int, seed: int, on_text: Callable[[str], None]) -> float | None:
    """Return tokens per second from the first piece to the end; None when the model ended before `tokens`."""
    first_s: list[float] = []

    def hear(text: str) -> None:
        first_s.append(time.perf_counter())
        on_text(text)

    reply = wait(client.generate(TURNS, Sampling(max_tokens=tokens, seed=seed), hear).future, 120)
    # The first piece is the first token, sent at once: what is timed is the others.
    return (reply.reply_tokens - 1) / (time.perf_counter() - first_s[0]) if reply.finish == "length" else None


def long_seed(client: WorkerClient) -> int:
    """Return a seed whose reply is long enough; also the warm-up."""
    return next(seed for seed in range(1, 50) if reply_rate(client, REPLY_TOKENS, seed, lambda _: None))


@dataclass
class Rates:
    """Tokens per second of each round; `no_xllamacpp` says why there are none of it."""

    reference: list[float] = field(default_factory=list)
    worker: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    high_level: list[float] = field(default_factory=list)
    xllamacpp: list[float] = field(default_factory=list)
    no_xllamacpp: str = ""


def measure(rounds: int) -> tuple[Rates, list[float], Setting]:
    """Return the rates, the delays of the event loop in milliseconds, and what was measured with."""
    application = QApplication([])
    AppearanceSwitch(application).show(Appearance("light"))
    spec = replace(STARTER_CHAT.spec([MODELS]), context_tokens=CONTEXT_TOKENS)
    page, rates = Page(), Rates()
    with loaded(spec) as client:
        depth = wait(client.context_use(TURNS), 120).prompt_tokens
        setting = Setting(spec, depth, long_seed(client))
    for _ in range(rounds):
        _round(setting, page, rates)
    page.page.close()
    application.processEvents()
    return rates, page.delays_ms, setting


@contextmanager
def loaded(spec: WorkerSpec) -> Iterator[WorkerClient]:
    """Yield a worker of its own for half a round, warmed up.

    Of two processes that did the same one was up to a fifth slower for as long as it lived (measured on a busy machine,
    cause unknown); llama-bench, started anew for each figure, draws anew each time too.
    """
    client = WorkerClient(spec)
    try:
        wait(client.generate(TURNS, Sampling(max_tokens=8, seed=1), lambda _: None).future, 120)
        yield client
    finally:
        client.close()


def _round(setting: Setting, page: Page, rates: Rates) -> None:
    """Measure every way there and back, and keep the faster of its two runs."""
    spec, seed = setting.spec, setting.seed
    prompt = "\n".join(turn.text for turn in TURNS)

    def on_the_page(client: WorkerClient) -> float:
        page.watch()
        rate = reply_rate(client, REPLY_TOKENS, seed, page.add) or 0.0
        page.stop_watching()
        return rate

    def by_xllamacpp(_: WorkerClient) -> float:
        try:
            return xllamacpp.reply_rate(spec, prompt, REPLY_TOKENS)
        except CannotMeasureError as error:
            rates.no_xllamacpp = str(error)
            return 0.0

    ways: list[tuple[list[float], Callable[[WorkerClient], float]]] = [
        (rates.reference, lambda _: llama_bench.reply_rate(spec, setting.depth_tokens, REPLY_TOKENS)),
        (rates.worker, lambda client: reply_rate(client, REPLY_TOKENS, seed, lambda _: None) or 0.0),
        (rates.page, on_the_page),
        (rates.high_level, lambda _: high_level.reply_rate(spec, prompt, REPLY_TOKENS)),
        (rates.xllamacpp, by_xllamacpp),
    ]
    there = _half([measure for _, measure in ways], spec)
    back = _half([measure for _, measure in reversed(ways)], spec)
    for (found, _), *both in zip(ways, there, reversed(back), strict=True):
        found.append(max(both))


def _half(measures: list[Callable[[WorkerClient], float]], spec: WorkerSpec) -> list[float]:
    with loaded(spec) as client:
        return [measure(client) for measure in measures]


def run(rounds: int) -> Figures:
    """Measure everything; return the figures."""
    rates, delays_ms, setting = measure(rounds)
    cuts = quantiles(delays_ms, n=100)
    figures: Figures = {
        "threads": setting.spec.tuning.decode_threads,
        "depth_tokens": setting.depth_tokens,
        "rounds": rounds,
    }
    for name, ours in (("worker", rates.worker), ("page", rates.page), ("high_level", rates.high_level),
                       ("xllamacpp", rates.xllamacpp)):  # fmt: skip
        if name != "xllamacpp" or not rates.no_xllamacpp:
            figures |= {name: median(ours), f"{name}_ratio": median_ratio(ours, rates.reference)}
    figures |= {"reference": median(rates.reference)}
    return figures | {"delay_p50_ms": cuts[49], "delay_p99_ms": cuts[98], "delay_max_ms": max(delays_ms)}


def median_ratio(ours: list[float], reference: list[float]) -> float:
    return median(a / b for a, b in zip(ours, reference, strict=True))


def goals_met(figures: Figures) -> bool:
    return figures["page_ratio"] >= PAGE_GOAL and figures["delay_p99_ms"] < DELAY_GOAL_MS


def print_table(figures: Figures) -> None:
    print(f"SmolLM2-135M Q4_1, {figures['threads']:.0f} thread(s), prompt of {figures['depth_tokens']:.0f} tokens,")
    print(f"{REPLY_TOKENS} sampled, nice 10, medians of {figures['rounds']:.0f} interleaved rounds\n")
    print(f"{'llama-bench, tokens/s':28}{figures['reference']:10.1f}")
    labels = {"worker": "leaving the worker", "page": "on the page", "high_level": "llama-cpp-python's own loop"}
    for name, label in (labels | {"xllamacpp": "xllamacpp"}).items():
        if name in figures:
            print(f"{label:28}{figures[name]:10.1f}{figures[f'{name}_ratio']:10.3f} of llama-bench")
    delays = ", ".join(f"{name} {figures[f'delay_{name}_ms']:.1f} ms" for name in ("p50", "p99", "max"))
    print(f"\nevent-loop delay while streaming: {delays}")
    print(f"goals: page / llama-bench at least {PAGE_GOAL}, p99 under {DELAY_GOAL_MS:.0f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    return tell(run(arguments.rounds), goals_met, print_table, as_json=arguments.json)


if __name__ == "__main__":
    sys.exit(main())
