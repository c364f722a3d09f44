"""The fastest settings that were found for a model on this laptop, and how fast it was: kept with the history."""

import os
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from typing import Any

from closeddoor.domain.ports import Executor
from closeddoor.vault.vault import Vault
from closeddoor.wire.codec import check_of
from closeddoor.wire.framing import ProtocolError
from closeddoor.wire.messages import Tuning

_KEY = "model_tunings"
_MEASURE = 2
"""Which measure they were found by: what was found by an older one is measured anew. The first: in an empty context."""
_MOST_KEPT = 40
"""Models on one processor; the one that was measured longest ago goes first."""


@dataclass(frozen=True)
class KeptTuning:
    """Found with a `build` of llama.cpp on a day, ISO 8601; speeds are tokens per second."""

    tuning: Tuning
    prompt_tokens_per_s: float
    reply_tokens_per_s: float
    build: str
    measured_on: str


_check = check_of(KeptTuning)


class TuningService:
    """Reads and writes them in the vault, by the hash of the model's file, for the processor of this laptop alone."""

    def __init__(self, vault: Vault, database: Executor, processor: str) -> None:
        self._vault = vault
        self._database = database
        self._processor = processor

    def load(self) -> Future[dict[str, KeptTuning]]:
        """Return what is known here, by hash; what is not in form, or not for this many cores, is left out."""
        return self._database.submit(self._read)

    def keep(self, sha256: str, kept: KeptTuning) -> Future[None]:
        """Keep what was found in the place of what was known before."""

        def write() -> None:
            known = {key: value for key, value in self._read().items() if key != sha256}
            newest = dict([*known.items(), (sha256, kept)][-_MOST_KEPT:])
            stored = {key: asdict(value) for key, value in newest.items()}
            self._vault.settings.set(_KEY, {"processor": self._processor, "measure": _MEASURE, "tunings": stored})

        return self._database.submit(write)

    def _read(self) -> dict[str, KeptTuning]:
        return kept_in(self._vault, self._processor)


def kept_in(vault: Vault, processor: str) -> dict[str, KeptTuning]:
    """Return what is known for a processor, by hash. Blocks for one read."""
    match vault.settings.get(_KEY):
        case {"processor": str(name), "measure": int(measure), "tunings": dict(stored)}:
            read = {str(key): _kept(value) for key, value in stored.items()}
            is_of_here = (name, measure) == (processor, _MEASURE)
            return {key: value for key, value in read.items() if value is not None} if is_of_here else {}
    return {}


def _kept(stored: Any) -> KeptTuning | None:
    try:
        kept: KeptTuning = _check(stored)
    except ProtocolError:
        return None
    most = os.cpu_count() or 1
    can_be = 1 <= kept.tuning.decode_threads <= most and 1 <= kept.tuning.prompt_threads <= most
    return kept if can_be and min(kept.prompt_tokens_per_s, kept.reply_tokens_per_s) > 0 else None
