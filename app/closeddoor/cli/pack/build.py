"""`closed-door pack build`: one .cdpack file of an authored folder, the same bytes each time."""

import argparse
import hashlib
import json
from pathlib import Path

from closeddoor.cli.pack.authoring import told_to_the_author
from closeddoor.cli.pack.describing import identity, signer_as_json
from closeddoor.cli.pack.keys import OF_THE_FORMER_KEY, OF_THE_KEY, key_at
from closeddoor.cli.pack.writing import PUBLIC, refuse_existing, write_file
from closeddoor.domain.errors import KnownError
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_pack
from closeddoor.packs.build import build_archive
from closeddoor.packs.signing import Signer
from closeddoor.presenters.pack_words import named, signer_in_words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the authored folder")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="the .cdpack file to write")
    parser.add_argument("--key", type=Path, metavar="KEYFILE", help="sign with this key")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="open the key with the first line of FILE")
    about = "the key you signed with before: it names --key as its successor"
    parser.add_argument("--former-key", type=Path, metavar="KEYFILE", help=about)
    about = "open the former key with the first line of FILE"
    parser.add_argument("--former-passphrase-file", type=Path, metavar="FILE", help=about)
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
    parser.add_argument("--json", action="store_true", help="print what was built as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Check the folder first: what is refused asks for no passphrase and writes nothing."""
    if arguments.former_key and not arguments.key:
        happened = "A former key names a successor, and no --key was given."
        raise KnownError("key.no_successor", happened, "Nothing was built.")
    if not arguments.force:
        refuse_existing(arguments.out)
    with told_to_the_author("Nothing was built."):
        pack = read_pack(arguments.folder)
    archive, signer = _build(pack, arguments)
    write_file(arguments.out, archive, PUBLIC, replace=arguments.force)
    if arguments.json:
        print(json.dumps(_as_json(pack, archive, signer, arguments.out), ensure_ascii=False))
    else:
        print(f"{named(pack)}: {len(pack.files)} files, {len(archive):,} bytes in {arguments.out}")
        print(f"SHA-256 {hashlib.sha256(archive).hexdigest()}\n{signer_in_words(signer)}")
    return 0


def _build(pack: Pack, arguments: argparse.Namespace) -> tuple[bytes, Signer | None]:
    key = key_at(arguments.key, arguments.passphrase_file, OF_THE_KEY)
    former = key_at(arguments.former_key, arguments.former_passphrase_file, OF_THE_FORMER_KEY)
    archive = build_archive(pack, key, former)
    if key is None:
        return archive, None
    former_key = former.public_key().public_bytes_raw() if former else None
    return archive, Signer(key.public_key().public_bytes_raw(), former_key)


def _as_json(pack: Pack, archive: bytes, signer: Signer | None, path: Path) -> dict[str, object]:
    return {
        **identity(pack),
        "path": str(path),
        "files": len(pack.files),
        "archive_bytes": len(archive),
        "sha256": hashlib.sha256(archive).hexdigest(),
        "content_hash": pack.content_hash,
        **signer_as_json(signer),
    }
