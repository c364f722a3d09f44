"""A local model as the `ChatModel` that services know."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from closeddoor.domain.ports import ChatMessage, ContextUse, Generation, Judgement, Preparation, Sampling
from closeddoor.inference.client import WorkerClient
from closeddoor.wire.messages import Turn


class LocalChatModel:
    """Adapts a chat worker to `domain.ports.ChatModel`, `JudgeModel` and `PreparingModel`."""

    def __init__(self, client: WorkerClient) -> None:
        self._client = client

    def generate(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        on_text: Callable[[str], None],
        *,
        is_private: bool = False,
    ) -> Generation:
        return self._client.generate(_turns(messages), sampling, on_text, is_private=is_private)

    def context_use(self, messages: Sequence[ChatMessage]) -> Future[ContextUse]:
        return self._client.context_use(_turns(messages))

    def forget_private(self) -> None:
        self._client.forget_private()

    def judge(self, messages: Sequence[ChatMessage], questions: Sequence[str]) -> Judgement:
        return self._client.judge(_turns(messages), questions)

    def prepare(self, messages: Sequence[ChatMessage]) -> Preparation:
        return self._client.prepare(_turns(messages))

    def keep(self, slot: int) -> Future[bool]:
        return self._client.store(slot)


def _turns(messages: Sequence[ChatMessage]) -> list[Turn]:
    return [Turn(message.role, message.text) for message in messages]
