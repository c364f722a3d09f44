"""Everything a command of the Makefile needs before it starts; quick when there is nothing to do.

Use: `python3 setup/prepare.py [application|everything]`. `everything` adds what tests need of the system.
"""

import argparse
import sys

import environment
import models
import system


def main() -> int:
    """Make system libraries, environment and models ready, in that order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scope", nargs="?", choices=("application", "everything"), default="application")
    scope = parser.parse_args().scope
    if sys.version_info < (3, 11):  # noqa: UP036 - this script meets whatever Python the machine has
        raise SystemExit(f"Closed Door needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    system.install(system.EVERYTHING if scope == "everything" else system.APPLICATION)
    environment.ensure()
    models.ensure()
    return 0


if __name__ == "__main__":
    sys.exit(main())
