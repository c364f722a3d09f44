"""A repository whose process ends in the midst of a job: so many writes are done, the next is not."""

from typing import Any


class DyingRepository:
    """Passes everything on to `repository`; the write after `writes` others ends the process (`SystemExit`)."""

    def __init__(self, repository: object, writes: int) -> None:
        self._repository = repository
        self._left = writes

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("save", "set", "keep", "create", "finish")):
            if not self._left:
                raise SystemExit
            self._left -= 1
        return getattr(self._repository, name)
