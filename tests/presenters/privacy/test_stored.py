"""The section on what is kept: said as it is, also where it could not be counted."""

from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Contents
from closeddoor.presenters.privacy.stored import StoredPresenter
from closeddoor.presenters.states.privacy.stored import StoredViewState
from closeddoor.services.stored import StoredService
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder


class Bench:
    def __init__(self, vault: Vault, folder: Path) -> None:
        self.page: RecordingPage[StoredViewState] = RecordingPage()
        self.dispatcher = QueueDispatcher()
        service = StoredService(vault, InlineExecutor(), InlineExecutor(), folder)
        self.presenter = StoredPresenter(self.page, service, lambda: ("It stays here.",), self.dispatcher)

    def looked(self) -> StoredViewState:
        self.presenter.refresh()
        self.dispatcher.run()
        return self.page.now()

    def said(self) -> str:
        return "\n".join(f"{e.name}|{e.value}|{e.about}" for part in self.looked().parts for e in part.entries)


def test_what_is_there_is_listed_and_summed_up(tmp_path: Path) -> None:
    vault, _ = cheap_folder(tmp_path / "vault").create(PASSPHRASE)
    vault.conversations.create("Vendor")
    bench = Bench(vault, tmp_path)
    assert "Conversations|1|" in bench.said()
    assert "vault/history.db|" in bench.said()
    assert bench.presenter.summary.startswith("1 conversation, no attempts, encrypted: ")
    vault.conversations.create("Board")
    assert "Conversations|2|" in bench.said()
    assert bench.presenter.summary.startswith("2 conversations")
    vault.close()


def test_in_memory_only_no_file_is_claimed_and_nothing_is_called_encrypted(tmp_path: Path) -> None:
    vault = Vault.in_memory()
    bench = Bench(vault, tmp_path / "nothing")
    state = bench.looked()
    assert bench.presenter.summary == "No conversations, no attempts, in memory only"
    assert not any("encrypted" in part.about for part in state.parts)
    assert [entry.name for entry in state.parts[-1].entries] == ["Outside of this folder"]
    assert state.parts[-1].about.startswith("There is no file of yours")
    vault.close()


class Unreadable(Vault):
    """A history whose disk does not let it be counted."""

    class _Contents:
        def count(self) -> Contents:
            raise KnownError("storage.failed", "The history could not be read.", "Nothing was changed.", "Try again.")

    def __init__(self) -> None:
        self.contents = self._Contents()  # type: ignore[assignment]  # all that is asked of it here
        self.keys = None


def test_what_cannot_be_counted_is_said_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"")
    state = Bench(Unreadable(), tmp_path).looked()
    assert state.problem is not None
    assert state.problem.happened == "The history could not be read."
    assert "notes.txt" in [entry.name for part in state.parts for entry in part.entries]
    assert (bool(state.promise), bool(state.limits)) == (True, True)
