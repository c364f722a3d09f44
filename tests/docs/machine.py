"""A machine with a policy of its own: the real program at the real place, in a mount namespace that ends with it."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("closed-door")
LIMIT_S = 120

_BEGIN = """
set -e
mount -t tmpfs none "$1"
mkdir "$1/upper" "$1/work" "$1/made"
mount -t overlay -o lowerdir=/etc,upperdir="$1/upper",workdir="$1/work" overlay /etc
if [ -n "$2" ]; then
    mkdir -p /etc/closed-door
    chmod 755 /etc/closed-door
    cp "$2" /etc/closed-door/policy.toml
    chmod 644 /etc/closed-door/policy.toml
    eval "$3"
fi
shift 3
exec "$@"
"""


def _enter() -> list[str]:
    """Return how a mount namespace is entered: a user who is not root is the root of a namespace of users as well."""
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]


class Machine:
    """`policy` is what its administrator wrote, None for nothing; `then` is what they did to the file after that."""

    def __init__(self, folder: Path, policy: str | None = None, then: str = "") -> None:
        self._folder = folder
        self.home = folder / "home"
        self.home.mkdir(exist_ok=True)
        self._file = folder / "policy.toml"
        self._then = then
        if policy is not None:
            self._file.write_text(policy, encoding="utf-8")
        self._has_policy = policy is not None

    def types(self, command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as the page has it, typed by the user of `home`."""
        program, *words = shlex.split(command)
        assert program == "closed-door", command
        return self.runs([str(PROGRAM), *words], **environment)

    def runs(self, argv: list[str], **environment: str) -> "subprocess.CompletedProcess[str]":
        scratch = self._folder / "scratch"
        scratch.mkdir(exist_ok=True)
        file = str(self._file) if self._has_policy else ""
        own = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run(
            [*_enter(), "sh", "-c", _BEGIN, "sh", str(scratch), file, self._then, *argv],
            env={**own, **environment},
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )


def is_possible(folder: Path) -> bool:
    """Whether this system lets a test have a machine of its own."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return Machine(folder, "").runs(["test", "-f", "/etc/closed-door/policy.toml"]).returncode == 0
