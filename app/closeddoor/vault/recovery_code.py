"""The recovery code: 128 random bits and a check of 12, in Crockford's base 32, as seven groups of four.

    AB3D-E0GH-…   28 characters = 140 bits = 16 bytes of key, then the first 12 bits of SHA-256 over a label and the key

Without I, L, O and U it can be read aloud; i and l are taken for 1, o for 0. A wrong character passes the check once
in 4,096 times, and then it is named as the code of another vault.
"""

import hashlib
import secrets

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import MistypedRecoveryCodeError

KEY_BYTES = 16
GROUPS = 7
GROUP_LENGTH = 4

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ = {character: value for value, character in enumerate(_ALPHABET)} | {"I": 1, "L": 1, "O": 0}
_CHECK_BITS = 12
_SEPARATORS = str.maketrans("", "", " -–—\t\r\n\u00a0")


class RecoveryCode:
    """A code to show once: `groups` for the page, `key` for the slot; redacted everywhere else."""

    __slots__ = ("_key",)

    def __init__(self, key: Secret) -> None:
        self._key = key

    @classmethod
    def generate(cls) -> "RecoveryCode":
        return cls(Secret(secrets.token_bytes(KEY_BYTES)))

    @classmethod
    def parse(cls, typed: Secret) -> "RecoveryCode":
        """Read what was typed, in any case and with any dashes or spaces; raise `MistypedRecoveryCodeError`."""
        text = typed.reveal().decode("utf-8", "replace").translate(_SEPARATORS).upper()
        values = [_READ.get(character) for character in text[: GROUPS * GROUP_LENGTH + 1]]
        number = 0
        for value in values:
            if value is None:
                raise MistypedRecoveryCodeError
            number = number << 5 | value
        key, check = divmod(number, 1 << _CHECK_BITS)
        if len(values) != GROUPS * GROUP_LENGTH or check != _check(key.to_bytes(KEY_BYTES, "big")):
            raise MistypedRecoveryCodeError
        return cls(Secret(key.to_bytes(KEY_BYTES, "big")))

    @property
    def key(self) -> Secret:
        return self._key

    @property
    def groups(self) -> tuple[str, ...]:
        key = self._key.reveal()
        number = int.from_bytes(key, "big") << _CHECK_BITS | _check(key)
        length = GROUPS * GROUP_LENGTH
        text = "".join(_ALPHABET[number >> 5 * (length - 1 - place) & 31] for place in range(length))
        return tuple(text[start : start + GROUP_LENGTH] for start in range(0, length, GROUP_LENGTH))

    def text(self) -> Secret:
        """The whole code as it is written on paper, groups joined by dashes."""
        return Secret.from_text("-".join(self.groups))

    def __repr__(self) -> str:
        return "RecoveryCode(redacted)"


def same_group(typed: str, group: str) -> bool:
    """Whether what was retyped reads as `group`, in any case and with the letters that are taken for figures."""
    letters = typed.translate(_SEPARATORS).upper()
    return [_READ.get(letter) for letter in letters] == [_READ[letter] for letter in group]


def _check(key: bytes) -> int:
    digest = hashlib.sha256(b"closed-door recovery code\0" + key).digest()
    return int.from_bytes(digest[:2], "big") >> 16 - _CHECK_BITS
