"""kill -9 while somebody types without a rest: at most the last two seconds are lost."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.services.practice import Briefing, PracticeService
from tests.fakes.inference import FakeEmbedder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.briefing.seven import seven_files
from tests.services.practice_bench import letter_pack
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

ROOT = Path(__file__).parents[3]
MOST_LOST_S = 2.0
TYPED_KEYS = 70
"""At 40 ms each, so that what is kept cannot be what was typed at a rest."""


@pytest.mark.parametrize("step", ["reply", "call"])
def test_what_is_typed_without_a_rest_is_there_after_a_kill(tmp_path: Path, step: str) -> None:
    cheap_folder(tmp_path / "vault").create(PASSPHRASE)[0].close()
    typed, killed_at = type_and_kill(tmp_path, step)
    owed = max(number for when, number in typed if when <= killed_at - MOST_LOST_S)
    briefing = reopened(tmp_path)
    (note,) = briefing.margin_notes
    assert kept_of(briefing, step) >= owed > 0
    assert int(note.text.removeprefix("note ")) >= owed


def type_and_kill(folder: Path, step: str) -> tuple[list[tuple[float, int]], float]:
    """Return when which key was pressed, and when the kill came; both on the clock that all processes share."""
    command = [sys.executable, "-m", "tests.presenters.briefing.typing_writer", str(folder), step]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(TYPED_KEYS)]
        killed_at = time.monotonic()
        child.kill()
    assert all(lines), "the writer did not type"
    return [(float(when), int(number)) for when, number in (line.split() for line in lines)], killed_at


def reopened(folder: Path) -> Briefing:
    vault, dispatcher = cheap_folder(folder / "vault").unlock_with_passphrase(PASSPHRASE), QueueDispatcher()
    pack = letter_pack(folder / "again", seven_files())
    practice = PracticeService(vault, InlineExecutor(), EmbeddedGrader(FakeEmbedder()), dispatcher)
    briefing = practice.open(pack, pack.scenarios[0]).result(0)
    vault.close()
    return briefing


def kept_of(briefing: Briefing, step: str) -> int:
    memo, question = briefing.answers.get("reply", {}).get("text", "0"), briefing.unasked.get("call", "0")
    return int(memo if step == "reply" else question)
