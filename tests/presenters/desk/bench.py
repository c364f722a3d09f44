"""A desk over a real folder of the good pack, for tests."""

from pathlib import Path

from closeddoor.presenters.desk import DeskPresenter
from closeddoor.presenters.desk.writing import SETTLE_AFTER_S
from closeddoor.presenters.states.desk import DeskViewState
from closeddoor.services.authoring.service import AuthoringService
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage


class Page(RecordingPage[DeskViewState]):
    """Notes where it was led."""

    def __init__(self) -> None:
        super().__init__()
        self.led_to: list[str] = []

    def show_field(self, key: str) -> None:
        self.led_to.append(key)

    def show_mark(self, span: str) -> None:
        self.led_to.append(span)


class Bench:
    """A desk over a folder of the good pack."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = Vault.in_memory()
        self.dispatcher = QueueDispatcher()
        self.page = Page()
        executor = InlineExecutor()
        self.desk = DeskPresenter(self.page, AuthoringService(self.vault, executor, executor), self.dispatcher)

    def go(self, *seconds: float) -> DeskViewState:
        self.dispatcher.run()
        for each in seconds:
            self.dispatcher.advance(each)
        return self.page.now()

    def open(self) -> DeskViewState:
        self.desk.refresh()
        self.desk.open(self.folder)
        return self.go()

    def type(self, key: str, text: str) -> DeskViewState:
        self.desk.write(key, text)
        return self.go(SETTLE_AFTER_S)

    def to(self, part: str) -> DeskViewState:
        self.desk.show_part(part)
        return self.go()

    def text(self, file: str) -> str:
        return (self.folder / file).read_text()
