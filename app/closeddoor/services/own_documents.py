"""Reading documents of the user's own, where the machine's policy leaves that open."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.attachment import ReadDocument
from closeddoor.domain.ports import DocumentReader, Reading
from closeddoor.policy.in_force import rules
from closeddoor.policy.rules import PolicyError
from closeddoor.services.futures import failed


def read_own(reader: DocumentReader, path: Path, on_progress: Callable[[float], None]) -> Reading:
    """Read a file in the confined reader; where the policy forbids it, nothing is opened and the reading has failed."""
    try:
        rules().check_own_documents()
    except PolicyError as error:
        return _Refused(failed(error))
    return reader.read(path, on_progress)


@dataclass(frozen=True)
class _Refused:
    future: Future[ReadDocument]

    def cancel(self) -> None:
        """It has ended already."""
