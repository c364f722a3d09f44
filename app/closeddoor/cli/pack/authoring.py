"""What is wrong with a pack, told to whoever writes it: there is no other copy to ask anybody for."""

from collections.abc import Iterator
from contextlib import contextmanager

from closeddoor.domain.errors import KnownError
from closeddoor.packs import PackError


@contextmanager
def told_to_the_author(safe: str = "") -> Iterator[None]:
    """Let a refusal say why it matters and what to do about it; `safe` is what did not happen."""
    try:
        yield
    except PackError as error:
        raise KnownError(error.code, as_told(error), safe) from error


def as_told(error: PackError) -> str:
    """Return a refusal with its place, why it matters, and what to do about it."""
    from closeddoor.packs.advice import explain  # noqa: PLC0415 - brings what looks for warnings

    place = ", ".join(part for part in (error.file, error.where) if part)
    says = explain(error)
    return f"{place}: {says}" if place else says
