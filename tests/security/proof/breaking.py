"""Taking a defence out, in a process of these proofs only: nothing in the application knows of it."""

import gc
import importlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QProcessEnvironment
from PySide6.QtWidgets import QApplication, QLabel
from sqlcipher3 import dbapi2

from closeddoor import replacing
from closeddoor.confinement import attempts, kernel, steps
from closeddoor.domain.secret import Secret
from closeddoor.inference import client, process
from closeddoor.keyhelper import keychain
from closeddoor.keyhelper.messages import RefusalError
from closeddoor.packs import archive
from closeddoor.services.chat.records import Records
from closeddoor.vault import connection, history_file, key_file, migrations, set_aside, vault_folder
from closeddoor.vault.database import Database
from closeddoor.vault.key_file import KeyFile
from closeddoor.vault.migrations import Migration
from closeddoor.vault.page_check import PageCheck
from closeddoor.vault.slots import Slot
from closeddoor.wire import framing


def _put(owner: object, name: str, value: object) -> None:
    """Put something else in the place of what is there; a name that has moved is a mistake of the proof."""
    if not hasattr(owner, name):
        raise AttributeError(name)
    setattr(owner, name, value)


def _believe_every_page() -> None:
    _put(PageCheck, "_is_genuine", lambda *_: True)


def _sum_no_key_file_up() -> None:
    _put(key_file, "_checksum", lambda _: "")


def _believe_every_state() -> None:
    _put(history_file, "judge", lambda *_: None)


def _write_the_head_after_the_commit() -> None:
    @contextmanager
    def transaction(self: Database) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("UPDATE vault_state SET sequence = sequence + 1")
            self._connection.execute("COMMIT")
        except (dbapi2.Error, OSError):
            self._roll_back()
            raise
        self._write_head(self.state(), None)

    _put(Database, "_transaction", transaction)


def _filter_no_calls() -> None:
    _put(steps, "_install_filter", lambda _: None)
    beyond = ("192.0.2.", "2001:db8")  # nothing leaves this machine for a proof
    kept = tuple(each for each in attempts.ATTEMPTS if not any(part in each.name for part in beyond))
    _put(attempts, "ATTEMPTS", kept)


def _give_a_worker_no_home() -> None:
    given = process.worker_environment

    def without_home() -> QProcessEnvironment:
        environment = given()
        environment.remove("HOME")
        return environment

    _put(process, "worker_environment", without_home)


def _forget_the_key_before() -> None:
    def rotated(self: KeyFile, slots: tuple[Slot, ...], _new: Secret, _previous: Secret) -> KeyFile:
        return self._next(slots=slots)

    _put(KeyFile, "rotated", rotated)


def _put_nothing_back() -> None:
    for module in (set_aside, vault_folder):
        _put(module, "settle", lambda _: None)


def _commit_after_each_migration() -> None:
    def apply(connection: dbapi2.Connection, steps: Sequence[Migration], target_version: int) -> None:
        for step in steps:
            step(connection)
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {target_version}")

    _put(migrations, "apply", apply)


def _roll_nothing_back() -> None:
    _put(Database, "_roll_back", lambda _: None)


def _delete_the_pages_and_stay() -> None:
    """Do at a lock what a program does that trusts deleting: the process goes on, and says so."""

    def stay(_arguments: Sequence[str]) -> None:
        QApplication.setQuitOnLastWindowClosed(False)
        for window in QApplication.topLevelWidgets():
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        print(json.dumps({"process": os.getpid()}), flush=True)

    _put(replacing, "replace_process", stay)


def _take_any_keychain() -> None:
    """Let `keyring` choose, as it does for other programs; what it chose is still tried out."""

    def chosen(_platform: str = "") -> keychain.Backend:
        backend: keychain.Backend = importlib.import_module("keyring").get_keyring()
        return backend

    def vetted(backend: keychain.Backend, _platform: str = "") -> keychain.Backend:
        if not keychain.keeps_what_it_is_given(backend):
            raise RefusalError(keychain.REFUSED)
        return backend

    _put(keychain, "open_keychain", chosen)
    _put(keychain, "vet", vetted)


def _try_no_keychain_out() -> None:
    _put(keychain, "keeps_what_it_is_given", lambda _: True)


def _load_models_in_the_window() -> None:
    from tests.security.proof.rows.own_process_worker import OwnProcessWorker  # noqa: PLC0415 - of this control alone

    _put(client, "WorkerProcess", OwnProcessWorker)


def _lift_the_limits_of_packs() -> None:
    for name in ("check_entries", "check_sizes", "_check_directory"):
        _put(archive, name, lambda *_: None)
    _put(archive, "MOST_RATIO", 10**9)


def _allow_core_dumps() -> None:
    _put(kernel, "forbid_core_dumps", lambda: None)
    _put(kernel, "forbid_inspection", lambda: None)


def _believe_every_length() -> None:
    made = framing.FrameDecoder.__init__

    def without_a_limit(self: framing.FrameDecoder, *_: int) -> None:
        made(self, max_frame_bytes=2**32)

    _put(framing.FrameDecoder, "__init__", without_a_limit)


def _write_plain_text() -> None:
    """SQLCipher without a key is SQLite."""
    _put(connection, "_give_key", lambda *_: None)
    _put(connection, "_check_encrypted", lambda _: None)
    _put(Database, "_has_met_damage", lambda _: False)  # a cipher that is not there has no good status
    for module in (history_file, vault_folder):
        _put(module, "check_is_ciphertext", lambda _: None)


def _record_what_is_off_the_record() -> None:
    _put(Records, "begin", lambda self: self.recorded)


def _read_markup() -> None:
    """Let labels guess what they show, as Qt does by itself."""
    _put(QLabel, "setTextFormat", lambda *_: None)


DEFENCES: dict[str, Callable[[], None]] = {
    "the MAC of each page": _believe_every_page,
    "the checksum of the key file": _sum_no_key_file_up,
    "the head": _believe_every_state,
    "the head before the commit": _write_the_head_after_the_commit,
    "the filter of system calls": _filter_no_calls,
    "a home for a worker": _give_a_worker_no_home,
    "the key before, kept while keys change": _forget_the_key_before,
    "putting back what half a restore took away": _put_nothing_back,
    "one transaction for a migration": _commit_after_each_migration,
    "rolling back what was refused": _roll_nothing_back,
    "forbidding core dumps": _allow_core_dumps,
    "a fresh process after a lock": _delete_the_pages_and_stay,
    "the list of keychains that may be trusted": _take_any_keychain,
    "trying a keychain out before it is trusted": _try_no_keychain_out,
    "a process of its own for a model": _load_models_in_the_window,
    "the limits of a pack": _lift_the_limits_of_packs,
    "the longest frame": _believe_every_length,
    "the encryption of the history": _write_plain_text,
    "a history in memory for what is off the record": _record_what_is_off_the_record,
    "plain text": _read_markup,
}


def take_out(defence: str) -> None:
    """Take a defence out of this process, for good; nothing happens for an empty name."""
    if defence:
        DEFENCES[defence]()
