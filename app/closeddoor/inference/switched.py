"""A chat model that can be exchanged for another while services hold on to it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from closeddoor.domain.ports import ChatMessage, ChatModel, ContextUse, Generation, Sampling


class SwitchedChatModel:
    """Implements `domain.ports.ChatModel` by asking whichever is `current`."""

    def __init__(self, current: ChatModel) -> None:
        self.current = current

    def generate(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        on_text: Callable[[str], None],
        *,
        is_private: bool = False,
    ) -> Generation:
        return self.current.generate(messages, sampling, on_text, is_private=is_private)

    def context_use(self, messages: Sequence[ChatMessage]) -> Future[ContextUse]:
        return self.current.context_use(messages)

    def forget_private(self) -> None:
        self.current.forget_private()
