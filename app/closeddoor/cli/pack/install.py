"""`closed-door pack install`: take a .cdpack file into the vault, if its signature and its id allow it."""

import argparse
import json
from pathlib import Path

from closeddoor.cli.pack.describing import identity, signer_as_json
from closeddoor.cli.pack.opening import opened_vault
from closeddoor.cli.passphrase import add_passphrase_file
from closeddoor.cli.reading import read_bytes
from closeddoor.domain.errors import KnownError
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.presenters.pack_words import UNSIGNED, named
from closeddoor.profile import scenario_folder
from closeddoor.services.library import pack_folders, pack_ids
from closeddoor.services.packs import Choice, Offer, Outcome, examine, install


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path, metavar="FILE", help="a .cdpack file")
    about = "accept this key for the pack, also in place of another: its words, as pack show says them"
    parser.add_argument("--accept-key", metavar="WORDS", help=about)
    parser.add_argument("--accept-unsigned", action="store_true", help="take a pack that nobody signed")
    add_passphrase_file(parser)
    parser.add_argument("--json", action="store_true", help="print what was installed as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Install; a refused pack changes nothing, and most are refused before the passphrase is asked for."""
    if arguments.archive.is_dir():
        happened = f"{arguments.archive} is a folder; what is installed is a .cdpack file."
        raise KnownError("file.folder", happened, "Nothing was changed.", "Make one of it with pack build.")
    choice = Choice(arguments.accept_key, arguments.accept_unsigned)
    offer = examine(read_bytes(arguments.archive), pack_ids(pack_folders(scenario_folder())), choice)
    with opened_vault(arguments) as vault:
        outcome = install(vault, offer)
    print(json.dumps(_as_json(offer, outcome), ensure_ascii=False) if arguments.json else _in_words(offer, outcome))
    return 0


def _as_json(offer: Offer, outcome: Outcome) -> dict[str, object]:
    replaced = outcome.replaced.revision if outcome.replaced else None
    return {**identity(offer.pack), **signer_as_json(offer.signer), "key": outcome.key, "replaced_revision": replaced}


def _in_words(offer: Offer, outcome: Outcome) -> str:
    replaced = f", in place of revision {outcome.replaced.revision}" if outcome.replaced else ""
    return f"Installed {named(offer.pack)}{replaced}.\n{_key_in_words(outcome)}"


def _key_in_words(outcome: Outcome) -> str:
    key = outcome.claim.public_key
    if key is None:
        return UNSIGNED
    if outcome.key == "same":
        return f"Signed by the same key as before: {fingerprint(key)}"
    signed = f"Signed by: {fingerprint(key)}\n"
    if outcome.key == "changed":
        return f"{signed}The key of this id has changed; the former one no longer counts."
    return f"{signed}From now on this id belongs to that key. Compare the words with those that the author gives."
