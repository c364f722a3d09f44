from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import Timeouts, WorkerSpec
from tests.inference.starter import Connect


@pytest.fixture
def connect(qapp: QCoreApplication) -> Iterator[Connect]:
    """Make clients that are closed at the end of the test."""
    del qapp
    clients: list[WorkerClient] = []

    def make(spec: WorkerSpec, timeouts: Timeouts | None = None) -> WorkerClient:
        clients.append(WorkerClient(spec, timeouts))
        return clients[-1]

    yield make
    for client in clients:
        client.close()
