"""Names written to harm whoever reads the refusal: shown short and escaped, at once and in little memory."""

import json
import time
import tracemalloc
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from closeddoor.packs import PackError, archive_bytes, read_archive, read_pack
from closeddoor.packs.toml import decode_toml
from tests.packs.good_pack import PACK, good_files, write_files

EVIL = "\u202eevil\x07" + "x" * 20_000
SHOWN = "\\u202eevil\\x07xxx"


def refusal_of(archive: bytes) -> PackError:
    with pytest.raises(PackError) as refused:
        read_archive(archive)
    return refused.value


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def test_a_key_made_to_harm_is_shown_short_and_escaped(tmp_path: Path) -> None:
    files = good_files() | {"pack.toml": f"{json.dumps(EVIL)} = 1\n{PACK}".encode()}
    with pytest.raises(PackError) as refused:
        read_pack(write_files(tmp_path, files))
    assert refused.value.code == "field.unknown"
    assert refused.value.where.startswith(SHOWN)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    ("name", "code"),
    [(f"{EVIL}/", "archive.directory"), (f"{EVIL}.md", "name.malformed"), (f"{EVIL}{'/d' * 20}", "name.nesting")],
)
def test_the_name_of_an_entry_is_shown_short_and_escaped(name: str, code: str) -> None:
    error = refusal_of(zipped({name: b""}))
    assert error.code == code
    assert SHOWN in error.file
    assert len(str(error)) < 400


def test_a_name_in_the_manifest_is_shown_short_and_escaped(tmp_path: Path) -> None:
    good = archive_bytes(read_pack(write_files(tmp_path, good_files())))
    with zipfile.ZipFile(BytesIO(good)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    manifest["files"][f" {EVIL}"] = ""
    error = refusal_of(zipped(files | {"manifest.json": json.dumps(manifest).encode()}))
    assert error.code == "manifest.files"
    assert SHOWN in error.problem
    assert len(str(error)) < 400


@pytest.mark.parametrize("end", ["]\n", ""], ids=["in a line", "at the end"])
def test_a_key_that_stands_twice_is_quoted_short(end: str) -> None:
    key = "x" * 20_000
    with pytest.raises(PackError) as refused:
        decode_toml("pack.toml", f"[{key}]\n[{key}{end}")
    assert (refused.value.code, refused.value.where) == ("toml.syntax", "line 2")
    assert len(str(refused.value)) < 400


def test_a_key_of_blanks_that_stands_twice_is_refused_at_once() -> None:
    key = f'"{" " * 60_000}"'
    begun_s = time.process_time()
    with pytest.raises(PackError) as refused:
        decode_toml("pack.toml", f"[{key}]\n[{key}]\n")
    assert (refused.value.code, refused.value.where) == ("toml.syntax", "line 2")
    assert time.process_time() - begun_s < 1.0


def test_long_keys_over_a_long_list_take_little_memory() -> None:
    keys = ".".join(["x" * 1_000] * 30)
    tracemalloc.start()
    with pytest.raises(PackError) as refused:
        decode_toml("pack.toml", f"{keys} = [inf{', 1' * 20_000}]")
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (refused.value.code, refused.value.where[-5:]) == ("toml.number", "x…[0]")
    assert len(refused.value.where) < 30 * 100
    assert peak_bytes < 50_000_000


def test_folders_nested_deep_are_refused_by_name_before_python_runs_out_of_calls(tmp_path: Path) -> None:
    good = write_files(tmp_path, good_files())
    read_pack(good)
    (good / "/".join(["d"] * 40)).mkdir(parents=True)
    with pytest.raises(PackError) as refused:
        read_pack(good)
    assert refused.value.code == "name.nesting"
