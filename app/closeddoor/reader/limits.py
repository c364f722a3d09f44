"""How much of a document is read at most, and what the operating system is asked to allow this process."""

import sys

MIB = 1024 * 1024

MOST_BYTES = 50 * MIB
MOST_PAGES = 1_000
MOST_CHARACTERS = 2_000_000
MOST_PARTS = 5_000

MOST_MEMORY_BYTES = 768 * MIB
"""Of address space. Measured: the interpreter with every reader's libraries takes 52 MiB of it, the greediest of the
made documents, a bomb that pypdf lets grow to its own limit, 440."""
MOST_PROCESSOR_S = 300
"""The window's own limits come long before; this one ends a reader whose window is gone."""

# A zip archive: what its directory may claim, before anything is expanded.
MOST_ENTRIES = 10_000
MOST_EXPANDED_BYTES = 400 * MIB
MOST_ENTRY_BYTES = 100 * MIB
MOST_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 8 * MIB
"""Blank sheets of a few hundred kilobytes compress better than that and harm nobody."""

if sys.platform == "win32":

    def apply_limits() -> None:
        """Nothing here: this system has no such limits."""

else:
    import resource

    def apply_limits() -> None:
        """Limit memory and processor time of this process, for good."""
        for what, most in ((resource.RLIMIT_AS, MOST_MEMORY_BYTES), (resource.RLIMIT_CPU, MOST_PROCESSOR_S)):
            _, hard = resource.getrlimit(what)
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (limit, limit))
