import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import FLOOR, Argon2Cost
from closeddoor.services.database_thread import DatabaseThread
from closeddoor.services.protection import ProtectionService
from closeddoor.vault.errors import (
    KeychainLockedError,
    LastWayError,
    OtherRecoveryCodeError,
    StorageError,
    VaultError,
    WrongPassphraseError,
)
from closeddoor.vault.key_file import COPY_NAME, KEYS_NAME
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.rotation import NOT_FINISHED
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_keys import NewCode, NewKeys
from tests.fakes.keychain import FakeKeychain
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, put_no_file

NEW = Secret.from_text("other words, told to nobody")
WRONG = Secret.from_text("guessed by a passer-by")


class WatchedKeychain(FakeKeychain):
    """Notes on which thread keys are worked out and the keychain is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[str] = set()

    def derive(self, passphrase: Secret, salt: bytes, cost: Argon2Cost, floor: Argon2Cost = FLOOR) -> Secret:
        self.threads.add(threading.current_thread().name)
        return super().derive(passphrase, salt, cost, floor)

    def _refuse(self) -> None:
        self.threads.add(threading.current_thread().name)
        super()._refuse()


class Bench:
    """A kept history, and the service with both of its threads."""

    def __init__(self, path: Path) -> None:
        self.keychain = WatchedKeychain()
        self.folder = cheap_folder(path, self.keychain)
        self.vault, self.code = self.folder.create(PASSPHRASE)
        self.vault.conversations.create("Kept")
        self.keychain.threads.clear()
        self.database, self.jobs = DatabaseThread(), ThreadPoolExecutor(1, "jobs")
        self.service = self.new_service()

    def new_service(self) -> ProtectionService:
        return ProtectionService(self.vault, self.database, self.jobs)

    def end(self) -> None:
        self.jobs.shutdown()
        self.database.shutdown()
        self.vault.close()

    def slots(self) -> list[str]:
        return sorted(self.service.slots().result(20))

    def opens(self, how: Callable[[], Vault]) -> bool:
        """Whether it opens once this session is over; the vault is open again afterwards."""
        self.vault.close()
        try:
            opened = how()
        except VaultError:
            return False
        assert [each.title for each in opened.conversations.list()] == ["Kept"]
        opened.close()
        return True

    def opens_with(self, secret: Secret | RecoveryCode) -> bool:
        if isinstance(secret, RecoveryCode):
            return self.opens(lambda: self.folder.unlock_with_recovery_code(secret.text()))
        return self.opens(lambda: self.folder.unlock_with_passphrase(secret))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "vault")
    yield bench
    bench.end()


def test_what_takes_its_time_never_holds_up_the_history(bench: Bench) -> None:
    """Deriving a key and asking a keychain happen on the thread for jobs."""
    service = bench.service
    service.set_passphrase(NEW, PASSPHRASE, with_device=True).result(20)
    service.add_account(NEW).result(20)
    service.rotate(service.new_keys(NEW).result(20)).result(20)
    service.remove("account", NEW).result(20)
    service.set_passphrase(PASSPHRASE, NEW).result(20)
    assert bench.keychain.threads == {"jobs_0"}
    assert bench.slots() == ["passphrase", "recovery_code"]
    assert bench.keychain.items == {}, "the keychain forgets what opens nothing any more"


def test_what_matters_asks_for_the_passphrase_first(bench: Bench) -> None:
    service = bench.service
    assert service.asks
    assert service.confirm(PASSPHRASE).result(20)
    assert not service.confirm(WRONG).result(20)
    before = (bench.folder.path / KEYS_NAME).read_bytes()
    for present in (WRONG, None):
        asked: tuple[Future[None] | Future[NewCode] | Future[NewKeys], ...] = (
            service.set_passphrase(NEW, present),
            service.add_account(present),
            service.remove("recovery_code", present),
            service.new_code(present),
            service.new_keys(present),
        )
        for future in asked:
            with pytest.raises(WrongPassphraseError):
                future.result(20)
    assert (bench.folder.path / KEYS_NAME).read_bytes() == before
    assert bench.keychain.items == {}


def test_whoever_came_by_the_code_sets_a_passphrase_and_is_asked_for_it_then(bench: Bench) -> None:
    service = bench.new_service()
    service.forget_passphrase()
    assert not service.asks
    service.set_passphrase(NEW, None).result(20)
    with pytest.raises(WrongPassphraseError):
        service.new_code(None).result(20)
    assert bench.opens_with(NEW)
    assert not bench.opens_with(PASSPHRASE)


def test_a_new_code_counts_once_it_was_put_and_the_old_one_until_then(bench: Bench) -> None:
    new = bench.service.new_code(PASSPHRASE).result(20)
    assert bench.opens_with(bench.code)
    assert not bench.opens_with(new.code)
    bench.vault = bench.folder.unlock_with_passphrase(PASSPHRASE)
    bench.service = bench.new_service()
    new = bench.service.new_code(PASSPHRASE).result(20)
    bench.service.put_code(new).result(20)
    assert bench.opens_with(new.code)
    assert not bench.opens_with(bench.code)


def test_the_last_way_that_a_person_carries_stays(bench: Bench) -> None:
    """Device and account end with a laptop; one of passphrase and code must remain."""
    service = bench.service
    service.add_account(PASSPHRASE).result(20)
    service.remove("recovery_code", PASSPHRASE).result(20)
    with pytest.raises(LastWayError):
        service.remove("passphrase", PASSPHRASE).result(20)
    with pytest.raises(LastWayError):
        service.set_passphrase(NEW, PASSPHRASE, with_device=True).result(20)
    assert len(bench.keychain.items) == 1, "the half of a key that was not put is gone"
    service.put_code(service.new_code(PASSPHRASE).result(20)).result(20)
    service.remove("passphrase", PASSPHRASE).result(20)
    assert bench.slots() == ["account", "recovery_code"]
    assert not service.asks


def test_a_change_that_the_disk_refuses_leaves_no_item_behind(bench: Bench) -> None:
    for name in (KEYS_NAME, COPY_NAME):
        (bench.folder.path / f"{name}.tmp").mkdir()
    with pytest.raises(StorageError):
        bench.service.add_account(PASSPHRASE).result(20)
    assert bench.keychain.items == {}
    assert bench.slots() == ["passphrase", "recovery_code"]
    assert bench.opens_with(PASSPHRASE)


def test_a_locked_keychain_is_told_and_changes_nothing(bench: Bench) -> None:
    bench.keychain.refusal = KeychainLockedError()
    with pytest.raises(KeychainLockedError):
        bench.service.keychain_works().result(20)
    with pytest.raises(KeychainLockedError):
        bench.service.add_account(PASSPHRASE).result(20)
    assert bench.slots() == ["passphrase", "recovery_code"]


def test_another_data_key_is_prepared_shown_and_only_then_put(bench: Bench) -> None:
    bench.service.add_account(PASSPHRASE).result(20)
    new = bench.service.new_keys(PASSPHRASE).result(20)
    assert len(bench.keychain.items) == 2
    bench.service.give_up(new).result(20)
    assert len(bench.keychain.items) == 1
    new = bench.service.new_keys(PASSPHRASE).result(20)
    assert bench.service.rotate(new).result(20) == ""
    assert len(bench.keychain.items) == 1
    assert bench.opens(bench.folder.unlock_with_account)
    assert bench.opens_with(PASSPHRASE)
    assert bench.opens_with(new.code)
    with pytest.raises(OtherRecoveryCodeError):
        bench.folder.unlock_with_recovery_code(bench.code.text())


def test_a_rotation_that_waits_says_so(bench: Bench) -> None:
    new = bench.service.new_keys(PASSPHRASE).result(20)
    put_no_file(bench.folder.path / COPY_NAME, "folder")
    assert bench.service.rotate(new).result(20) == NOT_FINISHED
    assert bench.opens_with(new.code)


def test_a_history_in_memory_has_no_ways(bench: Bench) -> None:
    memory = Vault.in_memory()
    service = ProtectionService(memory, bench.database, bench.jobs)
    assert service.slots().result(20) == ()
    assert not service.asks
    memory.close()
