"""The kinds of process there are: by which function each confines itself, and what is not refused to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.window import confine_window, protect_process
from closeddoor.keyhelper.hardening import harden, keep_computing_only, keep_local_sockets_only
from closeddoor.reader import __main__ as reader
from closeddoor.selftest.report import KindName
from closeddoor.worker import __main__ as worker

_LOCAL_SOCKETS = (
    *("socket of this machine (unix)", "pair of sockets"),
    *("connect on an inherited descriptor", "send on an inherited descriptor"),
)
_ANY_FILE_READ = ("read another file", "list another folder")
_OF_THE_WINDOW = (
    *_LOCAL_SOCKETS,
    *_ANY_FILE_READ,
    # It starts the other kinds and ends them.
    *("a process of its own (fork)", "another program (execveat)"),
    *("signal to the parent", "signal to the parent's thread"),
    # It shares its picture with the display, and is the one that decides about itself.
    *("shared memory", "a file in memory", "showing its memory again", "outliving its parent"),
    "very many open files",
    # Its own folder, and the user's files.
    *("write a file", "make a folder", "empty the file it reads", "truncate the file it reads"),
    *("mode of the file it reads", "owner of the file it reads", "times of the file it reads"),
    *("flags of the file it reads", "watching files"),
    # It makes the slots for snapshots, and makes room in them.
    *("write a slot for snapshots", "write behind the end of a slot", "empty a slot", "lengthen a slot"),
    *("take room for a slot (fallocate)", "mode of a slot", "a slot opened anew"),
)


@dataclass(frozen=True)
class Kind:
    """`allowed` names attempts of `confinement.attempts`."""

    name: KindName
    confine: Callable[[Path], Enforced]
    allowed: frozenset[str]


def _confine_window(profile: Path) -> Enforced:
    protect_process()
    return confine_window(profile)


def _confine_derivation(_: Path) -> Enforced:
    harden()
    return keep_computing_only()


def _confine_keychain_client(_: Path) -> Enforced:
    harden()
    return keep_local_sockets_only()


def _kind(name: KindName, confine: Callable[[Path], Enforced], allowed: Iterable[str] = ()) -> Kind:
    return Kind(name, confine, frozenset(allowed))


KINDS: tuple[Kind, ...] = (
    _kind("window", _confine_window, _OF_THE_WINDOW),
    _kind("worker", worker.confine),
    _kind("reader", lambda _: reader.confine()),
    _kind("derive", _confine_derivation),
    _kind("keychain", _confine_keychain_client, (*_LOCAL_SOCKETS, *_ANY_FILE_READ)),
)
"""`confine` is given the one file that the process may read, or for the window the folder it may write to."""
