from closeddoor.domain.meeting import MeetingNote
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE
from tests.vault.test_deleting import MARKER, marker_count


def test_notes_outlast_the_application_and_leave_no_trace_when_emptied(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    vault.meeting_notes.save(MeetingNote("board", 1, text=f"{MARKER} first"))
    vault.meeting_notes.save(MeetingNote("board", 1, MARKER, f"{MARKER} " * 400))
    vault.meeting_notes.save(MeetingNote("board", 2, text="The next one"))
    vault.close()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    kept = {note.key: (note.name, note.text) for note in vault.meeting_notes.list("board")}
    assert kept == {("board", 1): (MARKER, f"{MARKER} " * 400), ("board", 2): ("", "The next one")}
    assert marker_count(vault, folder) > 0
    vault.meeting_notes.save(MeetingNote("board", 1))
    assert [note.text for note in vault.meeting_notes.list("board")] == ["The next one"]
    assert marker_count(vault, folder) == 0
    vault.close()
