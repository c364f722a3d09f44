"""Messages to payloads and back, strictly: whatever is not exactly a message is a `ProtocolError`.

A payload is a JSON array `["Name", {fields}]`. The checks are derived once from the dataclasses' annotations.
"""

import base64
import binascii
import dataclasses
import json
import math
import sys
from array import array
from collections.abc import Callable, Iterable
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from closeddoor.wire import messages
from closeddoor.wire.framing import ProtocolError, frame

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
Check = Callable[[Any], Any]
"""Takes a decoded JSON value and returns it typed, or raises `ProtocolError`."""


def encode(message: messages.ToWorker | messages.FromWorker) -> bytes:
    """Return the whole frame of a message."""
    return encode_message(message)


def encode_message(message: "DataclassInstance") -> bytes:
    """Return the whole frame of a message of any protocol: a dataclass whose fields JSON can spell."""
    fields = dataclasses.asdict(message)
    text = json.dumps([type(message).__name__, fields], separators=(",", ":"), allow_nan=False)
    return frame(text.encode())


def decode_to_worker(untrusted_payload: bytes) -> messages.ToWorker:
    """Return what the window said."""
    message: messages.ToWorker = decode_as(untrusted_payload, _TO_WORKER)
    return message


def decode_from_worker(untrusted_payload: bytes) -> messages.FromWorker:
    """Return what a worker said; a worker reads untrusted models, so nothing in here is believed unchecked."""
    message: messages.FromWorker = decode_as(untrusted_payload, _FROM_WORKER)
    return message


def encode_vector(values: Iterable[float]) -> str:
    """Return numbers as little-endian float32 in base64."""
    return base64.b64encode(_little_endian(array("f", values)).tobytes()).decode("ascii")


def decode_vector(untrusted_text: str, dimensions: int) -> tuple[float, ...]:
    """Return exactly `dimensions` finite numbers."""
    try:
        raw = base64.b64decode(untrusted_text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProtocolError("a vector is not base64") from error
    if len(raw) != 4 * dimensions:
        raise ProtocolError("a vector has the wrong length")
    values = tuple(_little_endian(array("f", raw)))
    if not all(map(math.isfinite, values)):
        raise ProtocolError("a vector holds numbers that are not finite")
    return values


def _little_endian(values: "array[float]") -> "array[float]":
    if sys.byteorder == "big":
        values.byteswap()
    return values


def decode_as(untrusted_payload: bytes, checks: dict[str, Check]) -> Any:
    """Return a payload as exactly one of the messages that `checks` (from `checks_of`) knows."""
    try:
        value = json.loads(untrusted_payload)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("a payload is not JSON") from error
    match value:
        case [str(name), fields] if name in checks:
            return checks[name](fields)
        case _:
            raise ProtocolError("a payload is no known message")


def _exactly(kind: type) -> Check:
    def check(value: Any) -> Any:
        if type(value) is not kind:  # bool is an int to isinstance
            raise ProtocolError(f"a field is not of type {kind.__name__}")
        return value

    return check


def _text(value: Any) -> str:
    """Return text that can be encoded again: JSON can spell half of a surrogate pair, which UTF-8 cannot."""
    text: str = _exactly(str)(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ProtocolError("a text is not Unicode") from error
    return text


def _number(value: Any) -> float:
    """Return a finite number; JSON writes 1.0 and 1 alike, and Python's reader lets NaN and 1e999 through."""
    if type(value) not in {int, float}:
        raise ProtocolError("a field is not a number")
    try:
        number = float(value)
    except OverflowError as error:
        raise ProtocolError("a number is not finite") from error
    if not math.isfinite(number):
        raise ProtocolError("a number is not finite")
    return number


def _one_of(choices: tuple[Any, ...]) -> Check:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            raise ProtocolError("a field has a value that does not exist")
        return value

    return check


def _every(item: Check) -> Check:
    def check(value: Any) -> tuple[Any, ...]:
        return tuple(item(part) for part in _exactly(list)(value))

    return check


def _optional(item: Check) -> Check:
    return lambda value: None if value is None else item(value)


def _record(kind: type[T]) -> Check:
    fields = {name: _check_for(hint) for name, hint in get_type_hints(kind).items()}

    def check(value: Any) -> T:
        if type(value) is not dict or value.keys() != fields.keys():
            raise ProtocolError(f"the fields of {kind.__name__} are not the ones it has")
        return kind(**{name: fields[name](part) for name, part in value.items()})

    return check


def _check_for(hint: Any) -> Check:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record(hint)
    if get_origin(hint) is Literal:
        return _one_of(get_args(hint))
    if get_origin(hint) is tuple:
        return _every(_check_for(get_args(hint)[0]))
    if isinstance(hint, UnionType):
        (present,) = [part for part in get_args(hint) if part is not NoneType]
        return _optional(_check_for(present))
    return {float: _number, str: _text}.get(hint) or _exactly(hint)


def checks_of(union: Any) -> dict[str, Check]:
    """Return the checks of a union of dataclasses, by name: a protocol's one side."""
    return {kind.__name__: _record(kind) for kind in get_args(union)}


def check_of(kind: "type[DataclassInstance]") -> Check:
    """Return the check of one dataclass, for a value that came by another way than a frame."""
    return _record(kind)


_TO_WORKER = checks_of(messages.ToWorker)
_FROM_WORKER = checks_of(messages.FromWorker)
