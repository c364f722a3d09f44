"""One instance per profile: the second brings the first to the front and ends.

The lock is a file lock, which the kernel drops with the process, so a kill leaves nothing stale. A message is one
byte, to come to the front or to lock, over an AF_UNIX socket in the profile folder, which only this account may enter.
This is one of the two modules allowed to import `socket`: a path in a folder of our own reaches no network.
"""

import contextlib
import os
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from closeddoor.domain.errors import KnownError

if sys.platform == "win32":  # untested: no Windows machine here
    import msvcrt
else:
    import fcntl

LOCK_NAME = "instance.lock"
SOCKET_NAME = "instance.sock"
ANSWER_TIME_S = 2.0
SAYS_WITHIN_S = 0.2
"""Whoever connects has its byte ready; nobody holds the window up for longer."""

Message = Literal["front", "lock"]
_BYTES: dict[Message, bytes] = {"front": b"F", "lock": b"L"}


class ProfileError(KnownError):
    """The folder of the profile is none that a history could be kept in."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "profile.unusable",
            f"The profile folder is not fit for a history: {why}.",
            "Nothing in it was changed or deleted.",
            "Choose a folder of your own that is empty or not there yet, or start without --profile.",
        )

    @classmethod
    def of(cls, error: OSError) -> "ProfileError":
        return cls(f"it cannot be used ({error.strerror or type(error).__name__})")


class SingleInstance:
    """The right to be the only window on a profile; `acquire` returns None when another instance holds it."""

    def __init__(self, lock: int, listener: socket.socket | None) -> None:
        self._lock = lock
        self._listener = listener

    @classmethod
    def acquire(cls, profile: Path, handed_over: int = -1) -> "SingleInstance | None":
        """Take the right to `profile`, or ask the instance that has it to come to the front.

        `handed_over` is what `hand_over` returned to the program that this one took the place of. The folder is made,
        and made private; raises `ProfileError` for one that cannot be.
        """
        make_private(profile)
        try:
            return cls._acquire(profile, handed_over)
        except OSError as error:
            raise ProfileError.of(error) from error

    @classmethod
    def _acquire(cls, profile: Path, handed_over: int) -> "SingleInstance | None":
        if _is_lock_of(profile, handed_over):
            lock = handed_over
            os.set_inheritable(lock, False)
        else:
            lock = os.open(profile / LOCK_NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        if not _lock(lock):
            os.close(lock)
            _say("front", profile)
            return None
        try:
            return cls(lock, _listen(profile))
        except OSError:
            os.close(lock)
            raise

    def fileno(self) -> int:
        """The descriptor that becomes readable when another instance asks; -1 where the system has no such socket."""
        return self._listener.fileno() if self._listener else -1

    def take_request(self) -> Message | None:
        """Accept one waiting request and return what was asked for; None for nothing that is known."""
        if self._listener is None:
            return None
        with contextlib.suppress(OSError):
            connection, _ = self._listener.accept()
            with connection:
                connection.settimeout(SAYS_WITHIN_S)
                untrusted_byte = connection.recv(1)
                return next((message for message, byte in _BYTES.items() if byte == untrusted_byte), None)
        return None

    def hand_over(self) -> int:
        """Let the right outlive this program, in the one that takes its place in this process; return a descriptor.

        No other start can slip in between: the lock is never let go of. -1 where there is none to hand over.
        """
        if self._listener is not None:  # the next program listens anew
            self._listener.close()
            self._listener = None
        if self._lock >= 0:
            os.set_inheritable(self._lock, True)
        return self._lock

    def release(self) -> None:
        """Give the right back; safe to call twice."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def make_private(profile: Path) -> None:
    """Make the folder if need be, for this account only; raise `ProfileError` for one that cannot be made so."""
    try:
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_is_ours(profile)
        tempfile.TemporaryFile(dir=profile).close()  # what takes no file, as /proc, is left as it is
        profile.chmod(0o700)
    except OSError as error:
        raise ProfileError.of(error) from error


def _check_is_ours(profile: Path) -> None:
    """Refuse a folder of another account, and one that all accounts share: making it private would take it away."""
    found = profile.stat()
    if os.name == "posix" and found.st_uid != os.geteuid():
        raise ProfileError("it belongs to another account")
    if found.st_mode & stat.S_ISVTX or profile == profile.parent:
        raise ProfileError("it is shared by all accounts")


def _is_lock_of(profile: Path, descriptor: int) -> bool:
    """Whether the descriptor is the very lock file of `profile`: a number in an argument may be anything."""
    if descriptor < 0:
        return False
    try:
        return os.path.samestat(os.fstat(descriptor), (profile / LOCK_NAME).lstat())
    except OSError:
        return False


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _listen(profile: Path) -> socket.socket | None:
    if not hasattr(socket, "AF_UNIX"):
        return None
    (profile / SOCKET_NAME).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.setblocking(False)
    with _short_path(profile) as path:
        listener.bind(path)
    listener.listen(4)
    return listener


def ask_to_lock(profile: Path) -> bool:
    """Ask the window on `profile` to lock; return whether there is one that was told."""
    return _say("lock", profile)


def _say(message: Message, profile: Path) -> bool:
    """Return whether somebody took it; they close the connection when they did."""
    if not hasattr(socket, "AF_UNIX"):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller, contextlib.suppress(OSError):
        caller.settimeout(ANSWER_TIME_S)
        with _short_path(profile) as path:
            caller.connect(path)
        caller.sendall(_BYTES[message])
        return caller.recv(1) == b""
    return False


@contextlib.contextmanager
def _short_path(profile: Path) -> Iterator[str]:
    """A name for the socket below the 108 bytes that AF_UNIX allows, however deep the profile lies."""
    if not sys.platform.startswith("linux"):
        yield str(profile / SOCKET_NAME)
        return
    folder = os.open(profile, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{SOCKET_NAME}"
    finally:
        os.close(folder)
