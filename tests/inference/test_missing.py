"""A model whose file is not there: it says so at each request, until the file is there again."""

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, Sampling
from closeddoor.inference.missing import MissingChatModel, MissingEmbedder
from tests.fakes.inference import FakeEmbedder
from tests.fakes.scripted_model import ScriptedModel

GONE = KnownError("model.missing", "It is not there.")
ASKED = [ChatMessage("user", "Hello")]


def test_a_chat_model_says_that_it_is_missing_until_it_is_found() -> None:
    found: list[ScriptedModel] = []
    model = MissingChatModel(GONE, lambda: found[0] if found else None)
    assert model.generate(ASKED, Sampling(), lambda _: None).future.exception() is GONE
    assert model.context_use(ASKED).exception() is GONE
    found.append(ScriptedModel())
    assert model.generate(ASKED, Sampling(), lambda _: None) is found[0].generations[0]
    assert model.context_use(ASKED).result().context_tokens > 0


def test_an_embedder_is_looked_for_at_each_request_and_once_found_no_more() -> None:
    looked: list[bool] = []

    def look() -> FakeEmbedder | None:
        looked.append(True)
        return FakeEmbedder() if len(looked) > 1 else None

    embedder = MissingEmbedder(GONE, look)
    assert embedder.embed(["A sentence."]).exception() is GONE
    for _ in range(2):
        assert len(embedder.embed(["A sentence."]).result()) == 1
    assert len(looked) == 2
