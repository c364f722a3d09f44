"""The real adapters and the fakes fit the same ports: the assignments are checked by mypy, the behaviour here."""

from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, ChatModel, Embedder, Sampling
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.chat import LocalChatModel
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.embedder import LocalEmbedder
from closeddoor.inference.states import WorkerSpec
from tests.fakes.inference import FakeChatModel, FakeEmbedder
from tests.inference.starter import Connect


def chat_models(client: WorkerClient) -> tuple[ChatModel, ...]:
    return LocalChatModel(client), FakeChatModel()


def embedders(client: WorkerClient) -> tuple[Embedder, ...]:
    return LocalEmbedder(client), FakeEmbedder()


def test_embedding_nothing_gives_nothing(connect: Connect) -> None:
    for embedder in embedders(connect(WorkerSpec("embed", Path("none.gguf")))):
        assert embedder.embed([]).result(0) == []


def test_a_generation_that_is_stopped_completes_and_may_be_stopped_again(connect: Connect) -> None:
    for model in chat_models(connect(WorkerSpec("chat", Path("none.gguf")))):
        model.context_use([])  # the real one waits for this first, so what follows is still in the queue
        generation = model.generate([ChatMessage("user", "Hello")], Sampling(), print)
        generation.stop()
        generation.stop()
        assert generation.future.result(0).finish == "stopped"


def test_the_fake_embedder_knows_what_is_alike_and_repeats() -> None:
    first, again, other = FakeEmbedder().embed(["who owns the data", "Who owns the data?", "lunch"]).result(0)
    assert first == again
    assert sum(value * value for value in other) == pytest.approx(1.0)
    assert sum(a * b for a, b in zip(first, other, strict=True)) < 0.5


def test_a_starter_model_that_is_not_there_names_the_command_that_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        STARTER_CHAT.spec([tmp_path, tmp_path / "other"])
    assert "make models" in caught.value.next_step
    assert STARTER_CHAT.file_name in caught.value.happened
