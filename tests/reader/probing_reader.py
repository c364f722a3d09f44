"""The reader's own main with a format that tries to get out. Usage: probing_reader.py confined|free < FOLDER"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from closeddoor.confinement.enforced import Enforced
from closeddoor.reader import __main__ as program
from closeddoor.reader import registry

if __name__ == "__main__":
    registry.MODULES["text"] = "tests.reader.probing_format"
    if sys.argv[1] == "free":
        vars(program).update(confine_child=lambda _: Enforced(), apply_limits=lambda: None)  # the defence, taken out
    program.main()
