"""What a policy can forbid, and the sentence for each refusal; it can allow nothing that is not allowed without."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.idle import NEVER
from closeddoor.language import tr, tr_many

NO_PLACE = tr("The place that your organisation has set for backups is no place.")
ORGANISATION = tr("What your organisation has set is in the privacy room.")


class PolicyError(KnownError):
    """The machine's policy forbids it; its `code` is `policy.` and the key that does."""

    def __init__(self, key: str, happened: str) -> None:
        super().__init__(f"policy.{key}", happened, tr("Nothing was changed."), ORGANISATION)


@dataclass(frozen=True)
class Policy:
    """The rules in force; as made without arguments it forbids nothing.

    None for a list is no rule; an empty one allows none. `lock_within_minutes` is None where the time is the user's
    own. Hashes are SHA-256 in lower-case hex, keys are raw Ed25519 public keys.
    """

    may_export: bool = True
    lock_within_minutes: int | None = None
    signed_only: bool = False
    pack_keys: frozenset[bytes] | None = None
    models: frozenset[str] | None = None
    own_documents: bool = True
    off_the_record: bool = True
    portable: bool = True
    backup_folders: tuple[Path, ...] | None = None

    def lock_after(self, minutes: float) -> float:
        """Return after how many minutes it locks where the user chose `minutes`; `NEVER` is longer than any."""
        most = self.lock_within_minutes
        return most if most is not None and (minutes == NEVER or minutes > most) else minutes

    def check_export(self) -> None:
        """Raise `PolicyError` where nothing of the user's may be saved into a file or copied as a whole."""
        if not self.may_export:
            raise PolicyError("export", tr("Your organisation has switched saving and copying off on this machine."))

    def check_pack(self, public_key: bytes | None) -> None:
        """Raise `PolicyError` where a pack that this key signed (None: nobody) may not be used."""
        if public_key is None and (self.signed_only or self.pack_keys is not None):
            raise PolicyError("packs", tr("Your organisation allows signed packs only, and nobody signed this one."))
        if self.pack_keys is not None and public_key not in self.pack_keys:
            raise PolicyError("pack_keys", tr("The key of this pack is not one that your organisation allows."))

    def said_of_packs(self) -> str:
        """Return which packs may be added, empty where all may."""
        if self.pack_keys is not None:
            return tr("Your organisation allows only packs that it names the keys of, and those that came along.")
        return tr("Your organisation allows signed packs only.") if self.signed_only else ""

    def said_of_models(self) -> str:
        """Return which models may converse, empty where all may."""
        if self.models is None:
            return ""
        if not self.models:
            return tr("Your organisation allows no model to converse with on this machine.")
        return tr_many(
            "Your organisation allows {count} model to converse with here. Another is refused once it has been read.",
            "Your organisation allows {count} models to converse with here. Others are refused once they are read.",
            len(self.models),
            count=len(self.models),
        )

    def said_of_backups(self) -> str:
        """Return where backups may go, empty where anywhere."""
        if self.backup_folders is None:
            return ""
        if not self.backup_folders:
            return NO_PLACE
        where = ", ".join(str(folder) for folder in self.backup_folders)
        return tr("Backups go to {where} on this machine.", where=f"“{where}”")

    def check_model(self, sha256: str) -> None:
        """Raise `PolicyError` where a chat model with this hash may not be loaded."""
        if self.models is not None and sha256 not in self.models:
            raise PolicyError("models", tr("This model is not one that your organisation allows on this machine."))

    def check_own_documents(self) -> None:
        """Raise `PolicyError` where documents of one's own may be neither attached nor practised on."""
        if not self.own_documents:
            raise PolicyError("own_documents", tr("Your organisation has switched documents of your own off here."))

    def check_off_the_record(self) -> None:
        """Raise `PolicyError` where no conversation may begin off the record."""
        if not self.off_the_record:
            raise PolicyError(
                "off_the_record",
                tr("Your organisation has switched conversations off the record off on this machine."),
            )

    def check_portable(self) -> None:
        """Raise `PolicyError` where the portable edition may not be used."""
        if not self.portable:
            raise PolicyError("portable", tr("Your organisation does not allow Closed Door from a stick here."))

    def check_backup(self, path: Path) -> None:
        """Raise `PolicyError` where a backup may not be saved as `path`; links on the way are followed."""
        if self.backup_folders is None or _is_below(path, self.backup_folders):
            return
        raise PolicyError("backup_folder", self.said_of_backups())


def _is_below(path: Path, folders: Sequence[Path]) -> bool:
    parent = path.parent.resolve()
    return any(parent.is_relative_to(folder.expanduser().resolve()) for folder in folders)


NOTHING_SET = Policy()
