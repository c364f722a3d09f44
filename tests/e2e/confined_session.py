"""A child: the whole visit by keyboard, in a process that is confined as the window is. Usage: … PROFILE"""

import sys
from pathlib import Path

from closeddoor.confinement.window import confine_window, protect_process

if __name__ == "__main__":
    protect_process()
    enforced = confine_window(Path(sys.argv[1]))
    assert enforced.seccomp, enforced.why_not

    from tests.e2e.keyboard_participant import main  # Qt comes after confinement, as in the window

    sys.exit(main(Path(sys.argv[1])))
