"""Archives made to do harm, or damaged on their way, are refused with a code, and never with anything else."""

import io
import json
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.packs import PackError, archive_bytes, read_archive, read_pack
from closeddoor.packs.archive import pack_up, unpack
from tests.packs.good_pack import Files, good_files, write_files


@pytest.fixture(scope="module")
def good_archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return archive_bytes(read_pack(write_files(tmp_path_factory.mktemp("pack"), good_files())))


def entries(archive: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def code_of(archive: bytes) -> str:
    with pytest.raises(PackError) as refused:
        read_archive(archive)
    return refused.value.code


def with_entry(files: Files, info: zipfile.ZipInfo, content: bytes = b"text") -> bytes:
    buffer = io.BytesIO(pack_up(files))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(info, content)
    return buffer.getvalue()


def entry(name: str, *, mode: int = stat.S_IFREG | 0o644, method: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.compress_type = method
    return info


@pytest.mark.parametrize(
    ("info", "content", "code"),
    [
        (entry("../out.md"), b"text", "name.malformed"),
        (entry("/etc/out.md"), b"text", "name.malformed"),
        (entry("C:/out.md"), b"text", "name.malformed"),
        (entry("a\\out.md"), b"text", "name.malformed"),
        (entry("a//out.md"), b"text", "name.malformed"),
        (entry("folder/"), b"", "archive.directory"),
        (entry("link.md", mode=stat.S_IFLNK | 0o777), b"pack.toml", "archive.symlink"),
        (entry("pipe.md", mode=stat.S_IFIFO | 0o644), b"", "archive.special"),
        (entry("packed.md", method=zipfile.ZIP_BZIP2), b"text", "archive.method"),
        (entry("PACK.toml"), b"text", "name.collision"),
        (entry("pack.toml/inner.md"), b"text", "name.collision"),
        (entry("bomb.txt", method=zipfile.ZIP_DEFLATED), b"0" * 1_000_000, "archive.ratio"),
        (entry("large.txt"), b"0" * (8 * 1024 * 1024 + 1), "archive.file_size"),
        (entry("inner.cdpack"), b"PK\x03\x04", "archive.nested"),
        (entry("manifest.sig"), b"x\ny\n", "signature.malformed"),
    ],
    ids=lambda value: value.filename if isinstance(value, zipfile.ZipInfo) else "",
)
def test_one_wrong_entry(good_archive: bytes, info: zipfile.ZipInfo, content: bytes, code: str) -> None:
    assert code_of(with_entry(entries(good_archive), info, content)) == code


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_an_entry_twice_is_refused(good_archive: bytes) -> None:
    assert code_of(with_entry(entries(good_archive), entry("LICENSE.txt"))) == "name.collision"


def test_an_encrypted_entry_is_refused(good_archive: bytes) -> None:
    archive = bytearray(good_archive)
    archive[archive.rindex(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(archive)) == "archive.encrypted"


def manifest_with(**changes: object) -> Callable[[Files], Files]:
    def changed(files: Files) -> Files:
        manifest = json.loads(files["manifest.json"]) | changes
        return files | {"manifest.json": json.dumps(manifest).encode()}

    return changed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (manifest_with(version="1.2.1"), "manifest.malformed"),
        (manifest_with(revision=True), "manifest.malformed"),
        (manifest_with(extra=1), "manifest.malformed"),
        (manifest_with(files={}), "manifest.files"),
        (manifest_with(files=[]), "manifest.files"),
        (lambda files: files | {"manifest.json": b"[" * 10_000}, "manifest.malformed"),
        (lambda files: files | {"foreword.md": b"Another."}, "manifest.files"),
        (lambda files: {path: files[path] for path in files if path != "foreword.md"}, "manifest.files"),
        (lambda files: {path: files[path] for path in files if path != "manifest.json"}, "manifest.missing"),
    ],
)
def test_a_manifest_says_exactly_what_is_there(
    good_archive: bytes, change: Callable[[Files], Files], code: str
) -> None:
    assert code_of(pack_up(change(entries(good_archive)))) == code


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_damaged_archive_is_refused_or_read_the_same(good_archive: bytes, data: st.DataObject) -> None:
    archive = bytearray(good_archive)
    if data.draw(st.booleans()):
        del archive[data.draw(st.integers(0, len(archive) - 1)) :]
    else:
        archive[data.draw(st.integers(0, len(archive) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(PackError):
        assert read_archive(bytes(archive)) == read_archive(good_archive)


def test_a_file_that_deflates_too_well_is_stored_instead(tmp_path: Path) -> None:
    files = good_files()
    files["LICENSE.txt"] = b"=" * 100_000
    pack = read_pack(write_files(tmp_path, files))
    assert read_archive(archive_bytes(pack)) == pack


_ENTRY = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"


_PLAIN = (0, 0)
_LOOKS_LIKE_AN_END = struct.unpack("<2H", b"PK\x05\x06")
"""Numbers of disks, which `zipfile` does not look at, that make a search from the end find no whole record."""


@pytest.mark.parametrize("declared", [1, 60_000])
@pytest.mark.parametrize(("disks", "comment"), [(_PLAIN, b""), (_PLAIN, b"a comment"), (_LOOKS_LIKE_AN_END, b"")])
def test_a_directory_of_very_many_entries_is_refused_at_once(
    declared: int, disks: tuple[int, int], comment: bytes
) -> None:
    directory = _ENTRY * 1_200_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", *disks, declared, declared, len(directory), 0, len(comment))
    begun_s = time.process_time()
    assert code_of(directory + end + comment) == "archive.entries"
    assert time.process_time() - begun_s < 1.0


def test_a_directory_that_declares_one_entry_and_holds_3000_is_refused() -> None:
    directory = _ENTRY * 3_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)
    assert code_of(directory + end) == "archive.entries"


def test_the_form_for_more_entries_than_any_pack_has_is_refused(good_archive: bytes) -> None:
    end = len(good_archive) - 22
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    assert code_of(good_archive[:end] + locator + good_archive[end:]) == "archive.entries"


def test_as_many_files_as_a_pack_may_have_are_not_too_many_entries(good_archive: bytes) -> None:
    files = entries(good_archive)
    most = files | {f"{'d' * 60}/{'e' * 60}/{index}.md": b"x" for index in range(2_000 - len(files))}
    assert code_of(pack_up(most)) == "file.unlisted"
    assert code_of(pack_up(most | {"one-more.md": b"x"})) == "archive.entries"


def test_an_archive_with_a_comment_is_read(good_archive: bytes) -> None:
    commented = good_archive[:-2] + struct.pack("<H", 9) + b"a comment"
    assert read_archive(commented) == read_archive(good_archive)


def test_64_mib_of_files_are_no_more_than_64_mib_because_their_names_are_packed_with_them() -> None:
    whole = bytes(8 * 2**20)
    assert len(unpack(pack_up({f"{number}.txt": whole for number in range(8)}, stored=True))) == 8
    with pytest.raises(PackError) as refused:
        unpack(pack_up({f"{number}.txt": whole for number in range(8)} | {"9.txt": b"x"}, stored=True))
    assert refused.value.code == "archive.size"
