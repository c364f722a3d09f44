"""What all tests share: no screen, unless a test of the suite starts one."""

import os

# Qt reads the platform when it is first imported. A test that needs a display starts Xvfb and a process of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
