"""Signed archives: whose signature it is, every way in which it can be wrong, and the same bytes each time."""

import base64
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.packs import PackError, archive_bytes, read_archive, read_signed_archive
from closeddoor.packs.archive import pack_up
from closeddoor.packs.build import build_archive
from closeddoor.packs.signature import parse_signature
from closeddoor.packs.signing import Signer, is_weak, verify_manifest
from tests.e2e.running import environment
from tests.packs.good_pack import Files
from tests.packs.signed_packs import KEY, OTHER, entries, letters, public, signed

IDENTITY = bytes([1, *bytes(31)])
"""The neutral point: with it as key and as first half of a signature, OpenSSL finds every message signed."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return signed(tmp_path_factory.mktemp("signed"))


def code_of(untrusted: bytes) -> str:
    with pytest.raises(PackError) as refused:
        read_archive(untrusted)
    return refused.value.code


def lines(*parts: bytes) -> bytes:
    return b"".join(base64.b64encode(part) + b"\n" for part in parts)


def test_a_signed_pack_is_the_unsigned_one_and_says_who_signed(archive: bytes, tmp_path: Path) -> None:
    pack = letters(tmp_path)
    assert read_signed_archive(archive) == (pack, Signer(public(KEY)))
    assert read_signed_archive(archive_bytes(pack)) == (pack, None)


def test_the_signature_is_that_of_the_contract(archive: bytes) -> None:
    """Read with nothing of ours: two lines, and the key signs the bytes of the manifest."""
    files = entries(archive)
    key, signature = (base64.b64decode(line, validate=True) for line in files["manifest.sig"].splitlines())
    Ed25519PublicKey.from_public_bytes(key).verify(signature, files["manifest.json"])
    assert key == public(KEY)


def test_a_change_of_key_is_signed_with_the_former_one(tmp_path: Path) -> None:
    changed = build_archive(letters(tmp_path), KEY, OTHER)
    assert read_signed_archive(changed)[1] == Signer(public(KEY), public(OTHER))
    *_, former, vouched = (base64.b64decode(line) for line in entries(changed)["manifest.sig"].splitlines())
    Ed25519PublicKey.from_public_bytes(former).verify(vouched, public(KEY))


Change = Callable[[Files], bytes]


def current(files: Files) -> tuple[bytes, bytes]:
    signature = parse_signature(files["manifest.sig"]).current
    return signature.public_key, signature.signature


def vouched_by_nobody(files: Files) -> bytes:
    """Return four lines of which the last is the former key's signature of something else."""
    return lines(*current(files), public(OTHER), OTHER.sign(b"another key"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda files: lines(public(OTHER), current(files)[1]), "signature.wrong"),
        (lambda files: lines(public(KEY), OTHER.sign(files["manifest.json"])), "signature.wrong"),
        (lambda files: lines(public(KEY), KEY.sign(files["manifest.json"] + b" ")), "signature.wrong"),
        (lambda _: lines(public(KEY), bytes(64)), "signature.wrong"),
        (lambda files: lines(b"\xff" * 32, current(files)[1]), "signature.wrong"),
        (vouched_by_nobody, "signature.wrong"),
        (lambda files: lines(*current(files), public(OTHER), OTHER.sign(files["manifest.json"])), "signature.wrong"),
        (lambda _: lines(IDENTITY, IDENTITY + bytes(32)), "signature.weak_key"),
        (lambda files: lines(*current(files), IDENTITY, IDENTITY + bytes(32)), "signature.weak_key"),
        (lambda _: b"", "signature.malformed"),
        (lambda _: lines(public(KEY)), "signature.malformed"),
        (lambda files: files["manifest.sig"][:-20], "signature.malformed"),
        (lambda files: files["manifest.sig"] + b"\n", "signature.malformed"),
        (lambda files: b"\n" + files["manifest.sig"], "signature.malformed"),
        (lambda files: lines(*current(files), public(OTHER)), "signature.malformed"),
        (lambda files: files["manifest.sig"] + lines(*current(files), *current(files)), "signature.malformed"),
        (lambda files: lines(*reversed(current(files))), "signature.malformed"),
        (lambda files: b" " + files["manifest.sig"], "signature.malformed"),
        (lambda files: files["manifest.sig"].replace(b"=", b""), "signature.malformed"),
        (lambda files: b"\xef\xbb\xbf" + files["manifest.sig"], "signature.malformed"),
        (lambda _: b"\xff" * 40, "signature.malformed"),
        (lambda files: files["manifest.sig"].replace(b"\n", b"\r"), "signature.malformed"),
    ],
)  # fmt: skip
def test_a_signature_that_is_not_right_is_refused_by_name(archive: bytes, change: Change, code: str) -> None:
    files = entries(archive)
    assert code_of(pack_up(files | {"manifest.sig": change(files)})) == code


def test_base64_has_one_spelling(archive: bytes) -> None:
    """The last letter before `=` holds bits that no byte needs: decoders drop them, so 4 texts mean one key."""
    files = entries(archive)
    first, rest = files["manifest.sig"].split(b"=", 1)
    letter = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = first[:-1] + bytes([letter[letter.index(first[-1:]) ^ 1]]) + b"="
    assert base64.b64decode(other, validate=True) == base64.b64decode(first + b"=", validate=True)
    assert code_of(pack_up(files | {"manifest.sig": other + rest})) == "signature.malformed"


@pytest.mark.parametrize("form", [lambda sig: sig.replace(b"\n", b"\r\n"), lambda sig: sig.removesuffix(b"\n")])
def test_line_ends_of_other_systems_are_read(archive: bytes, form: Callable[[bytes], bytes]) -> None:
    files = entries(archive)
    assert read_signed_archive(pack_up(files | {"manifest.sig": form(files["manifest.sig"])}))[1] == Signer(public(KEY))


def test_a_manifest_of_another_revision_does_not_fit_the_signature(archive: bytes, tmp_path: Path) -> None:
    swapped = entries(archive) | {"manifest.json": entries(signed(tmp_path, 8))["manifest.json"]}
    assert code_of(pack_up(swapped)) == "signature.wrong"


def test_manifest_and_signature_of_another_revision_do_not_fit_the_files(archive: bytes, tmp_path: Path) -> None:
    newer = entries(signed(tmp_path, 8))
    swapped = entries(archive) | {name: newer[name] for name in ("manifest.json", "manifest.sig")}
    assert code_of(pack_up(swapped)) == "manifest.malformed"


def test_a_file_changed_after_signing_is_refused(archive: bytes) -> None:
    assert code_of(pack_up(entries(archive) | {"foreword.md": b"Trust *me*.\n"})) == "manifest.files"


def test_a_signature_without_a_manifest_is_refused(archive: bytes) -> None:
    files = {name: content for name, content in entries(archive).items() if name != "manifest.json"}
    assert code_of(pack_up(files)) == "manifest.missing"


def test_openssl_takes_a_key_under_which_everybody_can_sign() -> None:
    """The control: what `signature.weak_key` refuses would be right for any manifest at all."""
    for message in (b"one manifest", b"another"):
        Ed25519PublicKey.from_public_bytes(IDENTITY).verify(IDENTITY + bytes(32), message)
        with pytest.raises(PackError, match="everybody can sign"):
            verify_manifest(message, lines(IDENTITY, IDENTITY + bytes(32)))
    assert is_weak(bytes([1, *bytes(30), 0x80]))
    assert not is_weak(public(KEY))


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    assert signed(tmp_path / "here") == signed(tmp_path / "there")


def test_an_archive_made_anywhere_has_these_very_bytes() -> None:
    """Kept from one version of the application and of zlib to the next; change it with the format only."""
    made = pack_up({"b/two.md": b"two\n" * 500, "one.md": b"one"}, stored=True)
    assert hashlib.sha256(made).hexdigest() == "714019d778be4f7d3ef3cb15a858c65708fb96d11d14e1a9966c5f9c6ec47232"


def test_what_is_built_does_not_depend_on_zlib_or_the_clock(archive: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.cdpack"
    path.write_bytes(archive)
    with zipfile.ZipFile(path) as packed:
        found = packed.infolist()
    assert {(entry.compress_type, entry.date_time) for entry in found} == {(zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))}
    assert [entry.filename for entry in found] == sorted(entry.filename for entry in found)


WATCHED = """
import sys
from pathlib import Path
from closeddoor.packs import PackError, read_signed_archive
archive = Path(sys.argv[1]).read_bytes()
read_signed_archive(archive)  # imports what is imported when it is needed
seen = []
sys.addaudithook(lambda event, given: seen.append(event) if event.startswith(("open", "os.", "shutil", "temp")) else 0)
for untrusted in (archive, archive[:-40], archive.replace(b"Read this", b"Read that")):
    try:
        read_signed_archive(untrusted)
        print("read")
    except PackError as refused:
        print(refused.code)
print(len(seen))
open(sys.argv[1]).close()
print(len(seen))
"""


def test_reading_opens_no_file_at_all(archive: bytes, tmp_path: Path) -> None:
    """Sound, cut off and changed; in the end a file is opened, which the watch has to see."""
    (tmp_path / "x.cdpack").write_bytes(archive)
    command = (sys.executable, "-c", WATCHED, str(tmp_path / "x.cdpack"))
    ended = subprocess.run(command, env=environment(tmp_path / "home"), capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["read", "archive.damaged", "archive.damaged", "0", "1"]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_flipped_bit_is_refused_or_changes_nothing(archive: bytes, data: st.DataObject) -> None:
    """What is read in spite of it, as a time that nobody looks at, is the same pack by the same signer."""
    spoilt = bytearray(archive)
    spoilt[data.draw(st.integers(0, len(archive) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with suppress(PackError):
        assert read_signed_archive(bytes(spoilt)) == read_signed_archive(archive)
