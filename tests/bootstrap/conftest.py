"""The bench that most tests of this folder sit at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.bootstrap.test_session import Bench


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    """A session over a history in memory."""
    bench = Bench(tmp_path, qapp)
    yield bench
    bench.end()
