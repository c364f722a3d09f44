"""An author's private key as a file: PKCS #8 in PEM, encrypted with a passphrase, which other tools read too.

    openssl pkey -in KEYFILE -pubout

The envelope is written here, because the library writes one with 2,048 rounds of PBKDF2 only; it reads any number.
Source: RFC 5208 and RFC 8018 (PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC); rounds as OWASP advises.
"""

import base64
import hashlib
import secrets
import textwrap

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from closeddoor.domain.errors import KnownError
from closeddoor.domain.secret import Secret

ROUNDS = 600_000
MOST_BYTES = 16 * 1024
_SEQUENCE, _INTEGER, _OCTETS, _OBJECT, _NULL = 0x30, 0x02, 0x04, 0x06, b"\x05\x00"
_PBES2 = bytes.fromhex("2a864886f70d01050d")
_PBKDF2 = bytes.fromhex("2a864886f70d01050c")
_HMAC_SHA256 = bytes.fromhex("2a864886f70d0209")
_AES_256_CBC = bytes.fromhex("60864801650304012a")


class KeyFileError(KnownError):
    """A key that cannot be made or used."""


def new_key_file(passphrase: Secret, rounds: int = ROUNDS) -> tuple[bytes, bytes]:
    """Make a key; return the text of its file and the 32 bytes of its public key."""
    if not passphrase.reveal():
        raise KeyFileError("key.passphrase_empty", "The passphrase is empty.", "No key was made.", "Choose one.")
    key = Ed25519PrivateKey.generate()
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    text = base64.b64encode(_encrypted(plain, passphrase, rounds)).decode()
    lines = ["-----BEGIN ENCRYPTED PRIVATE KEY-----", *textwrap.wrap(text, 64), "-----END ENCRYPTED PRIVATE KEY-----"]
    return "".join(f"{line}\n" for line in lines).encode(), key.public_key().public_bytes_raw()


def is_encrypted(untrusted_file: bytes) -> bool:
    """Return whether a passphrase is needed to read this key."""
    return b"ENCRYPTED" in untrusted_file


def read_key(untrusted_file: bytes, passphrase: Secret | None) -> Ed25519PrivateKey:
    """Return the key of a file; raises `KeyFileError`."""
    try:
        key = load_pem_private_key(untrusted_file[:MOST_BYTES], passphrase.reveal() if passphrase else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        happened = "The key file cannot be read: the passphrase is another, or this is no private key in PEM form."
        raise KeyFileError(
            "key.unreadable", happened, "Nothing was signed.", "Check the file, and type it again."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        happened = "The key file holds a key of another kind than Ed25519."
        raise KeyFileError("key.kind", happened, "Nothing was signed.", "Make one with pack keygen.")
    return key


def _encrypted(plain: bytes, passphrase: Secret, rounds: int) -> bytes:
    """Return EncryptedPrivateKeyInfo, in DER."""
    salt, start = secrets.token_bytes(16), secrets.token_bytes(16)
    key = hashlib.pbkdf2_hmac("sha256", passphrase.reveal(), salt, rounds)
    padder = padding.PKCS7(algorithms.AES.block_size).padder()
    padded = padder.update(plain) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    rounds_bytes = rounds.to_bytes(rounds.bit_length() // 8 + 1, "big")
    derivation = _der(
        _SEQUENCE,
        _der(_OCTETS, salt),
        _der(_INTEGER, rounds_bytes),
        _der(_SEQUENCE, _der(_OBJECT, _HMAC_SHA256), _NULL),
    )
    scheme = _der(
        _SEQUENCE,
        _der(_SEQUENCE, _der(_OBJECT, _PBKDF2), derivation),
        _der(_SEQUENCE, _der(_OBJECT, _AES_256_CBC), _der(_OCTETS, start)),
    )
    algorithm = _der(_SEQUENCE, _der(_OBJECT, _PBES2), scheme)
    return _der(_SEQUENCE, algorithm, _der(_OCTETS, encryptor.update(padded) + encryptor.finalize()))


def _der(tag: int, *parts: bytes) -> bytes:
    """Return one element of DER; everything here is shorter than 256 bytes."""
    content = b"".join(parts)
    length = bytes([len(content)]) if len(content) < 0x80 else bytes([0x81, len(content)])
    return bytes([tag]) + length + content
