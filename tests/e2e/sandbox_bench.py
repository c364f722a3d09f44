"""Everything behind the sandbox page as the application puts it together: page, presenter, service, client, vault."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.sandbox import open_sandbox, sandbox_files
from closeddoor.domain.history import Message
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.waiting import wait
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.pages.sandbox.page import SandboxPage
from tests.e2e.running import MODELS
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

BEAT_MS = 5


class Heartbeat(QObject):
    """A timer of 5 ms on the window's thread; `late_ms` is by how much each beat came late."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin, or go on after a pause that does not count."""
        self._clock.start()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def percentile_ms(self, share: float) -> float:
        return sorted(self.late_ms)[int(share * (len(self.late_ms) - 1))]

    def _beat(self) -> None:
        self.late_ms.append(max(0.0, self._clock.nsecsElapsed() / 1e6 - BEAT_MS))
        self._clock.restart()


class SandboxBench:
    """`page` is driven by a visitor; what the vault holds is read on the database's thread, as always."""

    def __init__(self, folder: Path) -> None:
        self._parent = QObject()
        self._database = ThreadPoolExecutor(1, "database")
        self.vault = cheap_folder(folder).create(PASSPHRASE)[0]
        self.models = Models([MODELS], self._parent)
        dispatcher, changes = QtDispatcher(self._parent), HistoryChanges()
        self.chat = ChatService(self.vault, self._database, self.models.chat, dispatcher, changes)
        self.page = SandboxPage()
        files = sandbox_files(self._database)
        self.presenter = open_sandbox(self.page, self.chat, self.models, dispatcher, changes, files, self._parent)
        self.page.resize(1200, 800)
        self.page.show()
        self.presenter.refresh()
        self.visitor = Visitor(self.page, folder)

    @property
    def client(self) -> WorkerClient:
        assert self.models.chat_client is not None
        return self.models.chat_client

    @property
    def shown(self) -> str:
        """The text of the last turn, as the page was last told."""
        rows = self.presenter.state.messages
        return rows[-1].text if rows and rows[-1].role == "assistant" else ""

    def send(self, text: str) -> None:
        self.visitor.write("Message to the model", text)
        self.visitor.press("Send")

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        self.visitor.wait_until(holds, what, 60)

    def rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.visitor.rest(5)

    def kept(self) -> tuple[Message, ...]:
        """Return the newest conversation as the vault holds it."""
        conversations = self.vault.conversations
        return wait(self._database.submit(lambda: conversations.messages(conversations.list()[0].id)), 10)

    def close(self) -> None:
        self.chat.stop()
        self.models.close()
        self.rest(0.05)
        self._database.submit(self.vault.close).result(10)
        self._database.shutdown()
        self.page.close()
        self.page.deleteLater()
        self._parent.deleteLater()
