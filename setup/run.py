"""What `make run` starts: the window where there is a display, else the same application's offscreen tour."""

import os
import subprocess
import sys


def has_display() -> bool:
    """Whether a window would be seen by someone."""
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Run the command and return its exit code."""
    command = [sys.executable, "-m", "closeddoor"]
    if has_display():
        return subprocess.run(command, check=False).returncode
    print(f"No display here: the application goes through a whole briefing offscreen, into {sys.argv[1]}/", flush=True)
    return subprocess.run([*command, "tour", "--out", sys.argv[1]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
