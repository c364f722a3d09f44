"""A file that had its hash is not read a second time for it, and one that was changed is never taken for it."""

import mmap
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import wait
from closeddoor.wire.messages import FileIdentity
from closeddoor.worker import loading, native
from closeddoor.worker.errors import LoadError
from closeddoor.worker.loading import Expected
from tests.inference.starter import FOLDER, NEEDS_CHAT, Connect, user

pytestmark = [pytest.mark.real_model, NEEDS_CHAT]

TIMEOUT_S = 60


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    shutil.copy(FOLDER / STARTER_CHAT.file_name, path)
    return path


def spec(path: Path, verified: FileIdentity | None = None) -> WorkerSpec:
    return WorkerSpec("chat", path, STARTER_CHAT.sha256, 512, verified=verified)


def load(client: WorkerClient) -> list[FileIdentity]:
    """Load the model; return what the client was told of its file."""
    told: list[FileIdentity] = []
    client.verified.connect(told.append)
    wait(client.context_use(user("Hello")), TIMEOUT_S)
    return told


def code(client: WorkerClient) -> str:
    with pytest.raises(KnownError) as caught:
        wait(client.context_use(user("Hello")), TIMEOUT_S)
    return caught.value.code


def change_in_silence(path: Path) -> None:
    """Change a byte of the numbers, and put back all that an account can put back."""
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(before.st_size - 1000)
        byte = file.read(1)
        file.seek(before.st_size - 1000)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_file_is_hashed_once_and_then_known_again(connect: Connect) -> None:
    path = FOLDER / STARTER_CHAT.file_name
    (identity,) = load(connect(spec(path)))
    assert identity == FileIdentity.of(path.stat())
    assert load(connect(spec(path, identity))) == [], "it was not hashed again"
    client = connect(spec(path))
    load(client)
    os.kill(client.process_id, signal.SIGKILL)
    assert code(client) == "model.killed"
    assert load(client) == [], "nor by a worker that takes the place of one that was lost"


def test_a_file_that_was_just_written_is_hashed_the_next_time_too(connect: Connect, model: Path) -> None:
    assert load(connect(spec(model))) == []


def test_a_change_in_a_file_whose_times_were_put_back_is_seen(connect: Connect, model: Path) -> None:
    identity = FileIdentity.of(model.stat())
    assert load(connect(spec(model, identity))) == []
    change_in_silence(model)
    now = FileIdentity.of(model.stat())
    assert (now.size_bytes, now.modified_ns, now.inode) == (identity.size_bytes, identity.modified_ns, identity.inode)
    assert code(connect(spec(model, identity))) == "model.wrong_hash"


def test_a_file_that_took_the_place_of_another_is_hashed(connect: Connect, model: Path, tmp_path: Path) -> None:
    identity = FileIdentity.of(model.stat())
    other = tmp_path / "other.gguf"
    other.write_bytes(model.read_bytes()[:-1] + b"x")
    os.utime(other, ns=(0, identity.modified_ns))
    other.replace(model)
    assert code(connect(spec(model, identity))) == "model.wrong_hash"


def test_a_write_through_memory_that_the_disk_has_not_seen_is_told_by_the_times(connect: Connect, model: Path) -> None:
    with model.open("r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
        mapped[-1000] = mapped[-1000]  # from here on the page waits for the disk, and further writes move no time
        load(connect(spec(model)))
        identity = FileIdentity.of(model.stat())
        mapped[-1000] ^= 1
        if _moves_no_times(model.parent):
            pytest.skip("this file system tells no write through memory")
        assert FileIdentity.of(model.stat()) != identity
        assert code(connect(spec(model, identity))) == "model.wrong_hash"


def _moves_no_times(folder: Path) -> bool:
    """Whether even a first write through memory moves no time here, as on one that is in memory itself."""
    path = folder / "probe"
    path.write_bytes(bytes(8192))
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
        os.fsync(file.fileno())
        before = path.stat().st_ctime_ns
        end_s = time.monotonic() + 0.1
        while time.monotonic() < end_s:
            mapped[0] ^= 1
            mapped.flush()
    return path.stat().st_ctime_ns == before


@pytest.mark.parametrize("at", ["while it is hashed", "between hash and reading", "while it is read"])
def test_a_file_that_is_written_to_while_it_loads_is_refused(model: Path, at: str) -> None:
    begin = {"while it is hashed": 0.05, "between hash and reading": 0.3, "while it is read": 0.6}[at]
    done: list[float] = []
    told: list[FileIdentity] = []

    def progress(fraction: float) -> bool:
        if not done and fraction >= begin:
            done.append(fraction)
            os.utime(model)  # a write of the same bytes, which no hash would see
        return True

    library = native.load_library()
    log = native.ErrorLog(library)
    expected = Expected(STARTER_CHAT.sha256, tell=told.append)
    with pytest.raises(LoadError) as caught:
        loading.load(library, log, model, expected, progress)
    assert caught.value.code == "model.changed"
    assert bool(told) == (at == "while it is read")
