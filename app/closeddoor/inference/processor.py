"""What computes here, by name: what was measured holds for this processor alone."""

import os
import platform
from pathlib import Path


def processor_name() -> str:
    """Return the processor's name and how many cores the system shows of it."""
    return f"{_model()}, {os.cpu_count() or 1} cores"


def _model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # not on Linux: the kind at least
        return platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
