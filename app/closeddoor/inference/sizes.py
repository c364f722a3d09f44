"""Sizes of files, in words."""

from closeddoor.language import tr


def size_in_words(size_bytes: int) -> str:
    """Return a size as people say it."""
    if size_bytes >= 1e9:
        return tr("{size_gb:.1f} GB", size_gb=size_bytes / 1e9)
    if size_bytes >= 1e6:
        return tr("{size_mb:.0f} MB", size_mb=size_bytes / 1e6)
    return tr("{size_bytes:,} bytes", size_bytes=size_bytes)
