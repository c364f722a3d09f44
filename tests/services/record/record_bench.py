"""A record over a real vault in memory and the small good pack, without threads."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from closeddoor.domain.scenario import Pack
from closeddoor.packs import archive_bytes
from closeddoor.services.installing import Threads
from closeddoor.services.library import LibraryService
from closeddoor.services.record import CardService, RecordService
from tests.fakes.ports import InlineExecutor
from tests.services.practice_bench import PracticeBench, letter_pack

Changes = Mapping[str, Any]


class RecordBench(PracticeBench):
    """The pack of `folder` is on the shelf; attempts are scored by the real scorer or made as JSON."""

    def __init__(self, folder: Path, pack: Pack | None = None) -> None:
        super().__init__(pack or letter_pack(folder))
        executor = InlineExecutor()
        self.threads = Threads(executor, executor, self.dispatcher)
        self.library = LibraryService((folder,), executor)
        self.library.open_vault(self.vault, executor)
        self.record = RecordService(self.vault, self.library, self.threads)
        self.cards = CardService(self.vault, executor)

    def finished(self) -> int:
        """Answer and score the briefing as a participant does, close it, and return its attempt."""
        briefing = self.scored()
        self.wait(self.practice.finish(briefing))
        return briefing.attempt_id

    def made(self, pack: Pack, items: Mapping[str, Mapping[str, str]], stated: Changes | None = None) -> int:
        """Keep a scored attempt at `pack` with these verdicts by task and item, and what was stated by task."""
        self.vault.packs.keep(pack.content_hash, archive_bytes(pack))
        scenario = pack.scenarios[0]
        attempt = self.vault.attempts.create(pack.info.id, "1", pack.content_hash, scenario.id)
        tasks = [
            {
                "id": task,
                "items": [{"id": each, "verdict": verdict, "decided_by": "grader"} for each, verdict in of.items()],
            }
            for task, of in items.items()
        ]
        for task, answer in (stated or {}).items():
            self.vault.attempts.save_answer(attempt, task, json.dumps(answer), committed=True)
        self.vault.attempts.save_result(attempt, json.dumps({"tasks": tasks}))
        self.vault.attempts.set_stage(attempt, "debrief")
        self.vault.attempts.finish(attempt)
        return attempt
