"""Ten times the history does not make a page ten times as slow (benchmarks/history_speed.py has the whole figures)."""

import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from benchmarks.long_history import TURNS, fill
from closeddoor.domain.history import SearchScope
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.fakes.scripted_model import ScriptedModel
from tests.paired import least_ratio

FEW, MANY = 100, 1_000
Ask = Callable[[ChatService, int], object]

ASKED: dict[str, tuple[Ask, float]] = {
    "list": (lambda chat, _: chat.history.page(61).result(), 2),
    "open": (lambda chat, size: chat.history.open(size // 2).result(), 2),
    "open at a hit": (lambda chat, size: chat.history.open(size // 2, size // 2 * TURNS).result(), 2),
    "search": (lambda chat, _: chat.history.search("vendor pil").result(), 4),
    "search in a folder": (lambda chat, _: chat.history.search("vendor pil", SearchScope(3)).result(), 8),
}
"""What is asked, and how much longer it may take over ten times the history."""


def opened(conversations: int) -> ChatService:
    vault = Vault.in_memory()
    fill(vault._database, conversations)
    return ChatService(vault, InlineExecutor(), ScriptedModel(), QueueDispatcher(), HistoryChanges())


@pytest.fixture(scope="module")
def few_and_many() -> Iterator[tuple[ChatService, ChatService]]:
    both = opened(FEW), opened(MANY)
    yield both
    for each in both:
        each.records.recorded.close()


def took_s(ask: Ask, chat: ChatService, size: int) -> float:
    begun_s = time.process_time()
    for _ in range(10):
        ask(chat, size)
    return time.process_time() - begun_s


@pytest.mark.parametrize("what", ASKED)
def test_ten_times_the_history_costs_little_more(few_and_many: tuple[ChatService, ChatService], what: str) -> None:
    ask, most = ASKED[what]
    few, many = few_and_many
    ratio = least_ratio(partial(took_s, ask, many, MANY), partial(took_s, ask, few, FEW))
    print(f"{what}: {ratio:.1f} times")
    assert ratio < most
