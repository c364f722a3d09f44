"""The one request and the one answer: a length, then JSON. Standard library only; both sides import it."""

import base64
import binascii
import json
from typing import Any, BinaryIO

MAX_MESSAGE_BYTES = 16_384
"""The longest passphrase is 1,024 bytes; nothing that passes here comes near."""

Fields = dict[str, Any]


class MessageError(ValueError):
    """What came is no message: too long, cut off, or not JSON of the expected form."""


class RefusalError(Exception):
    """An answer that is a code: what was asked cannot or must not be done."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def write(stream: BinaryIO, fields: Fields) -> None:
    body = json.dumps(fields).encode()
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


def read(stream: BinaryIO) -> Fields:
    """Return the message, raising `MessageError`; the length is judged before anything of that length is read."""
    header = stream.read(4)
    length = int.from_bytes(header, "big")
    if len(header) != 4 or not 0 < length <= MAX_MESSAGE_BYTES:
        raise MessageError("length")
    untrusted_body = stream.read(length)
    if len(untrusted_body) != length:
        raise MessageError("cut off")
    return parse(untrusted_body)


def parse(untrusted_body: bytes) -> Fields:
    try:
        fields = json.loads(untrusted_body)
    except ValueError as error:
        raise MessageError("not JSON") from error
    if not isinstance(fields, dict):
        raise MessageError("not an object")
    return fields


def pack_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def unpack_bytes(fields: Fields, name: str) -> bytes:
    try:
        return base64.b64decode(fields[name], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise MessageError(name) from error
