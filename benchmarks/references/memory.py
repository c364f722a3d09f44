"""What the memory of a process is, as the system counts it."""

from pathlib import Path

from benchmarks.table.row import CannotMeasureError


def resident_bytes(process_id: int) -> int:
    """Return everything that stands in memory, mapped files too; Linux only."""
    try:
        lines = Path(f"/proc/{process_id}/status").read_text("ascii").splitlines()
    except OSError as error:
        raise CannotMeasureError("this system does not say what a process takes, or not to us") from error
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))
