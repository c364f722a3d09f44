"""Ed25519 over the manifest: signing a pack, and telling whose signature it bears.

Source: RFC 8032. The work is done by `cryptography`; this file says what is signed.
"""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from closeddoor.packs.errors import PackError
from closeddoor.packs.names import SIGNATURE
from closeddoor.packs.signature import SignatureFile, Signed, parse_signature

_WEAK_KEYS = frozenset(
    bytes.fromhex(key)
    for key in (
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)
"""The points of small order in all their spellings, but for the sign: keys under which everybody can sign.

OpenSSL takes them; measured: under two of the seven, one fixed signature is right for every message, under the others
for a part of them. Source: the list that libsodium refuses (`ge25519_has_small_order`).
"""


@dataclass(frozen=True)
class Signer:
    """Whose signature was found right. `former_key` is the key that vouches for `public_key`, when there is one."""

    public_key: bytes
    former_key: bytes | None = None


def sign_manifest(manifest: bytes, key: Ed25519PrivateKey, former: Ed25519PrivateKey | None = None) -> bytes:
    """Return the bytes of manifest.sig; with `former`, that key vouches for `key` as its successor."""
    public_key = key.public_key().public_bytes_raw()
    vouched = Signed(former.public_key().public_bytes_raw(), former.sign(public_key)) if former else None
    return SignatureFile(Signed(public_key, key.sign(manifest)), vouched).encode()


def verify_manifest(manifest: bytes, untrusted_signature: bytes) -> Signer:
    """Return who signed these very bytes; raises `PackError` for a signature that is not right."""
    file = parse_signature(untrusted_signature)
    if not _is_right(file.current, manifest):
        raise PackError("signature.wrong", SIGNATURE, "is not a signature of this manifest by the key it names.")
    if file.former is None:
        return Signer(file.current.public_key)
    if not _is_right(file.former, file.current.public_key):
        raise PackError("signature.wrong", SIGNATURE, "the former key did not sign the new one.", "line 4")
    return Signer(file.current.public_key, file.former.public_key)


def _is_right(signed: Signed, message: bytes) -> bool:
    if is_weak(signed.public_key):
        raise PackError("signature.weak_key", SIGNATURE, "names a key under which everybody can sign.")
    try:
        Ed25519PublicKey.from_public_bytes(signed.public_key).verify(signed.signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_weak(public_key: bytes) -> bool:
    """Return whether the key is a point of small order; its sign is the highest bit of the last byte."""
    return public_key[:-1] + bytes([public_key[-1] & 0x7F]) in _WEAK_KEYS
