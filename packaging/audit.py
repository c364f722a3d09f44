"""Known weaknesses of the packages that the application is made of: `make audit`, which asks a service on the network.

CVE-2025-69872 is of diskcache, which llama-cpp-python asks for and no bundle has (`contents.py`); there is no version
without it.
"""

import os
import subprocess
import sys

from workshop import PYTHON, ROOT, TOOLS, ensure_tools, tool_environment

ABSENT_FROM_BUNDLES = ("CVE-2025-69872",)


def main() -> int:
    """Print what is known; end with the code of pip-audit."""
    ensure_tools()
    ignored = [part for name in ABSENT_FROM_BUNDLES for part in ("--ignore-vuln", name)]
    command = [str(PYTHON), "-m", "pip_audit", "--requirement", str(ROOT / "requirements.lock"), *ignored]
    environ = {**tool_environment(), "PYTHONPATH": os.fspath(TOOLS)}
    return subprocess.run([*command, "--disable-pip", "--progress-spinner", "off"], check=False, env=environ).returncode


if __name__ == "__main__":
    sys.exit(main())
