"""What a file of a newer version is called; whether it is one is for its signed statement to say."""

from pathlib import Path

RELEASE_SUFFIXES = (".deb", ".tar.gz")
STATEMENT_SUFFIX = ".sig"


def is_release_name(path: Path) -> bool:
    """Return whether `path` bears the name of a release: no folder and no pack does."""
    return path.name.casefold().endswith(RELEASE_SUFFIXES)


def release_among(paths: tuple[Path, ...]) -> Path | None:
    """Return the one release that is meant by a file alone, or by a file and the statement on it."""
    files = [path for path in paths if is_release_name(path)]
    if len(files) != 1:
        return None
    statement = files[0].with_name(files[0].name + STATEMENT_SUFFIX)
    return files[0] if all(path in (files[0], statement) for path in paths) else None
