"""The command `closed-door`."""

import sys

from closeddoor.cli import run
from closeddoor.confinement.environment import keep_needed_environment
from closeddoor.confinement.window import protect_process
from closeddoor.diagnostics import keep_content_out_of_reports


def main() -> int:
    """Run the command line of this process and return its exit code."""
    protect_process()  # before a passphrase is read or a vault opened
    keep_needed_environment()
    keep_content_out_of_reports()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
