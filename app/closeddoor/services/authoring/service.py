"""The desk's use cases: open a pack's folder, keep what is typed, check it, sign and build it."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Executor
from closeddoor.domain.scenario import Module
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.packs.template import Beginning, suggested_id
from closeddoor.services.authoring.checking import Checked, check
from closeddoor.services.authoring.draft import Change, Files
from closeddoor.services.authoring.folder import read_draft, write_change
from closeddoor.services.beginning import begin_pack
from closeddoor.services.saving import save
from closeddoor.vault.vault import Vault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDERS_KEY = "desk.folders"
MOST_FOLDERS = 8
MOST_KEY_BYTES = 16 * 1024


@dataclass(frozen=True)
class KeyToOpen:
    """A key's file, and the passphrase that opens it; None where nobody typed one."""

    path: Path
    passphrase: Secret | None


@dataclass(frozen=True)
class Built:
    """A pack file that was built; `words` are those of the key that signed it, empty when none did.

    `former_words` are those of the key that names it as its successor, where one does.
    """

    path: Path
    words: str = ""
    former_words: str = ""


class AuthoringService:
    """Folders are read and checked on `jobs`; what was typed is written on `database`, which a lock waits for."""

    def __init__(self, vault: Vault, database: Executor, jobs: Executor) -> None:
        self._vault = vault
        self._database = database
        self._jobs = jobs

    def folders(self) -> Future[tuple[Path, ...]]:
        """Return the folders that were opened, the latest first."""

        def read() -> tuple[Path, ...]:
            kept = self._vault.settings.get(FOLDERS_KEY, [])
            return tuple(Path(each) for each in kept if isinstance(each, str)) if isinstance(kept, list) else ()

        return self._database.submit(read)

    def remember(self, folder: Path, known: Sequence[Path]) -> Future[None]:
        """Keep that a folder was opened, in the encrypted history and nowhere else."""
        kept = [str(folder), *(str(each) for each in known if each != folder)][:MOST_FOLDERS]
        return self._database.submit(lambda: self._vault.settings.set(FOLDERS_KEY, kept))

    def open(self, folder: Path) -> Future[dict[str, bytes]]:
        """Return the files of a pack's folder; fails with a `KnownError`."""
        return self._jobs.submit(lambda: read_draft(folder))

    def begin(self, parent: Path, title: str, author: str, module: Module) -> Future[Path]:
        """Make the folder of a new pack in `parent`, named after its title; return it."""
        folder = parent / suggested_id(title).rpartition(".")[2]

        def make() -> Path:
            beginning = Beginning(title, author, module) if author else Beginning(title, module=module)
            begin_pack(folder, beginning, datetime.now(tz=UTC).date())
            return folder

        return self._jobs.submit(make)

    def write(self, folder: Path, change: Change, expected: Change) -> Future[None]:
        """Write files of the folder; fails with `ChangedOnDiskError` where `expected` is not what they hold."""
        return self._database.submit(lambda: write_change(folder, change, expected))

    def check(self, files: Files) -> Future[Checked]:
        """Return what is wrong with the files, and what could be better."""
        kept = dict(files)
        return self._jobs.submit(lambda: check(kept, datetime.now(tz=UTC).date()))

    def new_key(self, path: Path, passphrase: Secret) -> Future[str]:
        """Make a key to sign with; return its words."""

        def make() -> str:
            from closeddoor.packs.fingerprint import fingerprint  # noqa: PLC0415 - 40 ms, and only for who signs
            from closeddoor.packs.key_file import new_key_file  # noqa: PLC0415 - as above

            if path.exists():
                happened = tr("“{name}” exists already.", name=path.name)
                raise KnownError("file.exists", happened, tr("It was left as it is."), tr("Choose another name."))
            content, public_key = new_key_file(passphrase)
            save(path, content)
            return fingerprint(public_key)

        return self._jobs.submit(make)

    def build(self, folder: Path, key: KeyToOpen | None, former: KeyToOpen | None = None) -> Future[Built]:
        """Build the folder, as it lies on the disk, into a file beside it; signed where there is a key.

        With `former`, that key names `key` as its successor.
        """

        def make() -> Built:
            from closeddoor.packs.build import build_archive  # noqa: PLC0415 - as above

            checked = check(read_draft(folder), datetime.now(tz=UTC).date())
            if checked.pack is None:
                raise _not_sound(checked)
            info = checked.pack.info
            path = folder.parent / f"{info.id}-{info.version}-r{info.revision}.cdpack"
            signer, names_it = (_read_key(each) if each else None for each in (key, former))
            built = Built(path, _words_of(signer), _words_of(names_it))
            if signer and built.words == built.former_words:
                raise _names_itself()
            archive = build_archive(checked.pack, signer, names_it)
            _refuse_other(path, archive)
            save(path, archive)
            return built

        return self._jobs.submit(make)


def _read_key(key: KeyToOpen) -> "Ed25519PrivateKey":
    """Return the key; of two that are opened, what goes wrong names the file."""
    from closeddoor.packs.key_file import KeyFileError, is_encrypted, read_key  # noqa: PLC0415 - as above

    name = key.path.name
    try:
        with key.path.open("rb") as file:
            content = file.read(MOST_KEY_BYTES)
        return read_key(content, key.passphrase if is_encrypted(content) else None)
    except OSError as error:
        happened = tr("“{name}” cannot be read.", name=name)
        raise KnownError("key.unreadable", happened, tr("Nothing was signed."), tr("Choose the key again.")) from error
    except KeyFileError as error:
        happened = tr("“{name}”: {problem}", name=name, problem=error.happened)
        raise KeyFileError(error.code, happened, error.safe, error.next_step) from error


def _words_of(key: "Ed25519PrivateKey | None") -> str:
    from closeddoor.packs.fingerprint import fingerprint  # noqa: PLC0415 - as above

    return fingerprint(key.public_key().public_bytes_raw()) if key is not None else ""


def _names_itself() -> KnownError:
    return KnownError(
        "key.no_successor",
        tr("Both files hold the same key, and a key cannot name itself as its successor."),
        tr("Nothing was signed."),
        tr("Choose the key that you signed with before, or sign without it."),
    )


def _not_sound(checked: Checked) -> KnownError:
    first = next((each for each in checked.findings if each.is_refusal), None)
    says = f"{first.file}: {first.says}" if first else ""
    return KnownError(
        "desk.not_sound",
        tr("The pack is not sound yet. {says}", says=says),
        tr("Nothing was built."),
        tr("Mend it first."),
    )


def _refuse_other(path: Path, archive: bytes) -> None:
    """Refuse to replace a pack of the same revision with another: whoever has the one could not take the other."""
    if path.exists() and path.read_bytes() != archive:
        raise KnownError(
            "desk.same_revision",
            tr("“{name}” is there already, with other content.", name=path.name),
            tr("It was left as it is."),
            tr("Raise the revision of the pack, or move that file away if nobody has it."),
        )
