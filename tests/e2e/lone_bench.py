"""The real application in this process, over models that come and go in a folder of the test's own."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap import Application, house
from closeddoor.bootstrap.session import Session
from closeddoor.inference.catalogue import STARTER_CHAT, StarterModel
from closeddoor.presenters.states.sandbox import MessageRow
from closeddoor.profile import Profile
from closeddoor.tour.visitor import Visitor
from tests.e2e.running import MODELS
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

QUESTION = "Write a long story about a king who bought a forecasting system."


class LoneBench:
    """A kept history, opened; `locked` gets an entry when the process would have been replaced."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.models_folder = folder / "models"
        self.models_folder.mkdir()
        self.profile = Profile(folder / "profile")
        cheap_folder(self.profile.vault).create(PASSPHRASE)[0].close()
        self.locked: list[bool] = []
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(house, "model_folders", lambda: (self.models_folder,))
        self.open()

    def open(self) -> None:
        """Start the application, as a fresh process after a lock would where one was locked."""
        sessions: list[Session] = []
        self.application = Application(self.app, self.profile, self.locked.append)
        self.application._front.folder = cheap_folder(self.profile.vault)
        self.application.session_began.connect(sessions.append)
        self.application.start(PASSPHRASE, is_again=bool(self.locked))
        self.visitor = Visitor(self.application.window, self.profile.folder)
        self.wait_until(lambda: bool(sessions) and self.application.frame.page != "unlock", "the session")
        self.session = sessions[0]

    def close(self) -> None:
        self.application.close()
        self.application.window.close()
        self.application.window.deleteLater()
        self.application.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def put(self, model: StarterModel) -> Path:
        """Put a model's file where it belongs: a copy, which a test may spoil."""
        path = self.path(model)
        path.unlink(missing_ok=True)
        shutil.copyfile(MODELS / model.file_name, path)
        return path

    def path(self, model: StarterModel = STARTER_CHAT) -> Path:
        return self.models_folder / model.file_name

    def go(self, page: str) -> None:
        self.application.window.page_requested.emit(page)
        self.wait_until(lambda: self.application.frame.page == page, page)

    def send(self, text: str) -> None:
        """Send as a person does, and wait for the end of the turn."""
        self.begin(text)
        self.end_of_turn()

    def begin(self, text: str) -> None:
        self.visitor.write("Message to the model", text)
        self.visitor.press("Send")

    def end_of_turn(self) -> None:
        """Wait until the turn is over and the page shows what was kept of it."""
        self.wait_until(lambda: not self.session.chat.is_writing, "the end of the turn")
        self.wait_until(lambda: all(row.state != "writing" for row in self.rows), "the turn to be shown")

    def answer_again(self) -> None:
        """Have the question answered once more; a reply is stopped at its first words, which tell enough."""
        self.wait_until(lambda: self.session.sandbox.state.can_regenerate, "the way to try again")
        self.session.sandbox.turns.regenerate()
        self.wait_until(lambda: self._has_words or not self.session.chat.is_writing, "a reply")
        self.session.chat.stop()
        self.end_of_turn()

    def first_words(self) -> None:
        self.wait_until(lambda: self._has_words, "the first words")

    @property
    def _has_words(self) -> bool:
        return any(row.state == "writing" and row.text for row in self.rows[-1:])

    def kill_worker(self) -> None:
        client = self.application.models.chat_client
        assert client is not None
        killed = client.process_id
        os.kill(killed, signal.SIGKILL)
        self.wait_until(lambda: client.process_id != killed, "the worker's end to be noticed")

    @property
    def rows(self) -> tuple[MessageRow, ...]:
        return self.session.sandbox.state.messages

    @property
    def told(self) -> str:
        """What the sandbox says went wrong, with the way out."""
        problem = self.session.sandbox.state.problem
        return f"{problem.happened} {problem.next_step}" if problem else ""

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        self.visitor.wait_until(holds, what)
