import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from closeddoor.services.upkeep import CHECK_EVERY_MS, UpkeepService
from closeddoor.vault.integrity import CHECKED_KEY
from closeddoor.vault.migrations import MIGRATIONS
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

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


def test_after_an_unclean_end_the_day_is_not_waited_for(tmp_path: Path) -> None:
    folder = cheap_folder(tmp_path / "vault")
    vault, _ = folder.create(PASSPHRASE)
    assert UpkeepService(vault, InlineExecutor(), lambda: False).check().result(0)
    killed = tmp_path / "killed"
    shutil.copytree(folder.path, killed)  # a vault as a kill would leave it
    vault.close()
    assert is_checked_again(folder.path) == (False, False)
    assert is_checked_again(killed, ends_before_the_check=True) == (True, True)
    assert is_checked_again(killed) == (True, False)


def is_checked_again(path: Path, *, ends_before_the_check: bool = False) -> tuple[bool, bool]:
    """Whether the next session wants to check the file, and the one after it."""
    wanted = []
    for _ in range(2):
        vault = cheap_folder(path).unlock_with_passphrase(PASSPHRASE)
        waits = UpkeepService(vault, InlineExecutor(), lambda: True)
        wanted.append(not waits.check().result(0))  # somebody waits, so a check that began gave way
        if not ends_before_the_check:
            assert UpkeepService(vault, InlineExecutor(), lambda: False).check().result(0)
        vault.close()
    return wanted[0], wanted[1]


def test_what_is_deleted_after_a_migration_goes_from_the_copy_before_it_too(tmp_path: Path) -> None:
    folder = cheap_folder(tmp_path / "vault")
    vault, _ = folder.create(PASSPHRASE)
    conversation = vault.conversations.create("Deleted later")
    assert UpkeepService(vault, InlineExecutor(), lambda: False).check().result(0)
    vault.close()
    migrated = cheap_folder(folder.path, migrations=(*MIGRATIONS, lambda _: None)).unlock_with_passphrase(PASSPHRASE)
    migrated.conversations.delete(conversation)
    (copy,) = folder.path.glob("history.db.before-*")
    assert UpkeepService(migrated, InlineExecutor(), lambda: False).check().result(0), "checked today, and yet again"
    assert not copy.exists()
    migrated.close()
