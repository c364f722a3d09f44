"""The bench that most tests of this folder sit at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.bootstrap.test_session import Bench


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    """A session over a history in memory, ended for good: a style sheet is put on every widget that is alive."""
    bench = Bench(tmp_path, qapp)
    yield bench
    bench.window.close()
    bench.window.deleteLater()
    bench.parent.deleteLater()
    bench.vault.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
