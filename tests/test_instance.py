import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from closeddoor.instance import ProfileError, SingleInstance

HOLD = """
import sys, time
from pathlib import Path
from closeddoor.instance import SingleInstance
held = SingleInstance.acquire(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""
SECOND = "import sys; from pathlib import Path; from closeddoor.instance import SingleInstance; \
sys.exit(0 if SingleInstance.acquire(Path(sys.argv[1])) is None else 3)"


def test_second_instance_asks_the_first_to_the_front_and_ends(tmp_path: Path) -> None:
    profile = tmp_path / ("deep" * 30) / "profile"
    first = SingleInstance.acquire(profile)
    assert first is not None
    second = subprocess.Popen([sys.executable, "-c", SECOND, str(profile)])
    asked = threading.Event()

    def wait_for_request() -> None:
        while not asked.is_set():
            if first.take_request() == "front":
                asked.set()

    listener = threading.Thread(target=wait_for_request, daemon=True)
    listener.start()
    assert asked.wait(20)
    assert second.wait(20) == 0
    first.release()


def test_right_passes_on_after_release_and_after_a_kill(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    again = SingleInstance.acquire(tmp_path)
    assert again is not None
    again.release()


def test_a_folder_that_was_there_is_made_private(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    profile.chmod(0o755)
    first = SingleInstance.acquire(profile)
    assert first is not None
    assert profile.stat().st_mode & 0o777 == 0o700
    first.release()


def test_a_folder_of_another_account_is_refused_and_left(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    if os.geteuid() == 0:
        os.chown(theirs, 65_534, 65_534)
    else:
        theirs = Path("/usr")
    before = theirs.stat().st_mode
    with pytest.raises(ProfileError, match="belongs to another account"):
        SingleInstance.acquire(theirs)
    assert theirs.stat().st_mode == before
    assert not (theirs / "instance.lock").exists()


def test_a_folder_that_all_accounts_share_is_refused_and_left(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    with pytest.raises(ProfileError, match="shared by all accounts"):
        SingleInstance.acquire(shared)
    assert shared.stat().st_mode & 0o7777 == 0o1777
    assert list(shared.iterdir()) == []


@pytest.mark.parametrize("name", ["instance.lock", "instance.sock"])
def test_a_folder_in_the_place_of_lock_or_socket_is_refused_and_nothing_is_held(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ProfileError):
        SingleInstance.acquire(tmp_path)
    (tmp_path / name).rmdir()
    again = SingleInstance.acquire(tmp_path)
    assert again is not None
    again.release()


def test_a_link_in_the_place_of_the_lock_writes_nothing_elsewhere(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "instance.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProfileError):
        SingleInstance.acquire(profile)
    assert not (tmp_path / "elsewhere").exists()


def test_the_right_is_handed_on_and_a_number_that_is_no_lock_is_not_believed(tmp_path: Path) -> None:
    first = SingleInstance.acquire(tmp_path)
    assert first is not None
    handed_over = first.hand_over()
    assert os.get_inheritable(handed_over)
    next_program = SingleInstance.acquire(tmp_path, handed_over)
    assert next_program is not None
    assert not os.get_inheritable(handed_over)
    other = os.open(tmp_path / "something else", os.O_RDWR | os.O_CREAT)
    assert SingleInstance.acquire(tmp_path, other) is None
    os.write(other, b"it was left alone")
    os.close(other)
    next_program.release()
