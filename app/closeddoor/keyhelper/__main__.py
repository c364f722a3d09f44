"""`python -I -m closeddoor.keyhelper`: read one request, answer it, end. Every failure is a code, never a message."""

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

from closeddoor.confinement.enforced import Enforced
from closeddoor.keyhelper import messages
from closeddoor.keyhelper.cost import Argon2Cost, within
from closeddoor.keyhelper.hardening import harden, keep_computing_only, keep_local_sockets_only
from closeddoor.keyhelper.keychain import REFUSED, SERVICE, is_locked, open_keychain, vet
from closeddoor.keyhelper.messages import Fields, MessageError, RefusalError, pack_bytes, unpack_bytes

KEY_BYTES = 32


def compute_only() -> Enforced:
    """Give up all but computing, after the import: OpenSSL looks for its configuration."""
    import cryptography.hazmat.primitives.kdf.argon2  # noqa: F401, PLC0415 -- not needed for the keychain

    return keep_computing_only()


def derive(request: Fields) -> Fields:
    """Argon2id. The floor is the parent's word (tests lower it); the ceiling is our own."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 -- not needed for the keychain

    cost, floor = _cost(request, "cost"), _cost(request, "floor")
    if not within(cost, floor):
        raise RefusalError("cost_refused")
    passphrase, salt = unpack_bytes(request, "secret"), unpack_bytes(request, "salt")
    argon2 = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.time, memory_cost=cost.memory_kib, lanes=cost.lanes)
    return {"secret": pack_bytes(argon2.derive(passphrase))}


def _cost(request: Fields, name: str) -> Argon2Cost:
    values = request.get(name)
    if not (isinstance(values, list) and len(values) == 3 and all(type(value) is int for value in values)):
        raise MessageError(name)
    return Argon2Cost(*values)


def keychain_get(request: Fields) -> Fields:
    """The item; a missing one is a code of its own. No self-test: reading must not write."""
    value = open_keychain().get_password(SERVICE, _entry(request))
    if value is None:
        raise RefusalError("keychain_missing")
    return {"secret": value}


def keychain_check(request: Fields) -> Fields:  # noqa: ARG001 -- an operation without a question
    """Whether there is a keychain to trust: before one is offered, not only when a key is given to it."""
    vet(open_keychain())
    return {}


def keychain_set(request: Fields) -> Fields:
    backend, entry, value = vet(open_keychain()), _entry(request), pack_bytes(unpack_bytes(request, "secret"))
    backend.set_password(SERVICE, entry, value)
    if backend.get_password(SERVICE, entry) != value:
        raise RefusalError(REFUSED)
    return {}


def keychain_delete(request: Fields) -> Fields:
    backend, entry = open_keychain(), _entry(request)
    if backend.get_password(SERVICE, entry) is not None:
        backend.delete_password(SERVICE, entry)
    return {}


def _entry(request: Fields) -> str:
    entry = request.get("entry")
    if not isinstance(entry, str) or not entry:
        raise MessageError("entry")
    return entry


@dataclass(frozen=True)
class Operation:
    """What the process gives up first, and what it is asked to do then."""

    confine: Callable[[], Enforced]
    run: Callable[[Fields], Fields]


OPERATIONS: dict[str, Operation] = {
    "derive": Operation(compute_only, derive),
    "keychain_check": Operation(keep_local_sockets_only, keychain_check),
    "keychain_get": Operation(keep_local_sockets_only, keychain_get),
    "keychain_set": Operation(keep_local_sockets_only, keychain_set),
    "keychain_delete": Operation(keep_local_sockets_only, keychain_delete),
}


def answer(request: Fields) -> Fields:
    """Return the operation's fields, or `{"code": …}`, and what is in force; an exception's own text never leaves."""
    operation = OPERATIONS.get(str(request.get("operation")))
    if operation is None:
        return {"code": "bad_request"}
    said: Fields = {}
    try:
        said["enforced"] = asdict(operation.confine())
        return said | operation.run(request)
    except RefusalError as refusal:
        code = refusal.code
    except MessageError:
        code = "bad_request"
    except MemoryError:
        code = "no_memory"
    except Exception as error:  # noqa: BLE001 -- keychain libraries have no common base
        code = "keychain_locked" if is_locked(error) else _failure(operation)
    return said | {"code": code}


def _failure(operation: Operation) -> str:
    """A keychain that fails in its own way is not one to trust; anything else is a fault of ours."""
    return "failed" if operation.run is derive else REFUSED


def main() -> int:
    harden()
    try:
        request = messages.read(sys.stdin.buffer)
    except MessageError:
        messages.write(sys.stdout.buffer, {"code": "bad_request"})
        return 1
    messages.write(sys.stdout.buffer, answer(request))
    return 0


if __name__ == "__main__":
    sys.exit(main())
