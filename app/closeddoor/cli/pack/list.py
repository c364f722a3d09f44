"""`closed-door pack list`: the packs in the vault."""

import argparse
import json
from datetime import UTC, datetime

from closeddoor.cli.pack.describing import key_as_json
from closeddoor.cli.pack.opening import has_vault, opened_vault
from closeddoor.cli.passphrase import add_passphrase_file
from closeddoor.domain.installed import InstalledPack
from closeddoor.packs.fingerprint import fingerprint


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_passphrase_file(parser)
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Print what is installed beside the built-in packs; where there is no vault yet, none is made."""
    installed = _installed(arguments)
    if arguments.json:
        print(json.dumps({"packs": [_as_json(pack) for pack in installed]}, ensure_ascii=False))
    else:
        print("\n".join(map(_in_words, installed)) or "No packs are installed beside those that come with it.")
    return 0


def _installed(arguments: argparse.Namespace) -> tuple[InstalledPack, ...]:
    if not has_vault(arguments):
        return ()
    with opened_vault(arguments) as vault:
        return vault.installed.list()


def _as_json(pack: InstalledPack) -> dict[str, object]:
    return {
        "pack": pack.pack_id,
        "version": pack.version,
        "revision": pack.revision,
        "title": pack.title,
        "content_hash": pack.content_hash,
        "signer": key_as_json(pack.public_key),
        "installed_at": _installed_at(pack).isoformat(),
    }


def _in_words(pack: InstalledPack) -> str:
    signed = f"signed by {fingerprint(pack.public_key)}" if pack.public_key else "unsigned"
    on = _installed_at(pack).date().isoformat()
    return f"{pack.pack_id}: {pack.title} {pack.version}, revision {pack.revision}, installed on {on}, {signed}"


def _installed_at(pack: InstalledPack) -> datetime:
    return datetime.fromtimestamp(pack.installed_at_ms / 1000, tz=UTC)
