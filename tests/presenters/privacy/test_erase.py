from pathlib import Path

import pytest

from closeddoor.presenters.privacy.erase import IN_MEMORY, LEAD, SAVE_FIRST, WORD, ErasePresenter
from closeddoor.presenters.states.privacy.erase import EraseViewState
from closeddoor.services.erasing import ErasingService
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.fakes.keychain import FakeKeychain
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder


class Bench:
    """A section over a real folder; `begun_anew` counts what the fresh process would be."""

    def __init__(self, folder: VaultFolder, *, is_open: bool = True) -> None:
        self.folder = folder
        self.page = RecordingPage[EraseViewState]()
        self.dispatcher = QueueDispatcher()
        self.begun_anew = 0
        service = ErasingService(folder, InlineExecutor(), is_open=is_open)
        self.presenter = ErasePresenter(self.page, service, self.dispatcher, self._begin_anew)
        self.presenter.refresh()
        self.dispatcher.run()

    def _begin_anew(self) -> None:
        self.begun_anew += 1

    def erase(self, typed: str) -> None:
        self.presenter.type_word(typed)
        self.presenter.erase()
        self.dispatcher.run()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = cheap_folder(tmp_path / "profile" / "vault")
    folder.path.parent.mkdir()
    folder.create(PASSPHRASE)[0].close()
    return Bench(folder)


def test_what_goes_and_what_stays_is_said_before(bench: Bench) -> None:
    state = bench.page.now()
    assert "Every key" in state.goes[0]
    assert "KB" in state.goes[1]
    assert any("Backups that you saved" in line for line in state.stays)
    assert any("Snapshots" in line for line in state.beyond)
    assert "4 files" in bench.presenter.summary or "5 files" in bench.presenter.summary
    assert state.models == ""
    assert not any("keychain" in line for line in state.goes)


def test_a_backup_is_advised_only_where_one_can_be_saved(bench: Bench) -> None:
    closed = Bench(bench.folder, is_open=False)
    assert bench.page.now().lead == f"{LEAD} {SAVE_FIRST}"
    assert closed.page.now().lead == LEAD


def test_what_else_needs_the_items_of_the_keychain_is_said_before(tmp_path: Path) -> None:
    folder = cheap_folder(tmp_path / "vault", FakeKeychain())
    vault, _ = folder.create(PASSPHRASE)
    assert vault.keys is not None
    vault.keys.put(vault.keys.prepare(Protection("account")))
    vault.close()
    assert "copy of this profile then opens only with its recovery code" in Bench(folder).page.now().goes[-1]


@pytest.mark.parametrize("typed", ["", "eras", "erase it", "delete"])
def test_another_word_erases_nothing(bench: Bench, typed: str) -> None:
    bench.erase(typed)
    assert not bench.page.now().can_erase
    assert bench.begun_anew == 0
    bench.folder.unlock_with_passphrase(PASSPHRASE).close()


def test_the_word_destroys_the_keys_and_begins_anew(bench: Bench) -> None:
    vault = bench.folder.unlock_with_passphrase(PASSPHRASE)
    bench.erase(f" {WORD.upper()} ")
    assert bench.begun_anew == 1
    assert not list(bench.folder.path.glob("vault.keys*"))
    vault.close()
    assert cheap_folder(bench.folder.path).state().kind == "none"
    assert not bench.folder.path.exists()


def test_where_nothing_is_open_it_is_done_at_once(tmp_path: Path, bench: Bench) -> None:
    closed = Bench(bench.folder, is_open=False)
    closed.erase(WORD)
    assert list((tmp_path / "profile").iterdir()) == []
    assert closed.begun_anew == 1


def test_models_go_only_when_chosen(bench: Bench) -> None:
    models = bench.folder.path.with_name("models")
    models.mkdir()
    (models / "small.gguf").write_bytes(b"GGUF" * 600_000)
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert "2.4 MB" in bench.page.now().models
    assert any("models" in line for line in bench.page.now().stays)
    bench.presenter.choose_models(True)
    bench.erase(WORD)
    cheap_folder(bench.folder.path).state()
    assert not models.exists()


def test_a_disk_that_refuses_the_order_changes_nothing_and_is_told(bench: Bench) -> None:
    bench.folder.path.with_name("vault.erasing.tmp").mkdir()
    (bench.folder.path.with_name("vault.erasing.tmp") / "x").touch()
    bench.erase(WORD)
    state = bench.page.now()
    assert state.problem is not None
    assert state.busy is None
    assert state.typed == WORD
    assert bench.begun_anew == 0
    bench.folder.unlock_with_passphrase(PASSPHRASE).close()


def test_in_memory_there_is_nothing_to_erase(tmp_path: Path) -> None:
    bench = Bench(cheap_folder(tmp_path / "profile" / "vault"))
    assert bench.page.now().lead == IN_MEMORY
    assert bench.page.now().goes == ()
    assert "In memory only" in bench.presenter.summary


def test_the_word_is_forgotten_when_one_comes_back(bench: Bench) -> None:
    bench.presenter.type_word(WORD)
    bench.presenter.refresh()
    assert (bench.page.now().typed, bench.page.now().can_erase) == ("", False)
