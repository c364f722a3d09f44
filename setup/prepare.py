"""Everything a command of the Makefile needs before it starts; quick when there is nothing to do.

Use: `python3 setup/prepare.py [application|everything]`. `everything` adds what tests need of the system.
"""

import argparse
import contextlib
import subprocess
import sys
from collections.abc import Iterator

if sys.version_info < (3, 11):  # noqa: UP036 - this script meets whatever Python the machine has
    raise SystemExit("Closed Door needs Python 3.11 or later; this is " + sys.version.split()[0] + ".")

import environment
import models
import system


def main() -> int:
    """Make system libraries, environment and models ready, in that order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scope", nargs="?", choices=("application", "everything"), default="application")
    scope = parser.parse_args().scope
    try:
        with one_at_a_time():
            system.install(system.EVERYTHING if scope == "everything" else system.APPLICATION)
            environment.ensure()
            environment.compile_source()
            models.ensure()
    except subprocess.CalledProcessError as error:
        command = " ".join(map(str, error.cmd))
        raise SystemExit(
            f"Set-up did not finish: this command failed (its own words stand above).\n  {command}"
        ) from None
    return 0


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up of this user wait for the first: they share the caches."""
    folder = environment.cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "set-up.lock").open("w") as file:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - there is none on Windows

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
