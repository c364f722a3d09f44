"""The sandbox's presenter over a real vault in memory, with a model that says what the test lets it say."""

from closeddoor.presenters.paper import Steps
from closeddoor.presenters.sandbox import Files, SandboxPresenter
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.fakes.scripted_model import ScriptedGeneration, ScriptedModel
from tests.presenters.recording import RecordingPage

QUESTION = "What is drift?"


class SandboxPage(RecordingPage[SandboxViewState]):
    """`text` is what the last turn shows: the rendered row and the pieces that came after it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def render(self, state: SandboxViewState) -> None:
        super().render(state)
        told = [row for row in state.messages if row.role == "assistant"]
        self.text = told[-1].text if told else ""

    def append_text(self, message_id: int, piece: str) -> None:
        assert message_id == self.now().messages[-1].message_id
        self.text += piece


class Model:
    """What the page says of the model."""

    name, caveat = "A small model", "A demonstration."
    cancelled = 0

    def cancel_loading(self) -> None:
        self.cancelled += 1


class Bench:
    sets_for_ever = False

    def __init__(self, vault: Vault | None = None) -> None:
        self.vault = vault or Vault.in_memory()
        self.model, self.words, self.page = ScriptedModel(), Model(), SandboxPage()
        self.dispatcher, changes = QueueDispatcher(), HistoryChanges()
        self.chat = ChatService(self.vault, InlineExecutor(), self.model, self.dispatcher, changes)
        files = Files(InlineExecutor(), self.set_as_pdf)
        self.presenter = SandboxPresenter(self.page, self.chat, self.words, self.dispatcher, changes, files)

    def set_as_pdf(self, markdown: str, title: str, footnote: str) -> Steps:
        """Stand in for the setting of a PDF; `sets_for_ever` lets it never end."""
        while self.sets_for_ever:
            yield 0.5
        yield 1.0
        return f"{title}|{footnote}|{markdown}".encode()

    def now(self) -> SandboxViewState:
        return self.page.now()

    def open_conversation(self) -> int:
        current_id = self.now().current_id
        assert current_id is not None
        return current_id

    @property
    def reply(self) -> ScriptedGeneration:
        return self.model.generations[-1]

    def send(self, text: str = QUESTION) -> None:
        self.presenter.turns.send(text)
        self.dispatcher.run()

    def answer(self, text: str) -> None:
        self.reply.say(text)
        self.reply.end()
        self.dispatcher.run()
