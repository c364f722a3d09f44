"""The self-test with a defence taken out. Usage: selftest_broken.py HOW KIND FOLDER try|look

`lying`: nothing is confined, and it is said to be; `bare`: nothing is, and it is said; `silent`: it ends at once.
"""

import sys
from dataclasses import replace

from closeddoor.confinement import attempts
from closeddoor.confinement.enforced import Enforced
from closeddoor.selftest import __main__ as program
from closeddoor.selftest.kinds import KINDS

SAYS = {"lying": Enforced(seccomp=True, landlock=7, limits=("x",)), "bare": Enforced(why_not=("Nothing is enforced.",))}


def main() -> None:
    how = sys.argv.pop(1)
    if how == "silent":
        sys.exit(3)
    vars(program).update(KINDS=tuple(replace(kind, confine=lambda _: SAYS[how]) for kind in KINDS))
    # Nothing is sent beyond this machine when nothing refuses it.
    beyond = ("192.0.2.", "2001:db8")
    attempts.ATTEMPTS = tuple(each for each in attempts.ATTEMPTS if not any(part in each.name for part in beyond))
    program.main()


if __name__ == "__main__":
    main()
