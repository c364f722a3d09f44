from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.overview import OverviewService
from closeddoor.services.standings import StandingService
from tests.fakes.ports import InlineExecutor
from tests.services.practice_bench import PracticeBench, letter_pack

T = TypeVar("T")


class CountingExecutor(InlineExecutor):
    """Counts the jobs it ran."""

    count = 0

    def submit(self, job: Callable[[], T]) -> Future[T]:
        self.count += 1
        return super().submit(job)


def test_only_briefings_that_are_new_to_it_are_a_job(tmp_path: Path) -> None:
    bench, jobs = PracticeBench(letter_pack(tmp_path / "letters")), CountingExecutor()
    library = LibraryService(pack_folders(tmp_path), InlineExecutor())
    standings = StandingService(bench.vault, InlineExecutor())
    service = OverviewService(library, standings, jobs, bench.dispatcher)
    (new,) = bench.wait(service.overview()).candidates
    bench.open()
    (begun,) = bench.wait(service.overview()).candidates
    assert (new.state, begun.state, jobs.count) == ("new", "open", 1)
