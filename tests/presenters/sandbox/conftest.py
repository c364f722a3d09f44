from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.presenters.sandbox.bench import Bench


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    assert qtbot
    bench = Bench()
    yield bench
    bench.vault.close()
