"""A keychain in memory behind the real key helper's other half, or one that refuses."""

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import FLOOR, Argon2Cost
from closeddoor.vault.errors import KeychainMissingError, VaultError
from closeddoor.vault.key_helper import KeyHelper


class FakeKeychain(KeyHelper):
    """Derives in the real helper process; `refusal` is what every question to the keychain is answered with."""

    def __init__(self, refusal: VaultError | None = None) -> None:
        super().__init__()
        self.items: dict[str, Secret] = {}
        self.refusal = refusal

    def keychain_get(self, entry: str) -> Secret:
        self._refuse()
        if entry not in self.items:
            raise KeychainMissingError
        return self.items[entry]

    def keychain_set(self, entry: str, secret: Secret) -> None:
        self._refuse()
        self.items[entry] = secret

    def keychain_check(self) -> None:
        self._refuse()

    def keychain_delete(self, entry: str) -> None:
        self._refuse()
        self.items.pop(entry, None)

    def _refuse(self) -> None:
        if self.refusal is not None:
            raise self.refusal


class QuickKeychain(FakeKeychain):
    """Derives in this process, where many keys are worked out and none of them guards anything."""

    def derive(self, passphrase: Secret, salt: bytes, cost: Argon2Cost, floor: Argon2Cost = FLOOR) -> Secret:  # noqa: ARG002 -- what is cheap here is below any floor
        argon2 = Argon2id(salt=salt, length=32, iterations=cost.time, memory_cost=cost.memory_kib, lanes=cost.lanes)
        return Secret(argon2.derive(passphrase.reveal()))
