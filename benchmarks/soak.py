"""Whether memory and descriptors stay as they are in hours of use, in the window's process and in its workers.

    python -m benchmarks.soak [--minutes M] [--warm-up M] [--every S] [--share F] [--out FILE] [--leak]

The real window, offscreen and confined, with real workers and a history on the disk; somebody converses, regenerates,
stops, searches, works through briefings and looks round, resting so long that all of it takes no more than `--share` of
one processor. Every `--every` seconds a line of JSON goes to `--out`, so that a run that is killed has lost nothing;
`python -m benchmarks.soak --judge FILE` judges such a file again. It is locked and opened thrice while it warms up, and
once at the end: a lock replaces the program and ends its workers; what is measured then is a life of its own. So the
warm-up is as long as a fresh worker takes to fill the conversations that it keeps in memory. What the history grows by
is kept apart: conversations are deleted but for the last few.

Ends with 1 where, after the warm-up, the median memory of the last quarter is more than 5 % above that of the first, or
that of descriptors is above at all. `--leak` is the control: it loses a megabyte and a descriptor after every activity.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from benchmarks.process_figures import children_of, figures_of, processor_s
from benchmarks.soak_person import PASSPHRASE
from benchmarks.soak_verdict import Verdict, judged
from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.vault.vault_folder import VaultFolder

ROOT = Path(__file__).parents[1]
ROUND = (
    "talk", "go on talking", "record", "switch", "regenerate", "library", "brief", "stop", "palette", "search",
    "look", "attach", "tidy",
)  # fmt: skip
LEAST_REST_S, MOST_REST_S = 0.2, 90.0
MOST_FAILURES = 30
LOCKS = (0.1, 0.2, 0.3)
"""When it is locked while it warms up, as shares of that time; what follows fills the states a worker may keep."""


class Soak:
    """One run: asks the child for one thing after the other, and rests in between."""

    def __init__(self, child: "subprocess.Popen[str]", out: TextIO, settings: argparse.Namespace) -> None:
        self._child, self._out, self._settings = child, out, settings
        self._begun_s, self._took_before_s = time.monotonic(), 0.0
        self._life, self._is_locking = 0, False
        self._is_over = threading.Event()
        self._writing = threading.Lock()
        self._counts: dict[str, int] = {}
        self._locks = [share * settings.warm_up for share in LOCKS]
        self.failures = 0

    @property
    def minutes(self) -> float:
        return (time.monotonic() - self._begun_s) / 60

    def run(self) -> None:
        """Live until the time is over, which begins with the first reply: by then the model is there."""
        sampler = threading.Thread(target=self._sample_again_and_again)
        self._hear()
        self._do("talk")
        self._begun_s = time.monotonic()
        self._took_before_s = processor_s(self._child.pid)
        sampler.start()
        try:
            for activity in self._activities():
                self._rest()
                self._do(activity)
            self._do("lock")
        finally:
            self._is_over.set()
            sampler.join()
        self._ask("end")

    def _activities(self) -> Iterator[str]:
        dice = random.Random(5)  # noqa: S311 - not a secret
        while True:
            for activity in dice.sample(self._settings.activities, len(self._settings.activities)):
                if self.minutes >= self._settings.minutes:
                    return
                if self._locks and self.minutes >= self._locks[0]:
                    self._locks.pop(0)
                    yield "lock"
                yield activity
                if self._settings.leak:
                    yield "leak"

    def _do(self, activity: str) -> None:
        begun_s = time.monotonic()
        self._is_locking = activity == "lock"
        self._ask(activity)
        said = self._hear()
        self._counts[activity] = self._counts.get(activity, 0) + 1
        self._life += self._is_locking
        self._is_locking = False
        if "failed" in said:
            self.failures += 1
            if self.failures > MOST_FAILURES:
                raise SystemExit(f"{self.failures} activities failed; the last: {said}")
        self._write(kind="did", **said, took_s=round(time.monotonic() - begun_s, 2))

    def _rest(self) -> None:
        """Rest until all that was done took no more than its share of a processor."""
        took_s = processor_s(self._child.pid) - self._took_before_s
        spare_s = took_s / self._settings.share - (time.monotonic() - self._begun_s)
        time.sleep(min(max(spare_s, LEAST_REST_S), MOST_REST_S))

    def _ask(self, words: str) -> None:
        assert self._child.stdin is not None
        self._child.stdin.write(words + "\n")
        self._child.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if not line:
            raise SystemExit(f"the window has ended: {self._child.communicate()[1][-2000:]}")
        said: dict[str, Any] = json.loads(line)
        return said

    def _sample_again_and_again(self) -> None:
        while not self._is_over.is_set():
            if not self._is_locking:  # neither the program that goes nor the one that comes
                self._sample()
            self._is_over.wait(self._settings.every)

    def _sample(self) -> None:
        window, life = self._child.pid, self._life
        for process_id, name in {window: "window", **children_of(window)}.items():
            try:
                figures = asdict(figures_of(process_id))
            except (OSError, KeyError):  # it has just ended
                continue
            self._write(kind="sample", process=f"{name} {life}.{0 if name == 'window' else process_id}", **figures)
        took = processor_s(window)
        self._write(kind="run", life=life, processor_s=round(took, 1), counts=dict(self._counts))

    def _write(self, **facts: object) -> None:
        with self._writing:
            self._out.write(json.dumps({"minute": round(self.minutes, 3), **facts}) + "\n")
            self._out.flush()


def run(settings: argparse.Namespace) -> int:
    """Make a profile, live in it for the time asked for, and return how many activities failed."""
    with tempfile.TemporaryDirectory(prefix="closed-door-soak-") as name, settings.out.open("w") as out:
        folder = Path(name)
        profile = folder / "profile"
        profile.mkdir(mode=0o700)
        VaultFolder(profile / "vault", cost=FLOOR).create(Secret.from_text(PASSPHRASE))[0].close()
        (folder / "passphrase").write_text(PASSPHRASE + "\n")
        arguments = ("--profile", str(profile), "--passphrase-file", str(folder / "passphrase"))
        with subprocess.Popen(
            [sys.executable, "-m", "benchmarks.soak_person", *arguments],
            env=_environment(folder),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(settings.out.with_suffix(".stderr")).open("w"),
            text=True,
        ) as child:
            soak = Soak(child, out, settings)
            try:
                soak.run()
                child.wait(60)
            finally:
                child.kill()
        return soak.failures


def _environment(folder: Path) -> dict[str, str]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    paths = os.pathsep.join((str(ROOT / "app"), str(ROOT)))
    return {
        "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": paths,
        "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen", **folders,
    }  # fmt: skip


def tell(verdicts: tuple[Verdict, ...], *, as_json: bool) -> int:
    """Print one line for each process that was there long enough; return the exit code."""
    if as_json:
        print(json.dumps([asdict(each) for each in verdicts]))
    for each in () if as_json else verdicts:
        print(each.line())
    if not verdicts:
        print("no process lived long enough after the warm-up to be judged")
    return 0 if verdicts and all(each.is_flat for each in verdicts) else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--warm-up", type=float, default=50.0, help="minutes before anything is judged")
    parser.add_argument("--every", type=float, default=30.0, help="seconds between two samples")
    parser.add_argument("--share", type=float, default=0.33, help="of one processor, at most, on the average")
    parser.add_argument("--out", type=Path, default=Path("soak.jsonl"))
    parser.add_argument("--activities", nargs="+", choices=ROUND, default=ROUND, metavar="WHAT", help=" | ".join(ROUND))
    parser.add_argument("--leak", action="store_true", help="the control: lose memory and descriptors on purpose")
    parser.add_argument("--judge", type=Path, metavar="FILE", help="judge what an earlier run has written")
    parser.add_argument("--json", action="store_true")
    settings = parser.parse_args()
    failures = 0 if settings.judge else run(settings)
    lines = (settings.judge or settings.out).read_text().splitlines()
    code = tell(judged([json.loads(line) for line in lines], settings.warm_up), as_json=settings.json)
    if failures:
        print(f"{failures} activities failed: see {settings.out}", file=sys.stderr)
    return code or int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
