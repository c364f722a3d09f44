"""What the memory of all processes holds before a lock, and after it."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from closeddoor.domain.secret import Secret
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.vault.data_key import Purpose, sub_key
from closeddoor.vault.vault_folder import VaultFolder
from tests.e2e.running import children_of, started
from tests.security.proof.row import Figure, not_measured

_CHUNK_BYTES = 1 << 22


def memory_after_lock(trials: int, path: Path) -> Figure:
    """Type, lock, and look for what was typed, for the passphrase and the keys in every process of the session.

    A trial in which they were not found *before* the lock has failed too: then they were looked for in vain.
    """
    if sys.platform != "linux" or not _may_look_into_others():
        return not_measured("reading the memory of other processes takes Linux and root")
    before = after = blind = 0
    for number in range(trials):
        found = _locked(path / str(number))
        before, after, blind = before + found.before, after + found.after, blind + (not found.could_see)
    said = f"{after} copies after {trials} locks of what was there {before} times before, in all processes"
    return Figure(trials, after + blind, said)


@dataclass(frozen=True)
class _Found:
    """How often anything private was found before a lock and after it; `could_see`: there was something to look at."""

    before: int
    after: int
    could_see: bool


def _locked(path: Path) -> _Found:
    words = f"{secrets.token_hex(12)} {secrets.token_hex(12)}"
    passphrase = Secret.from_text(secrets.token_hex(16))
    profile, wanted = _make_profile(path, words, passphrase)
    arguments = ("--profile", str(profile), "--passphrase-file", str(path / "passphrase"))
    program = ("tests.security.proof.broken", os.environ.get("PROOF_BROKEN", ""), "tests.e2e.locking_participant")
    with started("-m", *program, *arguments, home=path / "home") as window:
        _say(window)
        before = _copies(window.pid, wanted)
        assert window.stdin is not None
        window.stdin.write("lock\n")
        window.stdin.flush()
        _say(window)
        after = _copies(window.pid, wanted)
        return _Found(before, after, before > 0 and window.poll() is None)


def _make_profile(path: Path, words: str, passphrase: Secret) -> tuple[Path, tuple[bytes, ...]]:
    """Return a profile with a history in it, and the bytes that are looked for."""
    profile = path / "profile"
    profile.mkdir(parents=True, mode=0o700)
    (profile / "words").write_text(words)
    (path / "passphrase").write_bytes(passphrase.reveal())
    with closing(VaultFolder(profile / "vault", cost=FLOOR).create(passphrase)[0]) as vault:
        assert vault.keys is not None
        data_key = vault.keys._opened.data_key
    database_key = sub_key(data_key, Purpose.DATABASE).reveal()
    texts = (*words.split(), passphrase.reveal().decode(), database_key.hex(), data_key.reveal().hex())
    spelled = [text.encode(encoding) for text in texts for encoding in ("utf-8", "utf-16-le")]
    return profile, (*spelled, data_key.reveal(), database_key)


def _say(window: "subprocess.Popen[str]") -> dict[str, Any]:
    assert window.stdout is not None
    line = window.stdout.readline()
    facts: dict[str, Any] = json.loads(line or window.communicate()[1])
    return facts


def _copies(process_id: int, wanted: tuple[bytes, ...]) -> int:
    """Count what is wanted in the memory of a process and of all that it has started."""
    there = [process_id, *children_of(process_id)]
    return sum(content.count(each) for pid in there for content in _memory(pid) for each in wanted)


def _memory(process_id: int) -> Iterator[bytes]:
    """Yield what can be read of the memory of a process, range by range."""
    ranges = Path(f"/proc/{process_id}/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    with Path(f"/proc/{process_id}/mem").open("rb", buffering=0) as memory:
        for line in ranges:
            start, end = (int(each, 16) for each in line.split()[0].split("-"))
            if "r" in line.split()[1] and "[v" not in line:
                yield from _range(partial(os.pread, memory.fileno()), start, end)


def _range(read: Callable[[int, int], bytes], start: int, end: int) -> Iterator[bytes]:
    overlap = 128
    while start < end:
        try:
            content = read(min(_CHUNK_BYTES, end - start), start)
        except OSError:
            return
        if not content:
            return
        yield content
        start += len(content) if start + len(content) >= end else len(content) - overlap


def _may_look_into_others() -> bool:
    """Whether the memory of a process that forbade to be looked into can be read: it takes CAP_SYS_PTRACE."""
    capabilities = Path("/proc/self/status").read_text(encoding="utf-8").partition("CapEff:")[2].split()[0]
    return bool(int(capabilities, 16) & 1 << 19)
