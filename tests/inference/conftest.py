from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import Timeouts, WorkerSpec
from closeddoor.worker.loading import Expected, LoadedModel, load
from closeddoor.worker.native import ErrorLog, load_library
from tests.inference.starter import FOLDER, Connect


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


@pytest.fixture(scope="module")
def model() -> Iterator[LoadedModel]:
    """The starter in this process, for tests of the engine by itself."""
    library = load_library()
    loaded = load(library, ErrorLog(library), FOLDER / STARTER_CHAT.file_name, Expected(), lambda _: True)
    yield loaded
    library.llama_model_free(loaded.pointer)
