"""How the history opens: changing, adding and removing ways, and the data key itself, away from the window's thread.

Working out a key takes a second and a keychain may ask its user, so both happen on the thread for jobs; what counts is
written on the database's, in an instant.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from closeddoor.domain.errors import BugError
from closeddoor.domain.ports import Executor
from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import VaultError, WrongPassphraseError
from closeddoor.vault.rotation import NOT_FINISHED, rotate
from closeddoor.vault.slots import PASSPHRASE_KINDS, Slot, SlotKind
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_keys import NewCode, NewKeys, VaultKeys
from closeddoor.vault.ways import Protection

T = TypeVar("T")


class ProtectionService:
    """The keys of one open vault.

    What matters asks for the present passphrase first, where there is one: whoever passes an open laptop must not be
    able to take the history over. All futures fail with a `VaultError`, and then nothing has changed.
    """

    def __init__(self, vault: Vault, database: Executor, jobs: Executor) -> None:
        self._vault = vault
        self._database = database
        self._jobs = jobs
        self._is_forgotten = False

    def forget_passphrase(self) -> None:
        """Ask for no passphrase until another is set: the history was opened with the recovery code."""
        self._is_forgotten = True

    @property
    def is_forgotten(self) -> bool:
        """Whether there is a passphrase that nobody is asked for."""
        return self._is_forgotten

    @property
    def asks(self) -> bool:
        """Whether the present passphrase is asked for."""
        keys = self._vault.keys
        return keys is not None and not self._is_forgotten and any(kind in PASSPHRASE_KINDS for kind in keys.slots)

    def slots(self) -> Future[tuple[SlotKind, ...]]:
        """Return the ways there are; none for a history in memory."""
        return self._database.submit(lambda: self._vault.keys.slots if self._vault.keys else ())

    def confirm(self, passphrase: Secret) -> Future[bool]:
        """Whether this is the passphrase."""
        return self._jobs.submit(lambda: self._keys.passphrase_opens(passphrase))

    def keychain_works(self) -> Future[None]:
        """Fail with what is wrong with this account's keychain; it may ask its user to unlock it."""
        return self._jobs.submit(self._keys.check_keychain)

    def set_passphrase(self, new: Secret, present: Secret | None, *, with_device: bool = False) -> Future[None]:
        """Replace the passphrase; `with_device` joins it with a secret in this account's keychain."""
        protection = Protection("passphrase_device" if with_device else "passphrase", new)

        def work() -> None:
            self._put(protection)
            self._is_forgotten = False

        return self._after_asking(present, work)

    def add_account(self, present: Secret | None) -> Future[None]:
        """Let this account's keychain open the history alone."""
        return self._after_asking(present, lambda: self._put(Protection("account")))

    def remove(self, kind: SlotKind, present: Secret | None) -> Future[None]:
        """Take a way away; fails with `LastWayError` when it is the last that a person carries."""
        return self._after_asking(present, lambda: self._replace(lambda: self._keys.remove(kind)))

    def new_code(self, present: Secret | None) -> Future[NewCode]:
        """Make another recovery code, to be shown and retyped; the present one counts until `put_code`."""
        return self._after_asking(present, self._keys.prepare_recovery_code)

    def put_code(self, checked: NewCode) -> Future[None]:
        """Let a code that was retyped take the place of the present one."""
        return self._jobs.submit(lambda: self._replace(lambda: self._keys.put(checked.new_slot)))

    def new_keys(self, passphrase: Secret | None) -> Future[NewKeys]:
        """Make another data key with all its ways under the present passphrase, and a recovery code to be retyped."""
        return self._after_asking(passphrase, lambda: self._keys.prepare_rotation(passphrase))

    def rotate(self, checked: NewKeys) -> Future[str]:
        """Put the history under keys whose code was retyped (2 s for 100,000 messages); return what is left to say.

        Fails with `RotationStoppedError` when the keys count and the vault had to be closed.
        """

        def work() -> str:
            self._replace(lambda: rotate(self._vault, checked))
            return NOT_FINISHED if self._keys.is_rotating else ""

        return self._jobs.submit(work)

    def give_up(self, unused: NewKeys) -> Future[None]:
        """Forget what was prepared and will not be used."""
        return self._jobs.submit(lambda: self._forget(unused.slots))

    def _put(self, protection: Protection) -> None:
        new = self._keys.prepare(protection)
        try:
            self._replace(lambda: self._keys.put(new))
        except VaultError:
            self._forget((new.slot,))
            raise

    def _after_asking(self, present: Secret | None, work: Callable[[], T]) -> Future[T]:
        def ask_first() -> T:
            if self.asks and not (present and self._keys.passphrase_opens(present)):
                raise WrongPassphraseError
            return work()

        return self._jobs.submit(ask_first)

    def _replace(self, write: Callable[[], tuple[Slot, ...]]) -> None:
        """Write on the database's thread; then the keychain forgets what opens nothing any more."""
        self._forget(self._database.submit(write).result())

    def _forget(self, slots: tuple[Slot, ...]) -> None:
        for slot in slots:
            self._keys.forget(slot)

    @property
    def _keys(self) -> VaultKeys:
        if self._vault.keys is None:
            raise BugError("a history in memory has no keys")
        return self._vault.keys
