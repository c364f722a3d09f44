"""The real window on a real X server, which the test starts itself."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.e2e.running import started

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="the program Xvfb is missing (Debian's package xvfb)"),
]

SCREEN = (1500, 1000)
LEAST_COLOURS = 40


@pytest.fixture
def display() -> Iterator[str]:
    """A display of our own on a free number; it takes no connection but from this machine's sockets."""
    screen = f"{SCREEN[0]}x{SCREEN[1]}x24"
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.terminate()


def test_the_window_is_mapped_painted_and_closes_cleanly(display: str, tmp_path: Path) -> None:
    picture = tmp_path / "screen.png"
    command = ("-m", "tests.e2e.window_on_a_display", str(tmp_path / "profile"), str(picture))
    with started(*command, home=tmp_path / "home", DISPLAY=display, QT_QPA_PLATFORM="xcb") as child:
        said, errors = child.communicate(timeout=60)
    assert (child.returncode, said, errors) == (0, "shown on xcb\n", "")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == SCREEN
    colours = {image.pixel(x, y) for x in range(0, SCREEN[0], 3) for y in range(0, SCREEN[1], 3)}
    assert len(colours) > LEAST_COLOURS


def test_what_is_selected_with_the_mouse_is_private_and_taken_away(display: str, tmp_path: Path) -> None:
    with started(
        "-m", "tests.e2e.selecting_on_a_display", home=tmp_path, DISPLAY=display, QT_QPA_PLATFORM="xcb"
    ) as child:
        said, errors = child.communicate(timeout=60)
    assert (child.returncode, errors) == (0, "")
    assert said.splitlines() == [*["vendor private"] * 3, "True", *["vendor private "] * 2, " "]
