"""The unlock page over a real vault folder; only its passphrase is cheap to try."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.mending import mend_closed
from closeddoor.domain.secret import Secret
from closeddoor.presenters.promise import promise_of
from closeddoor.presenters.states.unlock import UnlockViewState
from closeddoor.presenters.unlock import FORGET_AFTER_S, FORGOTTEN, UnlockPresenter
from closeddoor.services.opening import OpeningService
from closeddoor.vault.migrations import MIGRATIONS
from closeddoor.vault.slots import SlotKind
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.fakes.keychain import FakeKeychain
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes

TYPED = PASSPHRASE.reveal().decode()


class Bench:
    """A page before a vault folder. What opens is closed again at once, and counted."""

    def __init__(self, folder: VaultFolder) -> None:
        self.folder = folder
        self.page = RecordingPage[UnlockViewState]()
        self.dispatcher = QueueDispatcher()
        self.opened = 0
        self.presenter = self.fresh()

    def fresh(self) -> UnlockPresenter:
        """Return the presenter of another start of the application."""
        presenter = UnlockPresenter(
            self.page,
            OpeningService(lambda: self.folder, InlineExecutor()),
            self.dispatcher,
            promise_of(confines=True),
            mending=partial(mend_closed, self.folder, InlineExecutor(), InlineExecutor(), self.dispatcher),
        )
        presenter.opened.connect(self._count)
        return presenter

    def now(self) -> UnlockViewState:
        return self.page.now()

    def happened(self) -> str:
        problem = self.now().problem
        return problem.happened if problem else ""

    def do(self, action: Callable[[], None]) -> None:
        action()
        self.dispatcher.run()

    def _count(self, vault: Vault) -> None:
        self.opened += 1
        vault.close()


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    return Bench(cheap_folder(tmp_path / "vault"))


@pytest.fixture
def closed(bench: Bench) -> Bench:
    """The same with a vault in the folder."""
    bench.folder.create(PASSPHRASE)[0].close()
    bench.do(bench.presenter.start)
    return bench


def test_the_right_passphrase_opens_and_a_wrong_one_changes_nothing(closed: Bench) -> None:
    assert closed.now().mode == "passphrase"
    before = file_hashes(closed.folder.path)
    closed.do(lambda: closed.presenter.unlock("four plain words there"))
    assert closed.happened() == "This passphrase does not open your history."
    assert (closed.now().busy, closed.now().offers, closed.opened) == (None, (), 0)
    assert file_hashes(closed.folder.path) == before
    closed.presenter.unlock(TYPED)
    assert closed.now().busy is not None
    closed.dispatcher.run()
    assert closed.opened == 1


@pytest.mark.parametrize(
    ("code", "says"),
    [("ABCD", "typing mistake"), ("", "typing mistake"), ("0000-0000-0000-0000-0000-0000-0000", "recovery code")],
)
def test_a_recovery_code_that_does_not_fit_is_named(closed: Bench, code: str, says: str) -> None:
    closed.do(lambda: closed.presenter.unlock_with_recovery_code(code))
    assert says in closed.happened()
    assert closed.opened == 0


def test_an_older_copy_opens_at_the_users_word_only(closed: Bench, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copy(closed.folder.path / "history.db", older)
    vault = closed.folder.unlock_with_passphrase(PASSPHRASE)
    vault.conversations.create("Lost by the restoring")
    vault.close()
    shutil.copy(older, closed.folder.path / "history.db")
    closed.do(lambda: closed.presenter.unlock(TYPED))
    assert "older copy" in closed.happened()
    assert (closed.now().offers, closed.opened) == (("anyway", "restore"), 0)
    closed.dispatcher.advance(FORGET_AFTER_S)
    assert (closed.now().offers, closed.now().problem) == (("restore",), FORGOTTEN)
    assert not closed.presenter.is_opening
    closed.do(closed.presenter.open_anyway)
    assert closed.opened == 0
    closed.do(lambda: closed.presenter.unlock(TYPED))
    closed.do(closed.presenter.open_anyway)
    assert closed.opened == 1


def test_who_went_back_to_an_older_version_is_offered_a_backup_and_what_was_typed_is_not_kept(bench: Bench) -> None:
    newer = cheap_folder(bench.folder.path, migrations=(*MIGRATIONS, lambda _: None))
    newer.create(PASSPHRASE)[0].close()
    bench.do(bench.presenter.start)
    bench.do(lambda: bench.presenter.unlock(TYPED))
    assert "newer version of Closed Door" in bench.happened()
    assert (bench.now().offers, bench.opened) == (("restore",), 0)
    assert not bench.presenter.is_opening
    bench.dispatcher.advance(FORGET_AFTER_S)
    assert "newer version of Closed Door" in bench.happened()


def test_who_typed_nothing_is_not_asked_to_choose_a_passphrase(closed: Bench) -> None:
    closed.do(lambda: closed.presenter.unlock(""))
    assert "The passphrase is empty." in closed.happened()
    problem = closed.now().problem
    assert problem is not None
    assert problem.next_step == "Type it, and try again."


def test_nothing_opens_anyway_after_a_wrong_passphrase(closed: Bench) -> None:
    closed.do(lambda: closed.presenter.unlock("wrong"))
    closed.do(closed.presenter.open_anyway)
    assert closed.opened == 0


def test_damage_is_named_and_no_new_vault_is_offered(closed: Bench) -> None:
    for name in ("vault.keys", "vault.keys.copy"):
        (closed.folder.path / name).write_bytes(b"{}")
    before = file_hashes(closed.folder.path)
    closed.do(closed.fresh().start)
    assert closed.now().mode == "damaged"
    assert "damaged" in closed.happened()
    closed.do(lambda: closed.fresh().start(PASSPHRASE))
    assert (closed.opened, file_hashes(closed.folder.path)) == (0, before)


def test_a_passphrase_given_beforehand_opens_the_vault(closed: Bench) -> None:
    closed.do(lambda: closed.fresh().start(Secret.from_text("wrong")))
    assert "does not open" in closed.happened()
    closed.do(lambda: closed.fresh().start(PASSPHRASE))
    assert closed.opened == 1


def test_who_is_quicker_than_the_disk_sees_what_came_of_it(closed: Bench) -> None:
    quick = closed.fresh()
    quick.unlock("wrong")
    closed.do(quick.start)
    assert "does not open" in closed.happened()
    closed.do(lambda: closed.fresh().unlock(TYPED))
    assert closed.opened == 1
    quick = closed.fresh()
    quick.show_mode("recovery_code")
    closed.do(quick.start)
    assert closed.now().mode == "recovery_code"


def test_where_there_is_no_vault_nothing_is_asked(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.presenter.nothing_there, timeout=0, raising=True):
        bench.do(bench.presenter.start)
    assert bench.page.states == []
    assert not bench.folder.path.exists()


@pytest.mark.parametrize(
    ("kind", "mode", "needs_device"), [("passphrase_device", "passphrase", True), ("account", "account", False)]
)
def test_a_vault_is_asked_for_what_it_opens_with(
    qtbot: QtBot, tmp_path: Path, kind: SlotKind, mode: str, *, needs_device: bool
) -> None:
    assert qtbot
    bench = Bench(cheap_folder(tmp_path / "vault", FakeKeychain()))
    memory = Vault.in_memory()
    bench.folder.keep(memory, Protection(kind, PASSPHRASE))
    memory.close()
    bench.do(bench.presenter.start)
    assert (bench.now().mode, bench.now().needs_device) == (mode, needs_device)
    bench.do(lambda: bench.presenter.show_mode("recovery_code"))
    bench.do(lambda: bench.presenter.show_mode("passphrase"))
    assert bench.now().mode == mode
    unlock = bench.presenter.unlock_with_account if mode == "account" else lambda: bench.presenter.unlock(TYPED)
    bench.do(unlock)
    assert bench.opened == 1


def test_a_passphrase_that_was_given_beforehand_can_be_locked_away_before_it_is_used(bench: Bench) -> None:
    bench.folder.create(PASSPHRASE)[0].close()
    bench.presenter.start(PASSPHRASE)
    assert bench.presenter.is_opening, "the disk has not answered, and the passphrase waits for it"
    bench.dispatcher.run()
    assert (bench.opened, bench.presenter.is_opening) == (1, False)


def test_a_passphrase_that_was_given_where_there_is_nothing_to_open_leaves_nothing_to_lock(bench: Bench) -> None:
    bench.do(lambda: bench.presenter.start(PASSPHRASE))
    assert not bench.presenter.is_opening
