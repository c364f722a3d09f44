from pathlib import Path

import pytest

from closeddoor.cli.passphrase import read_passphrase
from closeddoor.domain.errors import KnownError


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [
        (b"four plain words here\n", b"four plain words here"),
        (b"first line\nsecond line\n", b"first line"),
        (b"written on Windows\r\n", b"written on Windows"),
        (b" blanks stay ", b" blanks stay "),
        (b"", b""),
    ],
)
def test_the_first_line_is_the_passphrase(tmp_path: Path, content: bytes, passphrase: bytes) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(content)
    read = read_passphrase(file)
    assert read is not None
    assert read.reveal() == passphrase
    assert "plain" not in repr(read)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be read: no such file"):
        read_passphrase(tmp_path / "nowhere")


def test_no_file_is_no_passphrase() -> None:
    assert read_passphrase(None) is None
