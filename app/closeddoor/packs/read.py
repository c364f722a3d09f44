"""Reading a pack, from its folder or from the bytes of a .cdpack file, into one checked value."""

from collections.abc import Mapping
from pathlib import Path

from closeddoor.domain.scenario import Pack
from closeddoor.packs.archive import pack_up, unpack
from closeddoor.packs.contents import PackContents
from closeddoor.packs.errors import PackError, refusals_in
from closeddoor.packs.folder import read_folder
from closeddoor.packs.manifest import check_manifest, content_hash, write_manifest
from closeddoor.packs.names import MANIFEST, SIGNATURE
from closeddoor.packs.pack_file import parse_pack_info
from closeddoor.packs.scenario_folder import check_twins, read_scenario


def read_pack(folder: Path) -> Pack:
    """Read an authored folder; raises `PackError` for the first thing wrong."""
    return _assemble(read_folder(folder))


def read_archive(untrusted_archive: bytes) -> Pack:
    """Read the bytes of an unsigned .cdpack file, in memory only; raises `PackError`."""
    files = unpack(untrusted_archive)
    if SIGNATURE in files:
        raise PackError("signature.unknown", SIGNATURE, "this version cannot verify signed packs yet.")
    manifest = files.pop(MANIFEST, None)
    if manifest is None:
        raise PackError("manifest.missing", MANIFEST, "is missing.")
    pack = _assemble(files)
    check_manifest(manifest, pack.info, files)
    return pack


def archive_bytes(pack: Pack) -> bytes:
    """Return the pack as the bytes of a .cdpack file, the same each time, from which `read_archive` gives it back."""
    return pack_up({**pack.files, MANIFEST: write_manifest(pack.info, pack.files)})


def _assemble(files: Mapping[str, bytes]) -> Pack:
    contents = PackContents(files)
    table = contents.toml("pack.toml")
    with refusals_in("pack.toml"):
        info = parse_pack_info(table)
    licence_text = contents.text("LICENSE.txt")
    scenario_ids = contents.scenario_ids()
    if not scenario_ids:
        raise PackError("file.missing", "scenarios", "the pack holds no scenario.")
    scenarios = tuple(read_scenario(contents, scenario_id) for scenario_id in scenario_ids)
    check_twins(scenarios)
    foreword, guide = (_optional(contents, path) for path in ("foreword.md", "facilitator/guide.md"))
    contents.refuse_unused()
    return Pack(info, licence_text, scenarios, content_hash(files), foreword, guide, dict(files))


def _optional(contents: PackContents, path: str) -> str | None:
    return contents.markdown(path) if contents.has(path) else None
