"""The two models that come with the application, each in a worker of its own, started when first needed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatModel, Embedder
from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING
from closeddoor.inference.chat import LocalChatModel
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.embedder import LocalEmbedder
from closeddoor.inference.missing import MissingChatModel, MissingEmbedder


def chat_model_at(folders: Sequence[Path], parent: QObject) -> tuple[ChatModel, WorkerClient | None]:
    """Return the chat model, and its client where the file is there; otherwise a model that says what is missing."""
    try:
        client = WorkerClient(STARTER_CHAT.spec(folders), parent=parent)
    except KnownError as problem:
        return MissingChatModel(problem), None
    return LocalChatModel(client), client


def embedder_at(folders: Sequence[Path], parent: QObject) -> tuple[Embedder, WorkerClient | None]:
    """Return the embedding model in the same way."""
    try:
        client = WorkerClient(STARTER_EMBEDDING.spec(folders), parent=parent)
    except KnownError as problem:
        return MissingEmbedder(problem), None
    return LocalEmbedder(client), client


class Models:
    """Both of them; they always answer, where a file is missing with the sentence that says so."""

    def __init__(self, folders: Sequence[Path], parent: QObject) -> None:
        self.chat, self.chat_client = chat_model_at(folders, parent)
        self.embedder, self.embedding_client = embedder_at(folders, parent)

    @property
    def name(self) -> str:
        """What the chat model is called on the page."""
        return f"{STARTER_CHAT.title}, on this laptop"

    @property
    def caveat(self) -> str:
        """What the chat model can be trusted with."""
        return STARTER_CHAT.trusted_with

    def start_chat(self) -> None:
        """Load the chat model now, because its page is open."""
        if self.chat_client is not None:
            self.chat_client.start()

    def start_embedder(self) -> None:
        """Load the embedding model now, because a briefing is open."""
        if self.embedding_client is not None:
            self.embedding_client.start()

    def cancel_loading(self) -> None:
        """Give up loading the chat model; what waits for it is told."""
        if self.chat_client is not None:
            self.chat_client.cancel_loading()

    def close(self) -> None:
        """End the workers; nothing starts again."""
        for client in (self.chat_client, self.embedding_client):
            if client is not None:
                client.close()
