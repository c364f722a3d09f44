"""The full check finds what SQLCipher's own finds, and gives way to whoever waits."""

import random
import time
from collections.abc import Callable, Iterator
from itertools import count
from threading import Event

import pytest

from closeddoor.services.database_thread import DatabaseThread
from closeddoor.vault.connection import PAGE_BYTES
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

MESSAGES = 12_000
LOOK_IN_THE_MIDDLE = 1_000
"""Pages take some 50 looks, the structure thousands."""

CLOSES_WITHIN_S = 0.3
ANSWERS_WITHIN_S = 0.2


@pytest.fixture(scope="module")
def long_vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """An open vault whose full check takes long enough to be in the way."""
    vault, _ = cheap_folder(tmp_path_factory.mktemp("long") / "vault").create(PASSPHRASE)
    conversation = vault.conversations.create("Long")
    say = random.Random(3)  # noqa: S311 -- words that repeat
    texts = (" ".join(f"word{say.randrange(5_000)}" for _ in range(60)) for _ in range(MESSAGES))
    with vault._database.write() as writing:
        writing.executemany(
            "INSERT INTO messages (conversation_id, role, state, created_at_ms, text)"
            " VALUES (?, 'user', 'complete', 0, ?)",
            ((conversation, text) for text in texts),
        )
    yield vault
    vault.close()


def after(looks: int) -> Callable[[], bool]:
    """Return an `is_wanted` that says so from the given look on."""
    seen = iter(range(looks))
    return lambda: next(seen, None) is None


def test_it_names_the_pages_that_sqlcipher_names(folder: VaultFolder) -> None:
    path = folder.path / "history.db"
    whole = path.read_bytes()
    content = bytearray(whole)
    damaged = range(1, len(whole) // PAGE_BYTES + 1, 3)
    for page in damaged:
        content[page * PAGE_BYTES - 90 - page] ^= 1
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault._pages is not None
    check = vault._pages()
    path.write_bytes(bytes(content))
    named = [str(row[0]) for row in vault._database._connection.execute("PRAGMA cipher_integrity_check")]
    assert check.advance(lambda: False)
    path.write_bytes(whole)
    vault.close()
    assert len(damaged) > 1
    assert list(check.problems) == named == [f"HMAC verification failed for page {page}" for page in damaged]


def test_pages_that_were_checked_are_not_checked_again(long_vault: Vault) -> None:
    assert long_vault.go_on_checking(after(3)) is None
    check = long_vault._check
    assert check is not None
    assert check._pages is not None
    first = check._pages._next_page
    assert long_vault.go_on_checking(after(3)) is None
    assert check._pages._next_page > first > 1
    assert long_vault.check_integrity() == ()


@pytest.mark.parametrize("looks", [1, 1_000, 4_000], ids=["pages", "structure", "later"])
def test_giving_way_is_no_finding(long_vault: Vault, looks: int) -> None:
    assert long_vault.go_on_checking(after(looks)) is None
    assert long_vault.check_integrity() == ()
    assert len(long_vault.conversations.list()) == 1


def test_a_query_and_closing_do_not_wait_for_the_check(long_vault: Vault) -> None:
    began = time.perf_counter()
    assert long_vault.check_integrity() == ()
    whole_s = time.perf_counter() - began
    thread, looks, in_the_middle = DatabaseThread(), count(), Event()

    def is_wanted() -> bool:
        if next(looks) == LOOK_IN_THE_MIDDLE:
            in_the_middle.set()
        return thread.is_wanted()

    outcome = thread.submit(lambda: long_vault.go_on_checking(is_wanted))
    assert in_the_middle.wait(whole_s * 20)
    began = time.perf_counter()
    assert len(thread.submit(long_vault.conversations.list).result()) == 1
    assert time.perf_counter() - began < ANSWERS_WITHIN_S
    assert outcome.result() is None
    thread.submit(lambda: long_vault.go_on_checking(thread.is_wanted))
    began = time.perf_counter()
    thread.submit(long_vault._database.settle_head).result()
    thread.shutdown()
    assert time.perf_counter() - began < CLOSES_WITHIN_S
