"""What the readers' libraries would import and reading text does not need."""

import mimetypes
import sys

UNNEEDED = (
    "defusedxml",
    "PIL",
    "numpy",
    "lxml",
    "pandas",
    "http",
    "http.client",
    "ssl",
    "socket",
    "urllib.request",
    "ftplib",
)
"""Pictures, arrays, a second XML parser in C, a slow one in Python (see `archive.refuse_declarations`), the network.

All of them are optional to pypdf and openpyxl."""


def forbid_unneeded() -> None:
    """Let importing any of them fail, as if it was not installed; call it before the first library."""
    mimetypes.knownfiles.clear()  # openpyxl looks types up, and the system's lists may not be read here
    for name in UNNEEDED:
        if name not in sys.modules:
            sys.modules[name] = None  # type: ignore[assignment]  # what the import system takes for "not there"
