"""The chat model and the embedding model, each in a worker of its own, started when first needed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatModel, Embedder
from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING
from closeddoor.inference.chat import LocalChatModel
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.embedder import LocalEmbedder
from closeddoor.inference.missing import MissingChatModel, MissingEmbedder
from closeddoor.inference.snapshots import SnapshotSlots
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.switched import SwitchedChatModel
from closeddoor.inference.taking import ChosenModel
from closeddoor.language import tr
from closeddoor.policy.in_force import rules, why_not
from closeddoor.wire.messages import FileIdentity, Tuning

UNCHECKED = tr(
    "Take nothing it says as checked. What it can be trusted with is measured in the model room; nothing that scores"
    " depends on it."
)

LEAST_TO_REPHRASE = 1_000_000_000
"""From so many weights on it is worth having a model put a reply in its own words; a smaller one hardly ever can."""

NO_FORMAT = tr(
    "Closed Door knows no conversation format for it and speaks to it in plain text: expect poorer replies, and text"
    " that imitates a turn can pass for one."
)


def chat_spec(folders: Sequence[Path], choice: ChosenModel | None) -> WorkerSpec:
    """Return what the worker is to load; raises `KnownError` when the file is gone, changed or not allowed here."""
    rules().check_model(choice.sha256 if choice else STARTER_CHAT.sha256)
    if choice is None:
        return STARTER_CHAT.spec(folders)
    if not choice.is_there():
        raise KnownError(
            "model.choice_changed",
            tr(
                "The model {name} ({app}) has changed or gone away since you chose it.",
                name=choice.name,
                app=choice.app,
            ),
            tr("Your conversations are all there."),
            tr("Choose it again, or another, in the model room."),
        )
    return WorkerSpec(
        "chat",
        choice.path,
        choice.sha256,
        verified=choice.verified,
        shape=choice.shape,
        size_bytes=choice.identity.size_bytes,
    )


def embedder_at(
    folders: Sequence[Path], parent: QObject, look: Callable[[], Embedder | None] = lambda: None
) -> tuple[Embedder, WorkerClient | None]:
    """Return the embedding model, and its client where the file is there.

    Otherwise one that says what is missing, until `look` finds it.
    """
    try:
        client = WorkerClient(STARTER_EMBEDDING.spec(folders), parent=parent)
    except KnownError as problem:
        return MissingEmbedder(problem, look), None
    return LocalEmbedder(client), client


class Models(QObject):
    """Both of them; they always answer, where a file is missing with the sentence that says so.

    `chat_state_changed` carries the `WorkerState` of whichever chat model is in use; `choice_verified` the choice whose
    file was hashed and need not be again. `chat_asked` says that somebody wants something of the chat model,
    `chat_idle` that it is loaded and nobody does.
    """

    chat_state_changed = Signal(object)
    choice_verified = Signal(object)
    chat_asked = Signal()
    chat_idle = Signal()

    def __init__(self, folders: Sequence[Path], parent: QObject) -> None:
        super().__init__(parent)
        self._tunings: Mapping[str, Tuning] = {}
        self._folders = folders
        self._choice: ChosenModel | None = None
        self._is_closed = False
        self._leaving: list[WorkerClient] = []
        self.snapshots: SnapshotSlots | None = None
        self.chat_client: WorkerClient | None = None
        self.chat = SwitchedChatModel(self._load(None))
        self.embedder, self.embedding_client = self._load_embedder()

    def use(self, choice: ChosenModel | None) -> None:
        """Let another model take the place of the one in use, or None for the one that comes with the application.

        A reply that is being written ends where it is.
        """
        if choice == self._choice:
            return
        self._choice = choice
        self._begin_anew()

    def keep_snapshots(self, slots: SnapshotSlots | None) -> None:
        """Have what the chat model reads ahead kept in these slots, from the next start of its worker on."""
        self.snapshots = slots
        if self.chat_client is not None and slots is not None:
            self.chat_client.keep_snapshots(slots)

    def unload(self) -> None:
        """Take the chat model out of memory; it comes back with the next request. A reply ends where it is."""
        if self.chat_client is not None:
            self.chat_client.unload()

    def load_anyway(self) -> None:
        """Load the chat model although little memory is free for it now."""
        self._begin_anew(load_anyway=True)
        self.start_chat()

    def _begin_anew(self, *, load_anyway: bool = False) -> None:
        if self.chat_client is not None:
            self._retire(self.chat_client)
        self.chat.current = self._load(self._choice, load_anyway=load_anyway)

    def _retire(self, client: WorkerClient) -> None:
        """Let a worker end by itself; whichever takes its place starts afterwards."""

        def forget() -> None:
            self._leaving.remove(client)
            client.deleteLater()

        self._leaving.append(client)
        if client.retire():
            client.gone.connect(forget)
        else:
            forget()

    def use_tunings(self, tunings: Mapping[str, Tuning]) -> None:
        """Compute like this from the next loading on, each model by the hash of its file."""
        self._tunings = tunings
        if self.chat_client is not None and self.sha256 in tunings:
            self.chat_client.use_tuning(tunings[self.sha256])

    def spec(self) -> WorkerSpec:
        """Return what the chat worker is to load; raises `KnownError` when the file is not there as it was."""
        return chat_spec(self._folders, self._choice)

    @property
    def choice(self) -> ChosenModel | None:
        """The model that the user chose, None for the one that comes with the application."""
        return self._choice

    @property
    def name(self) -> str:
        """What the chat model is called on the page."""
        return tr("{name}, on this laptop", name=self._choice.name) if self._choice else self.starter_line

    @property
    def title(self) -> str:
        """What the chat model is called by itself."""
        return self._choice.name if self._choice else STARTER_CHAT.title

    @property
    def sha256(self) -> str:
        """The hash of the chat model's file, as it was recorded when it was chosen."""
        return self._choice.sha256 if self._choice else STARTER_CHAT.sha256

    @property
    def caveat(self) -> str:
        """What the chat model can be trusted with, or that it may not be used here."""
        if not_allowed := why_not(lambda policy: policy.check_model(self.sha256)):
            return not_allowed
        if self._choice is None:
            return STARTER_CHAT.trusted_with
        model = self.chat_client.state.model if self.chat_client is not None else None
        return UNCHECKED if model is None or model.format_known else f"{UNCHECKED} {NO_FORMAT}"

    @property
    def can_rephrase(self) -> bool:
        """Whether it is loaded and may put a counterpart's replies in its own words: the user's, of a fair size."""
        model = self.chat_client.state.model if self.chat_client is not None else None
        return self._choice is not None and model is not None and model.parameters >= LEAST_TO_REPHRASE

    def prepare_to_rephrase(self) -> None:
        """Load the chat model in the background where it is one of the user's that is not known to be too small."""
        is_absent = self.chat_client is not None and self.chat_client.state.phase == "absent"
        if is_absent and self.is_for_briefings:
            self.start_chat()

    @property
    def is_for_briefings(self) -> bool:
        """Whether it may be asked about briefings: one of the user's that is not known to be too small."""
        if self._choice is None:
            return False
        model = self.chat_client.state.model if self.chat_client is not None else None
        parameters = model.parameters if model is not None else self._choice.shape.parameters
        return not parameters or parameters >= LEAST_TO_REPHRASE

    @property
    def starter_line(self) -> str:
        """What the model that comes with the application is called."""
        return tr("{title}, on this laptop", title=STARTER_CHAT.title)

    def _load(self, choice: ChosenModel | None, *, load_anyway: bool = False) -> ChatModel:
        """Return the model, with its worker where the file is there; otherwise one that says what is missing."""
        self.chat_client = None
        try:
            spec = replace(chat_spec(self._folders, choice), load_anyway=load_anyway)
            client = WorkerClient(self._tuned(spec), parent=self)
        except KnownError as problem:
            return MissingChatModel(problem, self._look_for_chat)
        client.state_changed.connect(self.chat_state_changed)
        client.verified.connect(self._take_verified)
        if self.snapshots is not None:
            client.keep_snapshots(self.snapshots)
        client.asked.connect(self.chat_asked)
        client.idle.connect(self.chat_idle)
        for other in self._leaving:
            client.come_after(other)
        self.chat_client = client
        return LocalChatModel(client)

    def _tuned(self, spec: WorkerSpec) -> WorkerSpec:
        return replace(spec, tuning=self._tunings.get(spec.sha256, spec.tuning))

    def _look_for_chat(self) -> ChatModel | None:
        """Look again for the file that was not there; None as long as it is not."""
        if self._is_closed:
            return None
        self.chat.current = self._load(self._choice)
        return self.chat.current if self.chat_client is not None else None

    def _load_embedder(self) -> tuple[Embedder, WorkerClient | None]:
        return embedder_at(self._folders, self, self._look_for_embedder)

    def _look_for_embedder(self) -> Embedder | None:
        """The same; whoever holds on to the one that is missing asks this one through it."""
        if self._is_closed or self.embedding_client is not None:
            return None
        found, self.embedding_client = self._load_embedder()
        return found if self.embedding_client is not None else None

    def _take_verified(self, identity: FileIdentity) -> None:
        if self._choice is not None:
            self._choice = replace(self._choice, identity=identity)
            self.choice_verified.emit(self._choice)

    def start_chat(self) -> None:
        """Load the chat model now, because its page is open."""
        if self.chat_client is None:
            self._look_for_chat()
        if self.chat_client is not None:
            self.chat_client.start()

    def start_embedder(self) -> None:
        """Load the embedding model now, because a briefing is open; one that is missing is looked for when needed."""
        if self.embedding_client is not None:
            self.embedding_client.start()

    def cancel_loading(self) -> None:
        """Give up loading the chat model; what waits for it is told."""
        if self.chat_client is not None:
            self.chat_client.cancel_loading()

    def close(self) -> None:
        """End the workers; nothing starts again."""
        self._is_closed = True
        for client in self._clients():
            client.close()

    def kill_now(self) -> None:
        """End the workers and wait for nothing, because this process is about to be replaced."""
        self._is_closed = True
        for client in self._clients():
            client.kill_now()

    def _clients(self) -> tuple[WorkerClient, ...]:
        clients = (self.chat_client, self.embedding_client, *self._leaving)
        return tuple(client for client in clients if client is not None)
