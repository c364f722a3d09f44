"""Everything that can be wrong with a vault, each with its sentences.

KnownError
└── VaultError
    ├── passphrases and codes   EmptyPassphraseError, LongPassphraseError, UnreadablePassphraseError,
    │                           WrongPassphraseError, WrongPassphraseOrDeviceError,
    │                           MistypedRecoveryCodeError, OtherRecoveryCodeError, LastWayError
    ├── keychain                KeychainMissingError, KeychainChangedError, KeychainRefusedError,
    │                           KeychainLockedError, DeviceSecretMissingError, DeviceSecretLockedError
    ├── the helper process      KeyHelperError, MemoryShortError
    ├── files                   DamagedKeysError, DamagedDatabaseError, OlderCopyError, LostHeadError,
    │                           NewerVaultError, MigrationError, RotationUnfinishedError, RotationStoppedError,
    │                           UnreadableError, BeyondRepairError
    ├── backups                 NoBackupError, NewerBackupError, DamagedBackupError, OtherBackupCodeError,
    │                           NoCodeForBackupError
    └── the folder              NoVaultError, HistoryGoneError, HistorySetAsideError, VaultExistsError, PlaceTakenError,
                                FolderInUseError, ReadOnlyError, DiskFullError, StorageError, VaultGoneError,
                                EraseUnfinishedError
"""

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr

_NOTHING_LOST = tr("Nothing was changed or deleted.")


class VaultError(KnownError):
    """A subclass sets `code` and its sentences; `detail` fills `{}` in them."""

    CODE = ""
    HAPPENED = ""
    SAFE = _NOTHING_LOST
    NEXT = ""

    def __init__(self, detail: str = "") -> None:
        super().__init__(self.CODE, self.HAPPENED.format(detail), self.SAFE.format(detail), self.NEXT)


class EmptyPassphraseError(VaultError):
    CODE = "vault.passphrase_empty"
    HAPPENED = tr("The passphrase is empty.")
    NEXT = tr("Type it, and try again.")


class LongPassphraseError(VaultError):
    CODE = "vault.passphrase_long"
    HAPPENED = tr("The passphrase is longer than 1,024 bytes (about 1,000 letters).")
    NEXT = tr("Use a shorter one; six random words are plenty.")


class UnreadablePassphraseError(VaultError):
    CODE = "vault.passphrase_unreadable"
    HAPPENED = tr("The passphrase contains a character that cannot be stored.")
    NEXT = tr("Type it without that character; a pasted symbol is the usual cause.")


class WrongPassphraseError(VaultError):
    CODE = "vault.passphrase_wrong"
    HAPPENED = tr("This passphrase does not open your history.")
    NEXT = tr("Check the keyboard layout and Caps Lock and try again, or use the recovery code.")


class MistypedRecoveryCodeError(VaultError):
    CODE = "vault.recovery_code_mistyped"
    HAPPENED = tr("The recovery code has a typing mistake: its check does not fit.")
    NEXT = tr("Compare it with your paper group by group; it has seven groups of four.")


class OtherRecoveryCodeError(VaultError):
    CODE = "vault.recovery_code_other"
    HAPPENED = tr("This recovery code is well formed, but it is not the one of this history.")
    NEXT = tr("It may belong to another history, or have been replaced by a newer code. Look for the latest one.")


class LastWayError(VaultError):
    CODE = "vault.last_way"
    HAPPENED = tr("After this, nothing that you carry yourself would open your history: no passphrase, no code.")
    NEXT = tr("Make a recovery code or set a passphrase first.")


class KeychainMissingError(VaultError):
    CODE = "vault.keychain_missing"
    HAPPENED = tr("This account's keychain no longer holds the key of your history.")
    NEXT = tr("Open it with the passphrase or the recovery code.")


class KeychainChangedError(VaultError):
    CODE = "vault.keychain_changed"
    HAPPENED = tr("The key in this account's keychain has changed and does not open your history.")
    NEXT = tr("Open it with the passphrase or the recovery code.")


class KeychainRefusedError(VaultError):
    CODE = "vault.keychain_refused"
    HAPPENED = tr("This system offers no keychain that keeps a key safely.")
    NEXT = tr("Use the passphrase or the recovery code.")


class KeychainLockedError(VaultError):
    CODE = "vault.keychain_locked"
    HAPPENED = tr("This account's keychain is locked.")
    NEXT = tr("Unlock it and try again, or use the passphrase or the recovery code.")


class DeviceSecretMissingError(VaultError):
    CODE = "vault.device_missing"
    HAPPENED = tr("The half of your key that this device kept is not in its keychain any more.")
    NEXT = tr("Open your history with the recovery code; the passphrase alone cannot.")


class DeviceSecretLockedError(VaultError):
    CODE = "vault.device_locked"
    HAPPENED = tr("The half of your key that this device keeps is in a keychain that is locked.")
    NEXT = tr("Unlock it and try again, or use the recovery code.")


class WrongPassphraseOrDeviceError(VaultError):
    CODE = "vault.passphrase_or_device_wrong"
    HAPPENED = tr("This passphrase, with what this device keeps, does not open your history.")
    NEXT = tr("Check the keyboard layout and Caps Lock and try again, or use the recovery code.")


class KeyHelperError(VaultError):
    CODE = "vault.key_helper"
    HAPPENED = tr("The part of Closed Door that works with keys did not answer as it should ({}).")
    NEXT = tr("Try again; if it happens again, install the application anew. The history does not depend on it.")


class MemoryShortError(VaultError):
    CODE = "vault.memory"
    HAPPENED = tr("There is not enough free memory to check the passphrase; it takes 256 MB for a second.")
    NEXT = tr("Close other applications and try again.")


class DamagedKeysError(VaultError):
    CODE = "vault.keys_damaged"
    HAPPENED = tr("The key file of your history and its copy are damaged.")
    NEXT = tr(
        "Restore a backup, or bring back vault.keys from a copy of this folder; without it nothing can be decrypted."
    )


class DamagedDatabaseError(VaultError):
    CODE = "vault.database_damaged"
    HAPPENED = tr("The history file is damaged: {}.")
    SAFE = tr("It was left exactly as it is, and no new one was made over it.")
    NEXT = tr(
        "Repair it, where you open it or in the privacy room: what can still be read goes into a new history. Or"
        " restore a backup."
    )


class OlderCopyError(VaultError):
    CODE = "vault.older_copy"
    HAPPENED = tr("An older copy was restored; {}.")
    NEXT = tr("If you restored it yourself, open it as it is; if not, bring back the latest copy from a backup.")

    def __init__(self, missing_entries: int) -> None:
        self.missing_entries = missing_entries
        super().__init__(_missing(missing_entries))


class LostHeadError(VaultError):
    CODE = "vault.head_lost"
    HAPPENED = tr("The small file that proves that this is the latest history (vault.head) is missing or damaged.")
    NEXT = tr("The history itself can be opened as it is; whether its last entries are there cannot be checked.")


class NewerVaultError(VaultError):
    CODE = "vault.newer"
    HAPPENED = tr("This history was written by a newer version of Closed Door.")
    NEXT = tr("Install the latest version to open it, or restore a backup that was saved before.")


class MigrationError(VaultError):
    CODE = "vault.migration"
    HAPPENED = tr("The history could not be brought to this version's form.")
    SAFE = tr("It is as it was before, and a copy was made first ({}).")
    NEXT = tr("Go back to the version of Closed Door you had before.")


class RotationUnfinishedError(VaultError):
    CODE = "vault.rotation_unfinished"
    HAPPENED = tr("The key of your history was changed before, and the history is not under the new one yet.")
    NEXT = tr("Free some space, open your history again, and try once more.")


class RotationStoppedError(VaultError):
    CODE = "vault.rotation_stopped"
    HAPPENED = tr("Your new keys are in force, but the disk refused the rest; your history is closed now.")
    SAFE = tr("What was saved before is intact and opens as before, but for the recovery code: the new one is valid.")
    NEXT = tr("Make sure that the disk can be written to, then open your history again.")


class NoVaultError(VaultError):
    CODE = "vault.none"
    HAPPENED = tr("There is no history in this folder.")
    NEXT = tr("Create one, or choose the folder that holds yours.")


class HistoryGoneError(VaultError):
    CODE = "vault.history_gone"
    HAPPENED = tr("Your history is not in its folder any more; of it, only {} is left.")
    SAFE = tr("Closed Door has deleted nothing, and makes no new history in its place.")
    NEXT = tr(
        "Put the folder back, or restore a backup. To begin anew, move what is left out of the profile folder first."
    )


class HistorySetAsideError(HistoryGoneError):
    """The same, where a whole history that was in use before is among what is left."""

    CODE = "vault.history_set_aside"
    HAPPENED = tr("Your history is not in its folder any more. One that was set aside is: {}.")
    NEXT = tr("Put it back, and open it as you did then; or restore a backup.")


class VaultExistsError(VaultError):
    CODE = "vault.exists"
    HAPPENED = tr("This folder is not empty, so no new history was made in it.")
    NEXT = tr("Open the one that is there, or choose another folder.")


class PlaceTakenError(VaultError):
    CODE = "vault.place_taken"
    HAPPENED = tr("Something stands where your history is made ({}), and it is not of Closed Door.")
    SAFE = tr("It was left as it is, and nothing was made.")
    NEXT = tr("Move it out of the profile folder, then try again.")


class FolderInUseError(VaultError):
    CODE = "vault.in_use"
    HAPPENED = tr("Another window or command of Closed Door has this history open.")
    NEXT = tr("Close it there, then try again.")


class ReadOnlyError(VaultError):
    CODE = "vault.read_only"
    HAPPENED = tr("The folder of your history cannot be written to.")
    SAFE = tr("What was saved before is intact; the last change was not saved.")
    NEXT = tr("Allow writing in that folder, or look whether the disk has become read-only.")


class DiskFullError(VaultError):
    CODE = "vault.disk_full"
    HAPPENED = tr("The disk is full.")
    SAFE = tr("What was saved before is intact; the last change was not saved.")
    NEXT = tr("Free some space, then try again.")


class StorageError(VaultError):
    CODE = "vault.storage"
    HAPPENED = tr("The disk refused to read or write the history ({}).")
    SAFE = tr("What was saved before is intact as far as the disk keeps it; the last change was not saved.")
    NEXT = tr("Try again; if it happens again, copy the folder of your history to another disk first.")


class UnreadableError(VaultError):
    CODE = "vault.unreadable"
    HAPPENED = tr("A file of your history is there, but this account may not read it.")
    NEXT = tr("Allow this account to read and write the folder of your history and all files in it, then try again.")


class VaultGoneError(VaultError):
    CODE = "vault.folder_gone"
    HAPPENED = tr("The folder of your history is not where it was: it was moved, renamed or deleted.")
    SAFE = tr("The last change was not saved. Closed Door has deleted nothing.")
    NEXT = tr("Put it back where it was, then open your history again; or restore a backup.")


class EraseUnfinishedError(VaultError):
    CODE = "vault.erase_unfinished"
    HAPPENED = tr("Everything was to be erased, and this could not be deleted: {}.")
    SAFE = tr("It stays shut: nothing of it opens again.")
    NEXT = tr("Close other programs that use it and start Closed Door again, or delete it yourself.")


class BeyondRepairError(VaultError):
    CODE = "vault.beyond_repair"
    HAPPENED = tr("Nothing of the history file can be read: it is missing, or damaged from its beginning on.")
    SAFE = tr("It was left exactly as it is.")
    NEXT = tr("Restore a backup, or bring back the folder of your history from a copy of the disk.")


class NoBackupError(VaultError):
    CODE = "backup.not_one"
    HAPPENED = tr("This file is not a backup of Closed Door.")
    NEXT = tr("Choose a file whose name ends in .cdbackup.")


class NewerBackupError(VaultError):
    CODE = "backup.newer"
    HAPPENED = tr("This backup was made by a newer version of Closed Door.")
    NEXT = tr("Install the latest version to restore it.")


class DamagedBackupError(VaultError):
    CODE = "backup.damaged"
    HAPPENED = tr("This backup is damaged or incomplete, so nothing of it is restored.")
    NEXT = tr("Use another copy of it, or an earlier backup.")


class OtherBackupCodeError(VaultError):
    CODE = "backup.code_other"
    HAPPENED = tr("This recovery code is well formed, but it does not open this backup.")
    NEXT = tr("A backup opens with the code that was valid when it was made, also if you have made a new one since.")


class NoCodeForBackupError(VaultError):
    CODE = "backup.no_code"
    HAPPENED = tr("Your history has no recovery code, and only with one could a backup be opened again.")
    NEXT = tr("Make a recovery code first.")


def _missing(entries: int) -> str:
    if entries <= 0:
        return tr("the latest changes are missing")
    return tr("1 entry is missing") if entries == 1 else tr("{entries:,} entries are missing", entries=entries)
