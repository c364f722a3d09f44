"""The most memory that this program has had, asked of the kernel: not what it had before it became this program."""

from pathlib import Path


def peak_bytes() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024
