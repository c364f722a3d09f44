"""What `pack show` prints: a pack that was read, who signed it, and whether they are known here."""

import argparse
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from closeddoor.cli.pack.describing import identity, signer_as_json
from closeddoor.cli.pack.opening import has_vault, opened_vault
from closeddoor.domain.scenario import Pack
from closeddoor.packs.signing import Signer
from closeddoor.presenters.pack_words import STANDINGS, authors_of, is_overdue, named, signer_in_words
from closeddoor.profile import scenario_folder
from closeddoor.services.library import pack_folders, pack_ids
from closeddoor.services.packs import Standing, standing

_NOT_LOOKED_UP = "Whether its key is known here was not looked up: that takes your passphrase (--passphrase-file)."


@dataclass(frozen=True)
class Shown:
    """`archive_bytes` is None for a folder."""

    pack: Pack
    signer: Signer | None
    archive_bytes: int | None

    def print(self, arguments: argparse.Namespace) -> None:
        found = _standing(arguments, self.pack, self.signer)
        if arguments.json:
            as_json = _as_json(self.pack, self.archive_bytes) | signer_as_json(self.signer) | {"known": found}
            print(json.dumps(as_json, ensure_ascii=False))
        else:
            known = STANDINGS[found] if found else _NOT_LOOKED_UP
            print("\n".join([*_in_words(self.pack, self.archive_bytes), signer_in_words(self.signer), known]))


def _standing(arguments: argparse.Namespace, pack: Pack, signer: Signer | None) -> Standing | None:
    """Return what is known of the pack's id; None when that would take the vault, and no passphrase was given."""
    if pack.info.id in pack_ids(pack_folders(scenario_folder())):
        return "built_in"
    if arguments.passphrase_file is None:
        return None
    if not has_vault(arguments):
        return "new"
    with opened_vault(arguments) as vault:
        return standing(signer, vault.installed.claim(pack.info.id))


def _as_json(pack: Pack, archive_bytes: int | None) -> dict[str, object]:
    info = pack.info
    return {
        **identity(pack),
        "summary": info.summary,
        "language": info.language,
        "licence": info.licence,
        "authors": [{"name": author.name, "role": author.role} for author in info.authors],
        "facts_as_of": info.facts_as_of.isoformat(),
        "review_due": info.review_due.isoformat(),
        "is_review_overdue": is_overdue(info, _today()),
        "scenarios": [
            {
                "id": each.id,
                "title": each.title,
                "module": each.module,
                "minutes": each.minutes,
                "tasks": len(each.tasks),
            }
            for each in pack.scenarios
        ],
        "files": len(pack.files),
        "unpacked_bytes": _unpacked_bytes(pack),
        "archive_bytes": archive_bytes,
        "content_hash": pack.content_hash,
    }


def _in_words(pack: Pack, archive_bytes: int | None) -> list[str]:
    info = pack.info
    overdue = ", which is past" if is_overdue(info, _today()) else ""
    packed = "" if archive_bytes is None else f", {archive_bytes:,} as an archive"
    return [
        named(pack),
        info.summary,
        f"By {authors_of(info)}; {info.licence}; {info.language}",
        f"Facts as of {info.facts_as_of.isoformat()}; review due {info.review_due.isoformat()}{overdue}",
        *(f"  {each.id}: {each.title} ({each.minutes} minutes, {len(each.tasks)} tasks)" for each in pack.scenarios),
        f"{len(pack.files)} files, {_unpacked_bytes(pack):,} bytes{packed}",
    ]


def _unpacked_bytes(pack: Pack) -> int:
    return sum(map(len, pack.files.values()))


def _today() -> date:
    return datetime.now(tz=UTC).date()
