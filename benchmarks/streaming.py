"""How fast a reply reaches the page, against llama.cpp's own rate in the same run.

    python -m benchmarks.streaming [--json] [--rounds N]

Each round measures, one after the other: llama.cpp itself (reference_rate.c), tokens leaving the worker, tokens
reaching a visible page with the delay of its event loop. Same file, build, threads, priority, context and prompt depth.
Ratios are medians over the ratios of each round, which neighbours on a busy machine disturb least. Ends with 1 when a
goal is missed.
"""

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.figures import tell
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
REFERENCE_SOURCE = Path(__file__).with_name("reference_rate.c")
CONTEXT_TOKENS = 2048
REPLY_TOKENS = (64, 128)
PAGE_GOAL, DELAY_GOAL_MS = 0.9, 16.0
TURNS = [Turn("system", "You are a storyteller."), Turn("user", "Write a very long story about a lighthouse. " * 8)]
TICK_MS = 2


def compile_reference(folder: Path) -> Path:
    """Compile llama-bench's loop against the headers and the very library that the worker loads; return the program."""
    found = importlib.util.find_spec("llama_cpp")
    if found is None or found.origin is None:
        raise SystemExit("llama-cpp-python is not installed here: run `make bench`, which sets it up.")
    package = Path(found.origin).parent
    program, library = folder / "reference_rate", package / "lib"
    command = ["cc", "-O2", str(REFERENCE_SOURCE), f"-I{package.parent / 'include'}", "-o", str(program)]
    links = [f"-L{library}", "-lllama", "-lggml", "-lggml-base", f"-Wl,-rpath,{library}"]
    subprocess.run([*command, *links], check=True)
    return program


def reference_rate(program: Path, spec: WorkerSpec, depth_tokens: int, tokens: int) -> float:
    """Return llama.cpp's tokens per second at the worker's priority, context, depth and thread counts."""
    numbers = (spec.context_tokens, spec.tuning.decode_threads, spec.tuning.prompt_threads, depth_tokens, tokens)
    command = ["nice", "-n", "10", str(program), str(spec.model_path), *map(str, numbers)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(run.stdout.split()[1])


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
    return next(seed for seed in range(1, 50) if reply_rate(client, max(REPLY_TOKENS), seed, lambda _: None))


def run(rounds: int) -> dict[str, float]:
    """Measure everything; return the figures."""
    application = QApplication([])
    AppearanceSwitch(application).show(Appearance("light"))
    spec = replace(STARTER_CHAT.spec([MODELS]), context_tokens=CONTEXT_TOKENS)
    client, page = WorkerClient(spec), Page()
    depth = wait(client.context_use(TURNS), 120).prompt_tokens
    seed = long_seed(client)
    figures: dict[str, float] = {"threads": spec.tuning.decode_threads, "depth_tokens": depth, "rounds": rounds}
    with tempfile.TemporaryDirectory() as folder:
        program = compile_reference(Path(folder))
        for tokens in REPLY_TOKENS:
            figures |= _rounds(program, spec, client, page, (depth, tokens, seed, rounds))
    client.close()
    page.page.close()
    application.processEvents()
    cuts = quantiles(page.delays_ms, n=100)
    return figures | {"delay_p50_ms": cuts[49], "delay_p99_ms": cuts[98], "delay_max_ms": max(page.delays_ms)}


def _rounds(
    program: Path, spec: WorkerSpec, client: WorkerClient, page: Page, plan: tuple[int, int, int, int]
) -> dict[str, float]:
    depth, tokens, seed, rounds = plan
    reference: list[float] = []
    worker: list[float] = []
    visible: list[float] = []
    for _ in range(rounds):
        reference.append(reference_rate(program, spec, depth, tokens))
        worker.append(reply_rate(client, tokens, seed, lambda _: None) or 0.0)
        page.watch()
        visible.append(reply_rate(client, tokens, seed, page.add) or 0.0)
        page.stop_watching()
    return {
        f"reference_{tokens}": median(reference),
        f"worker_{tokens}": median(worker),
        f"page_{tokens}": median(visible),
        f"worker_ratio_{tokens}": _median_ratio(worker, reference),
        f"page_ratio_{tokens}": _median_ratio(visible, reference),
    }


def _median_ratio(ours: list[float], reference: list[float]) -> float:
    return median(a / b for a, b in zip(ours, reference, strict=True))


def goals_met(figures: dict[str, float]) -> bool:
    ratios = [figures[f"page_ratio_{tokens}"] for tokens in REPLY_TOKENS]
    return min(ratios) >= PAGE_GOAL and figures["delay_p99_ms"] < DELAY_GOAL_MS


def print_table(figures: dict[str, float]) -> None:
    print(f"SmolLM2-135M Q4_1, {figures['threads']:.0f} thread(s), prompt of {figures['depth_tokens']:.0f} tokens,")
    print(f"sampled, nice 10, medians of {figures['rounds']:.0f} interleaved rounds\n")
    print(f"{'tokens/s':24}" + "".join(f"{tokens:>10}" for tokens in REPLY_TOKENS))
    for label, key in (("llama.cpp itself", "reference"), ("leaving the worker", "worker"), ("on the page", "page")):
        print(f"{label:24}" + "".join(f"{figures[f'{key}_{tokens}']:10.1f}" for tokens in REPLY_TOKENS))
    for label, key in (("worker / llama.cpp", "worker"), ("page / llama.cpp", "page")):
        print(f"{label:24}" + "".join(f"{figures[f'{key}_ratio_{tokens}']:10.3f}" for tokens in REPLY_TOKENS))
    delays = ", ".join(f"{name} {figures[f'delay_{name}_ms']:.1f} ms" for name in ("p50", "p99", "max"))
    print(f"\nevent-loop delay while streaming: {delays}")
    print(f"goals: page / llama.cpp at least {PAGE_GOAL}, p99 under {DELAY_GOAL_MS:.0f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    return tell(run(arguments.rounds), goals_met, print_table, as_json=arguments.json)


if __name__ == "__main__":
    sys.exit(main())
