"""What a pack is and who signed it, as JSON; the words are those of `presenters.pack_words`."""

import base64

from closeddoor.domain.scenario import Pack
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.packs.signing import Signer


def identity(pack: Pack) -> dict[str, object]:
    info = pack.info
    return {"pack": info.id, "version": info.version, "revision": info.revision, "title": info.title}


def key_as_json(public_key: bytes | None) -> dict[str, str] | None:
    """Return the key and its words; None for none."""
    if public_key is None:
        return None
    return {"public_key": base64.b64encode(public_key).decode(), "fingerprint": fingerprint(public_key)}


def signer_as_json(signer: Signer | None) -> dict[str, object]:
    """Return who signed, and the key that vouches for them."""
    former = signer.former_key if signer else None
    return {"signer": key_as_json(signer.public_key if signer else None), "former_key": key_as_json(former)}
