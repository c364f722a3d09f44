"""Building a .cdpack file from a checked pack: the same input gives the same bytes on every machine.

Entries are sorted, without times, and stored: what deflating makes of them differs from one zlib to the next. Ed25519
signatures are deterministic too.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from closeddoor.domain.scenario import Pack
from closeddoor.packs.archive import pack_up
from closeddoor.packs.manifest import write_manifest
from closeddoor.packs.names import MANIFEST, SIGNATURE
from closeddoor.packs.read import read_signed_archive
from closeddoor.packs.signing import sign_manifest


def build_archive(pack: Pack, key: Ed25519PrivateKey | None = None, former: Ed25519PrivateKey | None = None) -> bytes:
    """Return the archive, signed when there is a key; with `former`, that key names `key` as its successor.

    What was built is read back before it is handed out; raises `PackError` for a pack that fits no archive.
    """
    manifest = write_manifest(pack.info, pack.files)
    files = {**pack.files, MANIFEST: manifest}
    if key is not None:
        files[SIGNATURE] = sign_manifest(manifest, key, former)
    archive = pack_up(files, stored=True)
    read_signed_archive(archive)
    return archive
