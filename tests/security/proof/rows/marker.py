"""Marked words typed by keys into the real, confined window, and then looked for wherever a program can leave them."""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.vault.vault_folder import VaultFolder
from tests.e2e.running import MISSING_MODELS, children_of, environment
from tests.security.proof.row import Figure, not_measured
from tests.vault.test_deleting import decrypted_pages

FEWEST_PLACES = 12
SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 - where programs leave things, not where we do
_MOST_BYTES = 64 << 20
_LONGEST_S = 180.0


@dataclass
class Session:
    """One session: the words that are typed in it, its folders, and where each word was found."""

    path: Path
    words: dict[str, str] = field(default_factory=lambda: {name: _word() for name in ("kept", "memo", "off")})
    looked_at: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    passphrase: str = field(default_factory=lambda: f"{_word()} {_word()}")
    begun_s: float = field(default_factory=time.time)
    pages: bytes = b""

    @property
    def profile(self) -> Path:
        return self.path / "profile"

    def look_at(self, place: str, content: bytes) -> None:
        """Note each word that stands there, in UTF-8, UTF-16 or hexadecimal, in any case."""
        self.looked_at.add(place)
        content = content.lower()
        for word in (*self.words.values(), self.passphrase):
            spellings = (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode())
            self.found += [place] if any(each in content for each in spellings) else []


def _word() -> str:
    """Return letters that nobody else types, so that whoever works beside this cannot be the one who left them."""
    return "".join(secrets.choice("bdfghklmnprstvwz") + secrets.choice("aeiou") for _ in range(6))


def marker_nowhere(trials: int, path: Path) -> Figure:
    """Type, look while the window is open and after it closed; every place that has a word is a failure."""
    if MISSING_MODELS:
        return not_measured(f"models/ lacks {', '.join(MISSING_MODELS)}")
    sessions = [_lived(Session(path / str(number))) for number in range(trials)]
    places = min(len(session.looked_at) for session in sessions)
    found = [place for session in sessions for place in session.found]
    told = f" ({', '.join(sorted(set(found)))})" if found else ""
    said = f"typed words stand in {len(found)} of {places} places{told}, in {trials} sessions"
    return Figure(trials, len(found) + (places < FEWEST_PLACES), said)


def off_the_record_nowhere(trials: int, path: Path) -> Figure:
    """The same session, and the pages of the history decrypted by hand: what is off the record is not there."""
    if MISSING_MODELS:
        return not_measured(f"models/ lacks {', '.join(MISSING_MODELS)}")
    failures, kept = 0, 0
    for number in range(trials):
        session = _lived(Session(path / str(number)))
        failures += session.pages.count(session.words["off"].encode())
        kept += session.pages.count(session.words["kept"].encode())
    said = f"{failures} words off the record in the decrypted pages, which hold {kept} on the record"
    return Figure(trials if kept else 0, failures, said)


def _lived(session: Session) -> Session:
    """Live one session through, looking at every place while it goes on and once it has ended."""
    folders = {name: session.path / name for name in ("home", "tmp", "run", "cwd", "data", "config", "cache", "state")}
    for folder in (session.profile, *folders.values()):
        folder.mkdir(parents=True, mode=0o700)
    secret = Secret.from_text(session.passphrase)
    VaultFolder(session.profile / "vault", cost=FLOOR).create(secret)[0].close()
    with _window(session, folders) as window:
        _tell(window, json.dumps({"passphrase": session.passphrase, **session.words}))
        assert window.stdout is not None
        heard = window.stdout.readline()
        assert heard == "typed\n", heard + window.communicate()[1]
        _look_at_processes(session, window.pid)
        _look_at_folders(session, folders, "while it is open")
        _tell(window, "close")
        output, errors = window.communicate(timeout=_LONGEST_S)
    session.look_at("standard output", (heard + output).encode())
    session.look_at("standard error", errors.encode())
    _look_at_folders(session, folders, "after it closed")
    session.pages = _pages_of(session, secret)
    return session


def _window(session: Session, folders: dict[str, Path]) -> "subprocess.Popen[str]":
    xdg = {f"XDG_{name.upper()}_HOME": str(folders[name]) for name in ("data", "config", "cache", "state")}
    places = {"TMPDIR": str(folders["tmp"]), "XDG_RUNTIME_DIR": str(folders["run"]), **xdg}
    broken = ("tests.security.proof.broken", os.environ.get("PROOF_BROKEN", ""))
    return subprocess.Popen(
        [sys.executable, "-B", "-m", *broken, "tests.e2e.marking_participant", "--profile", str(session.profile)],
        env=environment(folders["home"], **places),
        cwd=folders["cwd"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _tell(window: "subprocess.Popen[str]", line: str) -> None:
    assert window.stdin is not None
    window.stdin.write(f"{line}\n")
    window.stdin.flush()


def _look_at_folders(session: Session, folders: dict[str, Path], when: str) -> None:
    """Look at the folders that the session was given, and at those that all programs share."""
    for name, folder in {"profile": session.profile, **folders}.items():
        session.look_at(f"{name} {when}", b"\0".join(_contents(folder, 0.0)))
    for folder in SHARED:
        session.look_at(f"{folder} {when}", b"\0".join(_contents(folder, session.begun_s)))


def _contents(folder: Path, since_s: float) -> Iterator[bytes]:
    """Yield names and contents of the files that were written to since then."""
    for root, _, names in os.walk(folder):
        for path in (Path(root) / name for name in names):
            with suppress(OSError):
                fact = path.lstat()
                if fact.st_mtime >= since_s and path.is_file() and fact.st_size <= _MOST_BYTES:
                    yield path.name.encode("utf-8", "surrogateescape")
                    yield path.read_bytes()


def _look_at_processes(session: Session, process_id: int) -> None:
    """Look at what each process was given, and at the files without a name that it holds open."""
    family = [process_id]
    for each in family:
        family += children_of(each)
    assert len(family) > 1, "the model's process is one of them"
    for each in family:
        home = Path(f"/proc/{each}")
        session.look_at("command lines", (home / "cmdline").read_bytes())
        session.look_at("environments", (home / "environ").read_bytes())
        for place, content in _nameless(home):
            session.look_at(place, content)
    session.looked_at |= {"deleted files that are open", "files in memory only"}


def _nameless(home: Path) -> Iterator[tuple[str, bytes]]:
    for descriptor in (home / "fd").iterdir():
        with suppress(OSError):
            target = str(descriptor.readlink())
            in_memory = target.startswith("/memfd:")
            if (in_memory or target.endswith("(deleted)")) and descriptor.is_file():
                with descriptor.open("rb") as file:
                    yield "files in memory only" if in_memory else "deleted files that are open", file.read(_MOST_BYTES)


def _pages_of(session: Session, passphrase: Secret) -> bytes:
    """Return the pages of the history, decrypted by hand: everything on the record must be there, or nothing counts."""
    vault = VaultFolder(session.profile / "vault").unlock_with_passphrase(passphrase)
    key: Secret = vault._database._connect.args[1]  # type: ignore[attr-defined]
    vault.close()
    path = session.profile / "vault" / "history.db"
    pages = path.read_bytes() + decrypted_pages(path, key)
    missing = [name for name in ("kept", "memo") if session.words[name].encode() not in pages]
    assert not missing, missing
    return pages
