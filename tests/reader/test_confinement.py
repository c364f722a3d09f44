"""The reader cannot get out, whatever a document makes it do; without its confinement, the same attempts succeed."""

import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.wire.framing import FrameDecoder
from closeddoor.wire.reading import MOST_FRAME_BYTES, Confined, FromReader, Text, decode

PROGRAM = Path(__file__).parent / "probing_reader.py"


def said(mode: str, folder: Path) -> list[FromReader]:
    (folder / "private").write_text("private")
    document = folder / "document"
    document.write_text(str(folder))
    with document.open("rb") as source:
        done = subprocess.run((sys.executable, str(PROGRAM), mode), stdin=source, capture_output=True, check=True)
    return [decode(payload) for payload in FrameDecoder(MOST_FRAME_BYTES).feed(done.stdout)]


def results(messages: list[FromReader]) -> dict[str, str]:
    lines = "".join(each.text for each in messages if isinstance(each, Text)).splitlines()
    return dict(line.split(": ", 1) for line in lines)


@pytest.mark.skipif(sys.platform != "linux", reason="enforced on Linux")
def test_the_reader_can_reach_nothing(tmp_path: Path) -> None:
    messages = said("confined", tmp_path)
    (confined,) = (each for each in messages if isinstance(each, Confined))
    assert confined.enforced.seccomp
    found = results(messages)
    assert found.pop("network modules") == "none"
    assert found.pop("write to the document") == "EBADF"
    assert set(found.values()) <= {"EPERM", "EACCES"}
    assert not (tmp_path / "written").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="enforced on Linux")
def test_the_control_without_confinement_reaches_all_of_it(tmp_path: Path) -> None:
    found = results(said("free", tmp_path))
    for name in ("network modules", "write to the document", "raise its memory limit"):
        del found[name]
    assert set(found.values()) == {"done"}
