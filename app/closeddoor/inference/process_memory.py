"""How much memory a process holds now, as the system tells everybody."""

import os
from pathlib import Path

_RESIDENT_FIELD = 1
"""Of `statm`, in pages; readable of a process that shows nothing else of itself."""


def resident_bytes(process_id: int) -> int | None:
    """Return what a process holds in memory; None where there is none, or the system does not say."""
    try:
        fields = Path(f"/proc/{process_id}/statm").read_text("ascii").split()
        return int(fields[_RESIDENT_FIELD]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):  # ended meanwhile, or not Linux
        return None
