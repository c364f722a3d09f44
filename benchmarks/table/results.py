"""benchmarks/RESULTS.md: the table for people, and under it the same for `make bench-check`."""

import json
import os
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.table.registry import ROWS
from benchmarks.table.row import Figure, Outcome, Row
from benchmarks.table.words import amount, goals, ratio

PATH = Path(__file__).parents[1] / "RESULTS.md"
_DATA = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^## (?P<title>.+?)\n.*?(?=^## |^```json$)", re.MULTILINE | re.DOTALL)
_HEAD = "| figure | measured | against | measured | ratio | goal | verdict | commit, UTC, load |"


_ABOUT = """# What was measured

Written by `make bench ARGS=--write`; `make bench-check` compares the ratios of the machine at hand with the ones below.
Each row is a figure and its reference, interleaved in one run; the ratio is a median of ratios. *Load* is the mean
number of processes that wanted a processor, before and after; a commit with a plus had changes on top.
"""


class UnreadableResultsError(Exception):
    """RESULTS.md has no figures that can be read."""


def read(path: Path = PATH) -> dict[str, Outcome]:
    """Return the results that are written down, by row; raises `UnreadableResultsError`."""
    try:
        found = _DATA.search(path.read_text(encoding="utf-8"))
        kept = json.loads(found[1])["rows"] if found else None
        rows = {row.name: row for row in ROWS}
        if kept is None:
            raise UnreadableResultsError(f"{path.name} has no block of figures")
        return {name: _outcome(rows[name], each) for name, each in kept.items() if name in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableResultsError(f"{path.name} cannot be read: {type(error).__name__}") from error


def write(measured: Sequence[Outcome], path: Path = PATH) -> None:
    """Write down what was measured; rows that were not measured this time stay as they are."""
    kept = read(path) if path.exists() else {}
    kept |= {each.row.name: each for each in measured}
    in_order = [kept[row.name] for row in ROWS if row.name in kept]
    path.write_text(_page(in_order, machine(), _sections(path)), encoding="utf-8")


def write_section(title: str, text: str, path: Path = PATH) -> None:
    """Put what another command has measured under a heading of its own, above the figures; other sections stay."""
    rows = list(read(path).values()) if path.exists() else []
    others = {name: each for name, each in _sections(path).items() if name != title}
    path.write_text(_page(rows, machine(), {**others, title: f"## {title}\n\n{text}\n\n"}), encoding="utf-8")


def machine_line() -> str:
    return f"Machine: {', '.join(f'{name} {value}' for name, value in machine().items())}."


def machine() -> dict[str, Any]:
    """Return what this machine is, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    return {
        "processor": _processor(),
        "processors": os.cpu_count() or 0,
        "memory_gb": round(memory / 1e9, 1),
        "system": _system(),
        "python": platform.python_version(),
    }


def _sections(path: Path) -> dict[str, str]:
    """Return what other commands have written on the page, by title, each from its heading to the next."""
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    return {found["title"]: found[0] for found in _SECTION.finditer(page)}


def _page(outcomes: Iterable[Outcome], on: dict[str, Any], sections: Mapping[str, str]) -> str:
    outcomes = tuple(outcomes)
    lines = [
        _ABOUT,
        f"{machine_line()}\n",
        _HEAD,
        "|" + "---|" * (_HEAD.count("|") - 1),
        *map(_line, outcomes),
        "",
        *_why_missed(outcomes),
        *(each.rstrip("\n") + "\n" for each in sections.values()),
        "```json",
        json.dumps({"machine": on, "rows": {each.row.name: _plain(each) for each in outcomes}}, indent=1),
        "```",
        "",
    ]
    return "\n".join(lines)


def _line(outcome: Outcome) -> str:
    row, figure = outcome.row, outcome.figure
    before, after = outcome.load
    when = f"{outcome.commit}, {outcome.measured_at}, {before:.1f} to {after:.1f}"
    if figure is None:
        return f"| {row.what} | {outcome.reason} | {row.against} | | | {goals(row)} | {outcome.verdict} | {when} |"
    value, reference = amount(figure.value, row.unit), amount(figure.reference, row.unit)
    note = f" ({figure.note})" if figure.note else ""
    measured = f"| {row.what}{note} | {value} | {row.against} | {reference} | {ratio(figure.ratio)} "
    return measured + f"| {goals(row)} | {outcome.verdict} | {when} |"


def _why_missed(outcomes: Iterable[Outcome]) -> list[str]:
    missed = [each.row for each in outcomes if each.verdict == "missed"]
    lines = [f"* {row.what[:1].upper()}{row.what[1:]}: {row.limit or 'no reason is known.'}" for row in missed]
    return ["Where a goal is missed, and what stands in the way:", "", *lines, ""] if lines else []


def _plain(outcome: Outcome) -> dict[str, Any]:
    plain = asdict(outcome)
    del plain["row"]
    return plain


def _outcome(row: Row, kept: dict[str, Any]) -> Outcome:
    figure = Figure(**kept["figure"]) if kept["figure"] else None
    return Outcome(row, figure, kept["reason"], kept["commit"], kept["measured_at"], tuple(kept["load"]))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"
