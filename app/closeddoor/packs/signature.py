"""manifest.sig: the form of the file. Whether a signature is right is the business of `signing`.

base64 of the public key            32 bytes
base64 of the signature             64 bytes, over the bytes of manifest.json
base64 of the former public key     only when the key was changed
base64 of its signature             over the 32 bytes of the new public key
"""

import base64
import binascii
from dataclasses import dataclass

from closeddoor.packs.errors import PackError
from closeddoor.packs.names import SIGNATURE

KEY_BYTES = 32
SIGNATURE_BYTES = 64


@dataclass(frozen=True)
class Signed:
    """One public key, and what it signed with."""

    public_key: bytes
    signature: bytes


@dataclass(frozen=True)
class SignatureFile:
    """Both pairs of lines; `former` vouches for the key of `current`."""

    current: Signed
    former: Signed | None = None

    def encode(self) -> bytes:
        pairs = [self.current, *([self.former] if self.former else [])]
        lines = [base64.b64encode(part) for pair in pairs for part in (pair.public_key, pair.signature)]
        return b"".join(line + b"\n" for line in lines)


def parse_signature(untrusted: bytes) -> SignatureFile:
    """Read the two or four lines, ended by LF or CR LF (the last may end with the file); nothing else is taken."""
    lines = untrusted.replace(b"\r\n", b"\n").removesuffix(b"\n").split(b"\n")
    if len(lines) not in {2, 4}:
        raise PackError("signature.malformed", SIGNATURE, "must have two lines, or four after a change of key.")
    parts = [_decode(line, number) for number, line in enumerate(lines, 1)]
    current, *former = [Signed(*parts[at : at + 2]) for at in range(0, len(parts), 2)]
    return SignatureFile(current, former[0] if former else None)


def _decode(line: bytes, number: int) -> bytes:
    """Return what a line holds if it is the one base64 text of so many bytes."""
    length = KEY_BYTES if number % 2 else SIGNATURE_BYTES
    try:
        value = base64.b64decode(line, validate=True)
    except binascii.Error:
        value = b""
    if len(value) != length or base64.b64encode(value) != line:
        problem = f"must be the base64 form of {length} bytes, without blanks."
        raise PackError("signature.malformed", SIGNATURE, problem, f"line {number}")
    return value
