"""Reading a pack, from its folder or from the bytes of a .cdpack file, into one checked value."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from closeddoor.domain.scenario import Pack, PackInfo, Scenario
from closeddoor.packs.contents import PackContents
from closeddoor.packs.errors import PackError
from closeddoor.packs.folder import read_folder
from closeddoor.packs.names import IMAGE_TYPES, MANIFEST, SIGNATURE
from closeddoor.packs.pack_file import parse_pack_info
from closeddoor.packs.scenario_folder import check_twins, read_tables, read_texts

if TYPE_CHECKING:
    from closeddoor.packs.signing import Signer

_OPTIONAL = ("foreword.md", "facilitator/guide.md")


def read_pack(folder: Path) -> Pack:
    """Read an authored folder; raises `PackError` for the first thing wrong."""
    return _assemble(read_folder(folder))


def read_files(files: Mapping[str, bytes]) -> Pack:
    """Read a pack that is in memory, as the files of an authored folder by their paths; raises `PackError`."""
    return _assemble(files)


def faults_of(files: Mapping[str, bytes], first: PackError) -> tuple[PackError, ...]:
    """Return all that is wrong with a pack that was refused for `first`, in the order of its files and their lines.

    A fault that may only follow from another is left out: it is told when that one is mended, if it is still there.
    """
    found: list[PackError] = []
    contents = PackContents(files, found)
    try:
        _look_at_all(contents)
    except PackError as dense:
        found.append(dense)
    if all((each.file, each.where) != (first.file, first.where) for each in found):
        found.append(first)
    return tuple(sorted(found, key=contents.order))


def _look_at_all(contents: PackContents) -> None:
    with contents.apart():
        _pack_info(contents)
    with contents.apart():
        contents.text("LICENSE.txt")
    for scenario_id in contents.scenario_ids():
        _look_at_scenario(contents, scenario_id)
    for path in filter(contents.has, _OPTIONAL):
        with contents.apart():
            contents.markdown(path)
    if contents.is_sound:  # else a text that was not read may need the file
        contents.refuse_unused()


def _look_at_scenario(contents: PackContents, scenario_id: str) -> None:
    scenario = None
    with contents.apart():
        scenario = read_tables(contents, scenario_id)
    if scenario is not None:
        with contents.apart():
            read_texts(contents, scenario)
        return
    texts = contents.texts_in(f"scenarios/{scenario_id}")
    for path in texts:
        with contents.apart():
            contents.markers(path)
            contents.document(path, texts)


def folder_hash(folder: Path) -> str:
    """Return the content hash of an authored folder as it lies there, which says nothing of whether it is sound."""
    from closeddoor.packs.manifest import content_hash  # noqa: PLC0415 - as below

    return content_hash(read_folder(folder))


def read_archive(untrusted_archive: bytes) -> Pack:
    """Read the bytes of a .cdpack file, in memory only; raises `PackError`, for a signature that is wrong too."""
    return read_signed_archive(untrusted_archive)[0]


def read_signed_archive(untrusted_archive: bytes) -> "tuple[Pack, Signer | None]":
    """Read as `read_archive`; return also who signed it, None when nobody did. Whether to trust them is not asked."""
    from closeddoor.packs.archive import unpack  # noqa: PLC0415 - 7 ms that a folder does not take

    files = unpack(untrusted_archive)
    signature = files.pop(SIGNATURE, None)
    manifest = files.pop(MANIFEST, None)
    if manifest is None:
        raise PackError("manifest.missing", MANIFEST, "is missing.")
    signer = _signer(manifest, signature) if signature is not None else None
    return _assemble(files, manifest), signer


def _signer(manifest: bytes, untrusted_signature: bytes) -> "Signer":
    from closeddoor.packs.signing import verify_manifest  # noqa: PLC0415 - 40 ms that an unsigned pack does not take

    return verify_manifest(manifest, untrusted_signature)


def read_pack_info(pack_toml: bytes) -> PackInfo:
    """Read pack.toml alone; raises `PackError`."""
    return _pack_info(PackContents({"pack.toml": pack_toml}))


def archive_bytes(pack: Pack) -> bytes:
    """Return the pack as the bytes of a .cdpack file, the same each time, from which `read_archive` gives it back."""
    from closeddoor.packs.archive import pack_up  # noqa: PLC0415 - as above
    from closeddoor.packs.manifest import write_manifest  # noqa: PLC0415 - as above

    return pack_up({**pack.files, MANIFEST: write_manifest(pack.info, pack.files)})


def _assemble(files: Mapping[str, bytes], manifest: bytes | None = None) -> Pack:
    """Read what takes little time first: a pack is refused before its Markdown, the slowest part, is parsed."""
    contents = PackContents(files)
    info = _pack_info(contents)
    licence_text = contents.text("LICENSE.txt")
    scenarios = _tables(contents)
    contents.refuse_unused(but=(*IMAGE_TYPES, *_OPTIONAL))
    if manifest is not None:
        from closeddoor.packs.manifest import check_manifest  # noqa: PLC0415 - as above

        check_manifest(manifest, info, files)
    scenarios = tuple(read_texts(contents, scenario) for scenario in scenarios)
    foreword, guide = (contents.markdown(path) if contents.has(path) else None for path in _OPTIONAL)
    contents.refuse_unused()
    from closeddoor.packs.manifest import content_hash  # noqa: PLC0415 - 8 ms that no refusal waits for

    return Pack(info, licence_text, scenarios, content_hash(files), foreword, guide, dict(files))


def _tables(contents: PackContents) -> tuple[Scenario, ...]:
    scenario_ids = contents.scenario_ids()
    if not scenario_ids:
        raise PackError("file.missing", "scenarios", "the pack holds no scenario.")
    scenarios = tuple(read_tables(contents, scenario_id) for scenario_id in scenario_ids)
    check_twins(scenarios)
    return scenarios


def _pack_info(contents: PackContents) -> PackInfo:
    return contents.table("pack.toml", parse_pack_info)
