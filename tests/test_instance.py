import subprocess
import sys
import threading
from pathlib import Path

from closeddoor.instance import SingleInstance

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
            if first.take_request():
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
