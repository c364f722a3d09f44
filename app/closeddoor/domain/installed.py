"""Packs that the user installed, and what is remembered of every pack's id, also after the pack was removed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InstalledPack:
    """A pack in the vault: `content_hash` finds its bytes; `public_key` (32 bytes) is None for an unsigned one."""

    pack_id: str
    title: str
    version: str
    revision: int
    content_hash: str
    public_key: bytes | None
    installed_at_ms: int


@dataclass(frozen=True)
class Claim:
    """Whose an id is, and the highest revision seen under it. `public_key` is None as long as nobody signed."""

    pack_id: str
    public_key: bytes | None
    revision: int
    content_hash: str


@dataclass(frozen=True)
class CatalogueRow:
    """What lists say of a pack, as JSON; `seal` (32 bytes) tells whether it is still believed."""

    content_hash: str
    seal: bytes
    listed_json: str
