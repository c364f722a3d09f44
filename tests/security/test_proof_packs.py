"""What the row about malformed packs counts as a write, seen in a process that writes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packs.full_pack import full_files
from tests.security.proof.rows import refused_packs
from tests.security.proof.rows.malformed_packs import malformed_packs

STRACE = ("strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={refused_packs._WRITING}", "-o")


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize(
    ("done", "writes"),
    [
        ("open(sys.argv[1] + '/new', 'w')", 1),
        ("os.mkdir(sys.argv[1] + '/folder')", 1),
        ("os.symlink('/', sys.argv[1] + '/link'), os.rename(sys.argv[1] + '/link', sys.argv[1] + '/other')", 2),
        ("open('/dev/null', 'w'), open(sys.executable, 'rb').read(9)", 0),
    ],
)
def test_each_write_of_a_process_is_counted_and_nothing_else(tmp_path: Path, done: str, writes: int) -> None:
    trace = tmp_path / "trace"
    program = f"import os, sys; {done}"
    subprocess.run([*STRACE, str(trace), sys.executable, "-I", "-B", "-c", program, str(tmp_path)], check=True)
    assert refused_packs._writes_in(trace) == writes


def test_packs_are_malformed_in_at_least_300_places_by_each_way_of_the_format() -> None:
    packs = malformed_packs(full_files())
    assert len({pack.archive for pack in packs}) == len(packs) >= 300
    assert len({pack.code for pack in packs}) >= 12
