from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE
from tests.vault.test_deleting import MARKER, marker_count


def test_notes_outlast_the_application_and_leave_no_trace_when_emptied(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    vault.meeting_notes.save("board", f"{MARKER} first")
    vault.meeting_notes.save("board", f"{MARKER} " * 400)
    vault.close()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.meeting_notes.get("board") == f"{MARKER} " * 400
    assert marker_count(vault, folder) > 0
    vault.meeting_notes.save("board", "")
    assert (vault.meeting_notes.get("board"), marker_count(vault, folder)) == ("", 0)
    vault.close()
