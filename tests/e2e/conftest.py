from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.e2e.sandbox_bench import SandboxBench


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform has no window manager to tell about least sizes, and says so each time.
    quiet = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
    for item in items:
        if "tests/e2e/" in item.path.as_posix():
            item.add_marker(quiet)


@pytest.fixture
def sandbox(qapp: QApplication, tmp_path: Path) -> Iterator[SandboxBench]:
    """The sandbox on the real model and a real vault, on screen as far as there is one."""
    assert qapp
    bench = SandboxBench(tmp_path / "vault")
    yield bench
    bench.close()
