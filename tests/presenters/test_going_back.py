"""Going back to an older version, as a newer version's own page and the administrators' guide say.

The older version here is the program as it is; the newer one knows one change more of how a history is kept.
"""

import errno
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.secret import Secret
from closeddoor.vault import history_file
from closeddoor.vault.errors import DiskFullError
from closeddoor.vault.migrations import MIGRATIONS
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.presenters.test_unlock import TYPED
from tests.presenters.test_unlock_mending import MendingBench
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes
from tests.vault.test_history_file import add_colour

COPY = f"history.db.before-{len(MIGRATIONS) + 2}"


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> MendingBench:
    """The older version over a history with two conversations, and a backup from before the second."""
    assert qtbot
    return MendingBench(tmp_path)


def newer(path: Path) -> VaultFolder:
    return cheap_folder(path, migrations=(*MIGRATIONS, add_colour))


def titles(vault: Vault) -> list[str]:
    return sorted(each.title for each in vault.conversations.list())


def test_the_older_version_refuses_in_words_touches_nothing_and_offers_the_backup(bench: MendingBench) -> None:
    newer(bench.folder.path).unlock_with_passphrase(PASSPHRASE).close()
    before = file_hashes(bench.folder.path)
    bench.start()
    bench.do(lambda: bench.presenter.unlock(TYPED))
    assert (bench.opened, bench.now().offers) == (0, ("restore",))
    problem = bench.now().problem
    assert problem is not None
    assert problem.happened == "This history was written by a newer version of Closed Door."
    assert problem.next_step.endswith("or restore a backup that was saved before.")
    assert file_hashes(bench.folder.path) == before


def test_the_backup_is_restored_there_and_what_the_newer_version_wrote_is_set_aside(bench: MendingBench) -> None:
    after = newer(bench.folder.path).unlock_with_passphrase(PASSPHRASE)
    after.conversations.create("In the newer version")
    after.close()
    bench.start()
    bench.do(lambda: bench.presenter.unlock(TYPED))
    bench.restore()
    assert bench.now().mode == "restored"
    back = bench.folder.unlock_with_passphrase(PASSPHRASE)
    assert titles(back) == ["Vendor meeting"], "what was done after the backup is not in it, as the page says"
    back.close()
    aside = bench.folder.path.with_name("vault.before-restore-1")
    kept = newer(aside).unlock_with_passphrase(PASSPHRASE)
    assert titles(kept) == ["In the newer version", "Since", "Vendor meeting"], "nothing is lost by going back"
    kept.close()


def test_until_it_was_checked_the_copy_opens_in_the_older_version_with_the_same_passphrase(
    bench: MendingBench, tmp_path: Path
) -> None:
    newer(bench.folder.path).unlock_with_passphrase(PASSPHRASE).close()
    copied = tmp_path / "older" / "vault"
    shutil.copytree(bench.folder.path, copied)
    (copied / COPY).replace(copied / "history.db")
    with pytest.raises(Exception, match="does not open"):
        cheap_folder(copied).unlock_with_passphrase(Secret.from_text("another one"), accept_older=True)
    vault = cheap_folder(copied).unlock_with_passphrase(PASSPHRASE, accept_older=True)
    assert titles(vault) == ["Since", "Vendor meeting"]
    vault.close()


def test_without_room_for_the_copy_nothing_is_changed_and_the_older_version_still_opens_it(
    bench: MendingBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(_: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    before = file_hashes(bench.folder.path)
    with monkeypatch.context() as full:
        full.setattr(history_file, "copy_durably", is_full)
        with pytest.raises(DiskFullError) as refused:
            newer(bench.folder.path).unlock_with_passphrase(PASSPHRASE)
    assert refused.value.happened
    assert refused.value.next_step
    after = file_hashes(bench.folder.path)
    assert (after["history.db"], COPY in after) == (before["history.db"], False)
    vault = bench.folder.unlock_with_passphrase(PASSPHRASE)
    assert titles(vault) == ["Since", "Vendor meeting"]
    vault.close()
