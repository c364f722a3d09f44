"""kill -9 of the whole application at random moments of a briefing: nothing that was acknowledged is lost."""

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.packs import read_pack
from closeddoor.profile import scenario_folder
from closeddoor.services.practice import SELF_SCORE, Briefing, PracticeService
from closeddoor.vault.vault import Vault
from tests.e2e.running import first_line, show, started
from tests.fakes.inference import FakeEmbedder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

pytestmark = pytest.mark.timeout(400)

TRIALS = int(os.environ.get("APPLICATION_KILL_TRIALS", "20"))
MOST_LINES = 18
LONGEST_REST_S = 0.25
LONGEST_LIFE_S = 10.0
"""After this it is killed in any case."""

SEED = 2
STAGES = ("read", "work", "self_score", "debrief", "finished")


class Account:
    """What the children said: for each attempt and subject, which values the vault may hold now."""

    def __init__(self) -> None:
        self.acknowledged = 0
        self._possible: dict[tuple[int, str], list[Any]] = {}

    def take(self, line: str) -> None:
        said, attempt_id, subject, value = json.loads(line)
        if said == "will":
            self._possible.setdefault((attempt_id, subject), [None]).append(value)
        else:
            self.acknowledged += 1
            values = self._possible[attempt_id, subject]
            del values[: values.index(value)]

    def possible(self, attempt_id: int, subject: str) -> list[Any]:
        """Return the last acknowledged value and what was being kept after it; None: it may be missing."""
        return self._possible[attempt_id, subject]

    def subjects(self) -> Iterator[tuple[int, str]]:
        yield from self._possible


def test_no_acknowledged_answer_is_lost(tmp_path: Path) -> None:
    show(f"seed {SEED}, {TRIALS} trials")
    moments = random.Random(SEED)  # noqa: S311 -- moments that repeat
    folder = tmp_path / "profile" / "vault"
    folder.parent.mkdir()
    cheap_folder(folder).create(PASSPHRASE)[0].close()
    account, places = Account(), set()
    for _ in range(TRIALS):
        for line in lines_until_killed(folder, tmp_path / "home", moments):
            account.take(line)
        vault = cheap_folder(folder).unlock_with_passphrase(PASSPHRASE)
        assert vault.notices == ()
        assert vault.check_integrity() == ()
        check(vault, account)
        places.add(reopen(vault).opens_at)
        vault.close()
    show(f"{account.acknowledged} acknowledged, reopened at {sorted(places)}")
    assert account.acknowledged > 2 * TRIALS
    assert len(places) > 2
    see_that_a_loss_is_noticed(cheap_folder(folder).unlock_with_passphrase(PASSPHRASE), account)


def lines_until_killed(folder: Path, home: Path, moments: random.Random) -> list[str]:
    """Return what was said until the kill, which falls anywhere in what follows some of it; whole lines only."""
    with started("-m", "tests.e2e.endless_participant", str(folder), home=home) as child:
        first = first_line(child)
        assert first.startswith('["begun"'), first
        latest = Timer(LONGEST_LIFE_S, child.kill)
        latest.start()
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(moments.randrange(MOST_LINES))]
        time.sleep(moments.uniform(0, LONGEST_REST_S))
        latest.cancel()
        child.kill()
        said, errors = child.communicate()
    assert (errors, child.returncode) == ("", -signal.SIGKILL)
    return [line for line in [*lines, *said.splitlines(keepends=True)] if line.endswith("\n")]


def check(vault: Vault, account: Account) -> None:
    for attempt_id, subject in account.subjects():
        attempt = vault.attempts.get(attempt_id)
        assert attempt is not None
        possible = account.possible(attempt_id, subject)
        if subject == "stage":
            least = min(STAGES.index(value or "read") for value in possible)
            assert STAGES.index("finished" if attempt.finished_at_ms else attempt.stage) >= least
        elif subject == "place":
            assert (attempt.position or None) in possible or attempt.stage not in {"read", "work"}
        else:
            kept = vault.attempts.answers(attempt_id).get(subject)
            assert (json.loads(kept.response_json) if kept else None) in possible


def see_that_a_loss_is_noticed(vault: Vault, account: Account) -> None:
    """The control: the answers of one attempt gone, and `check` fails."""
    with vault._database.write() as writing:
        writing.execute("DELETE FROM answers WHERE attempt_id = (SELECT min(attempt_id) FROM answers)")
    with pytest.raises(AssertionError):
        check(vault, account)
    vault.close()


def reopen(vault: Vault) -> Briefing:
    """Open the briefing as the next start will, and see that it makes sense."""
    pack, scenario = built_in()
    dispatcher = QueueDispatcher()
    practice = PracticeService(vault, InlineExecutor(), EmbeddedGrader(FakeEmbedder()), dispatcher)
    future: Future[Briefing] = practice.open(pack, scenario)
    briefing = future.result(0)
    call = briefing.scenario.task("call")
    assert isinstance(call, InterviewTask)
    assert len(briefing.interview(call)[1]) == len(briefing.answers.get("call", {}).get("questions", ()))
    assert (briefing.opens_at == SELF_SCORE) == (briefing.stage == "self_score")
    assert (briefing.result is not None) or briefing.stage != "debrief"
    return briefing


def built_in() -> tuple[Pack, Scenario]:
    pack = read_pack(scenario_folder() / "vendor-proposals")
    scenario = pack.scenario("demand-forecast")
    assert scenario is not None
    return pack, scenario
