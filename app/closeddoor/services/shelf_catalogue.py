"""What lists say of packs, as the vault keeps it from one start to the next; and when that is believed.

Reading a pack takes a sixth of a second, what was written down of it a tenth of a millisecond. A row is believed only
under its seal: the bytes that the pack has now, the words of the row, and the version of the application that wrote it.
It saves reading, not checking: a pack is read whole, and checked, before a briefing of it opens.
"""

import json
from dataclasses import asdict
from datetime import date
from hashlib import blake2b
from typing import Any

from closeddoor import __version__
from closeddoor.domain.installed import CatalogueRow
from closeddoor.domain.scenario import Author, Erratum, PackInfo
from closeddoor.services.practice.steps import OWN_TITLES, BriefingStep
from closeddoor.services.shelf import ListedPack, ListedScenario

_FORM = 1
"""Raise it when the fields below change, or what they say of the same pack, within one version."""


def digest_of(content: bytes) -> bytes:
    """Return what tells these bytes of a pack from all others."""
    return blake2b(content, digest_size=32).digest()


def catalogue_row(pack: ListedPack, digest: bytes) -> CatalogueRow:
    """Return the row of a pack that was just read from bytes of this digest."""
    listed_json = json.dumps(asdict(pack), default=date.isoformat, ensure_ascii=False, separators=(",", ":"))
    return CatalogueRow(pack.content_hash, _seal(digest, listed_json), listed_json)


def believed(row: CatalogueRow | None, digest: bytes) -> ListedPack | None:
    """Return what a row says of the pack whose bytes have this digest; None when there is reason to read the pack."""
    if row is None or row.seal != _seal(digest, row.listed_json):
        return None
    try:
        pack = _pack(json.loads(row.listed_json))
    except (ValueError, TypeError, KeyError):
        return None
    return pack if pack.content_hash == row.content_hash else None


def _seal(digest: bytes, listed_json: str) -> bytes:
    written_by = f"{_FORM} {__version__}\n".encode()
    return blake2b(written_by + digest + listed_json.encode(), digest_size=32).digest()


def _pack(data: dict[str, Any]) -> ListedPack:
    """Put together what `asdict` took apart; JSON has neither tuples nor dates."""
    info = data["info"]
    info["authors"] = tuple(Author(**author) for author in info["authors"])
    info["errata"] = tuple(Erratum(**erratum) for erratum in info["errata"])
    for day in ("facts_as_of", "review_due"):
        info[day] = date.fromisoformat(info[day])
    return ListedPack(PackInfo(**info), tuple(map(_scenario, data["scenarios"])), data["content_hash"])


def _scenario(data: dict[str, Any]) -> ListedScenario:
    data["roles"] = tuple(data["roles"])
    data["steps"] = tuple(_step(**step) for step in data["steps"])
    return ListedScenario(**data)


def _step(id: str, title: str, minutes: int, sitting: int) -> BriefingStep:  # noqa: A002 - as the field is called
    """Return a step; those of our own are named in today's language."""
    return BriefingStep(id, OWN_TITLES.get(id, title), minutes, sitting)
