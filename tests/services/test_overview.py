from pathlib import Path

from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.overview import OverviewService
from closeddoor.services.standings import StandingService
from tests.fakes.ports import InlineExecutor
from tests.services.practice_bench import PracticeBench, letter_pack


def test_what_is_on_the_shelf_stands_where_the_participant_left_it(tmp_path: Path) -> None:
    bench = PracticeBench(letter_pack(tmp_path / "letters"))
    library = LibraryService(pack_folders(tmp_path), InlineExecutor())
    service = OverviewService(library, StandingService(bench.vault, InlineExecutor()), bench.dispatcher)
    (new,) = bench.wait(service.overview()).candidates
    bench.open()
    (begun,) = bench.wait(service.overview()).candidates
    assert (new.state, begun.state) == ("new", "open")
