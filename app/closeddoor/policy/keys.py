"""How a policy is written: one row for each key. A value that is not understood counts as the strictest."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from closeddoor.domain.idle import LOCK_AFTER_MINUTES, NEVER
from closeddoor.language import tr, tr_many
from closeddoor.policy.rules import Policy

OFF, SIGNED = "off", "signed"
LOCK_CHOICES = tuple(minutes for minutes in LOCK_AFTER_MINUTES if minutes != NEVER)
MOST_ENTRIES = 1000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEY_BYTES = 32


class BadValueError(ValueError):
    """The value of a key is not one of those that it may have."""


@dataclass(frozen=True)
class KeySpec:
    """A key of the file: the field of `Policy` that it sets, how its value is read, and what the user is told.

    `accept` raises `BadValueError`; `strictest` takes the place of such a value. `may_be` says in the administrator's
    words what may stand there, `says` in the user's what is then in force.
    """

    name: str
    field: str
    may_be: str
    accept: Callable[[object], Any]
    strictest: Any
    title: str
    says: Callable[[Policy], str]


def _only(word: str, meaning: bool) -> Callable[[object], bool]:  # noqa: FBT001 - what the one word stands for
    def accept(value: object) -> bool:
        if value != word:
            raise BadValueError
        return meaning

    return accept


def _minutes(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in LOCK_CHOICES:
        raise BadValueError
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or len(value) > MOST_ENTRIES or not all(isinstance(each, str) for each in value):
        raise BadValueError
    return value


def _keys(value: object) -> frozenset[bytes]:
    try:
        keys = frozenset(base64.b64decode(each, validate=True) for each in _texts(value))
    except ValueError as error:  # no base64, or no ASCII
        raise BadValueError from error
    if any(len(key) != _KEY_BYTES for key in keys):
        raise BadValueError
    return keys


def _hashes(value: object) -> frozenset[str]:
    texts = [each.lower() for each in _texts(value)]
    if not all(_SHA256.fullmatch(each) for each in texts):
        raise BadValueError
    return frozenset(texts)


def _folder(value: object) -> tuple[Path, ...]:
    if not isinstance(value, str) or "\0" in value:
        raise BadValueError
    path = Path(value)
    is_placed = path.is_absolute() or path.parts[:1] == ("~",)
    if not is_placed or ".." in path.parts:
        raise BadValueError
    return (path,)


def _packs_said(policy: Policy) -> str:
    count = len(policy.pack_keys or ())
    if not count:
        return tr("None but those that come with the application.")
    return tr_many(
        "Packs that {count} key has signed, and those that come with the application.",
        "Packs that one of {count} keys has signed, and those that come with the application.",
        count,
        count=count,
    )


def _models_said(policy: Policy) -> str:
    count = len(policy.models or ())
    if not count:
        return tr("None. What scores your work is not affected.")
    return tr_many(
        "{count} file, by its hash. What scores your work is not affected.",
        "{count} files, by their hashes. What scores your work is not affected.",
        count,
        count=count,
    )


def _backups_said(policy: Policy) -> str:
    folders = policy.backup_folders or ()
    if not folders:
        return tr("Nowhere, because the place that was set cannot be understood.")
    return tr("Only to “{folder}”. They stay encrypted with your keys.", folder=folders[0])


KEYS: tuple[KeySpec, ...] = (
    KeySpec(
        *("export", "may_export", '"off"', _only(OFF, meaning=False), False),
        tr("Saving and copying"),
        lambda _: tr("Conversations, debriefs, statements and slips cannot be saved or copied as a whole."),
    ),
    KeySpec(
        *("lock_after_minutes", "lock_within_minutes", "5, 15, 30 or 60", _minutes, min(LOCK_CHOICES)),
        tr("Locking"),
        lambda policy: tr("After {n} minutes unused at the latest.", n=policy.lock_within_minutes),
    ),
    KeySpec(
        *("packs", "signed_only", '"signed"', _only(SIGNED, meaning=True), True),
        tr("Packs"),
        lambda _: tr("Signed ones only, and those that come with the application."),
    ),
    KeySpec(
        *("pack_keys", "pack_keys", "a list of Ed25519 public keys, each 32 bytes in base64", _keys, frozenset()),
        tr("Keys of packs"),
        _packs_said,
    ),
    KeySpec(
        *("models", "models", "a list of SHA-256 hashes, each 64 hex digits", _hashes, frozenset()),
        tr("Chat models"),
        _models_said,
    ),
    KeySpec(
        *("own_documents", "own_documents", '"off"', _only(OFF, meaning=False), False),
        tr("Documents of your own"),
        lambda _: tr("None can be attached or practised on. What is kept already can be read and deleted."),
    ),
    KeySpec(
        *("off_the_record", "off_the_record", '"off"', _only(OFF, meaning=False), False),
        tr("Off the record"),
        lambda _: tr("No conversation can begin off the record. All are kept, encrypted, until you delete them."),
    ),
    KeySpec(
        *("portable", "portable", '"off"', _only(OFF, meaning=False), False),
        tr("Portable use"),
        lambda _: tr("Closed Door does not run from a stick on this machine."),
    ),
    KeySpec(
        *("backup_folder", "backup_folders", 'a folder in full, or one that begins with "~/"', _folder, ()),
        tr("Backups"),
        _backups_said,
    ),
)
"""Every key that there is; another one is a mistake that is told, and the others stay in force."""


def policy_from(untrusted: Mapping[str, object]) -> tuple[Policy, tuple[str, ...], tuple[str, ...]]:
    """Return the policy of a file's table, the names of the keys in force, and what is wrong with the table."""
    fields, names, problems = {}, [], []
    for spec in KEYS:
        if spec.name not in untrusted:
            continue
        names.append(spec.name)
        try:
            fields[spec.field] = spec.accept(untrusted[spec.name])
        except BadValueError:
            fields[spec.field] = spec.strictest
            problems.append(_bad_value(spec))
    problems += [_unknown(name) for name in untrusted if name not in names]
    return Policy(**fields), tuple(names), tuple(problems)


def strictest() -> Policy:
    """Return what holds where a file is there that cannot be understood at all."""
    return Policy(**{spec.field: spec.strictest for spec in KEYS})


def _bad_value(spec: KeySpec) -> str:
    return tr("“{name}” may only be {may_be}; the strictest is in force for it.", name=spec.name, may_be=spec.may_be)


def _unknown(untrusted_name: str) -> str:
    name = "".join(sign for sign in untrusted_name if sign.isprintable())[:40]
    return tr("“{name}” is not a key of a policy; it does nothing.", name=name)
