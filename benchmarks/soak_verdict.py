"""Whether what was sampled of a process stays flat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import linear_regression, median
from typing import Any

MOST_GROWTH = 1.05
FEWEST_SAMPLES = 8
"""Fewer have no quarters to speak of."""


@dataclass(frozen=True)
class Verdict:
    """One process after its warm-up; growth is the median of the last quarter over that of the first."""

    process: str
    minutes: float
    first_mib: float
    last_mib: float
    slope_mib_per_h: float
    anonymous_slope_mib_per_h: float
    first_descriptors: float
    last_descriptors: float
    most_threads: int

    @property
    def growth(self) -> float:
        return self.last_mib / self.first_mib

    @property
    def is_flat(self) -> bool:
        return self.growth <= MOST_GROWTH and self.last_descriptors <= self.first_descriptors

    def line(self) -> str:
        return (
            f"{self.process:<22} {self.minutes:6.1f} min  {self.first_mib:7.1f} → {self.last_mib:7.1f} MiB"
            f" ({100 * (self.growth - 1):+.1f} %, {self.slope_mib_per_h:+.1f} MiB/h, filled by itself"
            f" {self.anonymous_slope_mib_per_h:+.1f})  descriptors {self.first_descriptors:g} →"
            f" {self.last_descriptors:g}  threads ≤ {self.most_threads}  {'flat' if self.is_flat else 'GROWS'}"
        )


def judged(lines: Iterable[Mapping[str, Any]], warm_up_minutes: float) -> tuple[Verdict, ...]:
    """Judge each process that has enough samples once the warm-up of the run was over."""
    samples: dict[str, list[Mapping[str, Any]]] = {}
    for line in lines:
        if line["kind"] == "sample" and line["minute"] >= warm_up_minutes:
            samples.setdefault(line["process"], []).append(line)
    return tuple(_verdict(name, each) for name, each in samples.items() if len(each) >= FEWEST_SAMPLES)


def _verdict(name: str, samples: list[Mapping[str, Any]]) -> Verdict:
    quarter = len(samples) // 4
    first, last = samples[:quarter], samples[-quarter:]
    hours = [each["minute"] / 60 for each in samples]

    def middle(part: list[Mapping[str, Any]], what: str) -> float:
        return float(median(each[what] for each in part))

    def slope(what: str) -> float:
        return linear_regression(hours, [each[what] / 1024 for each in samples]).slope

    return Verdict(
        process=name,
        minutes=samples[-1]["minute"] - samples[0]["minute"],
        first_mib=middle(first, "pss_kib") / 1024,
        last_mib=middle(last, "pss_kib") / 1024,
        slope_mib_per_h=slope("pss_kib"),
        anonymous_slope_mib_per_h=slope("anonymous_kib"),
        first_descriptors=middle(first, "descriptors"),
        last_descriptors=middle(last, "descriptors"),
        most_threads=max(each["threads"] for each in samples),
    )
