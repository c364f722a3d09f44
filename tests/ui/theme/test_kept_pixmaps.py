"""What Qt keeps of what it painted is bounded from the start; in a process of its own: a process has one."""

import os
import subprocess
import sys

from closeddoor.ui.theme.appearance import KEPT_PIXMAPS_KB

START = """
from PySide6.QtGui import QPixmapCache
from closeddoor.ui.theme import styled_application
app = styled_application("looks")
print(QPixmapCache.cacheLimit())
"""


def test_little_is_kept_of_looks_that_were_left() -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", START], check=True, capture_output=True, text=True, env=environ)
    assert int(done.stdout) == KEPT_PIXMAPS_KB < 4_096
