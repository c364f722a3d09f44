"""Rows of the tokens of a reply, on their way from the model to the page."""

from statistics import median, quantiles

from benchmarks.streaming import Rates, median_ratio
from benchmarks.streaming import measure as stream
from benchmarks.table.row import Figure, Measured

ROUNDS, QUICK_ROUNDS = 5, 3
FRAME_MS = 1000 / 60


def measure(*, quick: bool) -> Measured:
    rates, delays_ms, setting = stream(QUICK_ROUNDS if quick else ROUNDS)
    threads = f"{setting.spec.tuning.decode_threads} thread(s), depth {setting.depth_tokens}, better of two each round"
    p99_ms = quantiles(delays_ms, n=100)[98]
    return {
        "worker-tokens": _against(rates.worker, rates.reference, threads),
        "page-tokens": _against(rates.page, rates.reference, threads),
        "event-loop": Figure(p99_ms, FRAME_MS, p99_ms / FRAME_MS),
        "high-level": _against(rates.worker, rates.high_level, threads),
        "xllamacpp": _xllamacpp(rates, threads),
    }


def _xllamacpp(rates: Rates, note: str) -> Figure | str:
    return rates.no_xllamacpp or _against(rates.worker, rates.xllamacpp, note)


def _against(ours: list[float], theirs: list[float], note: str) -> Figure:
    return Figure(median(ours), median(theirs), median_ratio(ours, theirs), note)
