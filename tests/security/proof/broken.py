"""`python -m tests.security.proof.broken DEFENCE MODULE ARGUMENTS…`: run a module of the tests without a defence."""

import runpy
import sys

from tests.security.proof.breaking import take_out

if __name__ == "__main__":
    take_out(sys.argv[1])
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
