from pathlib import Path

import pytest

from tests.packs.good_pack import good_files, write_files
from tests.presenters.desk.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(write_files(tmp_path / "letters", good_files()))
