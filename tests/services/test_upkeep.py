from collections.abc import Iterator

import pytest

from closeddoor.services.upkeep import CHECK_EVERY_MS, CHECKED_KEY, UpkeepService
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor

NOW_MS = 1_800_000_000_000


class Bench:
    def __init__(self) -> None:
        self.vault = Vault.in_memory()
        self.now_ms = NOW_MS
        self.is_wanted = False
        self.service = UpkeepService(self.vault, InlineExecutor(), lambda: self.is_wanted, lambda: self.now_ms)

    def check(self) -> bool:
        return self.service.check().result(0)

    def checked_ms(self) -> object:
        return self.vault.settings.get(CHECKED_KEY)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    conversation = bench.vault.conversations.create("Long")
    for number in range(200):
        bench.vault.conversations.add_message(conversation, "user", f"{number} " * 50)
    yield bench
    bench.vault.close()


def test_a_check_that_gave_way_counts_for_nothing_and_is_done_later(bench: Bench) -> None:
    bench.is_wanted = True
    assert (bench.check(), bench.checked_ms()) == (False, None)
    bench.is_wanted = False
    assert (bench.check(), bench.checked_ms()) == (True, NOW_MS)


def test_it_is_done_once_a_day(bench: Bench) -> None:
    assert bench.check()
    bench.is_wanted = True
    assert bench.check(), "nothing is checked, so nothing gives way"
    bench.now_ms += CHECK_EVERY_MS
    assert not bench.check()
