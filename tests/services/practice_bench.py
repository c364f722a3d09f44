"""A practice service over a real vault in memory, the real grader and an embedder without a model."""

from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.packs import read_pack
from closeddoor.services.practice import Briefing, JsonObject, PracticeService
from closeddoor.vault.vault import Vault
from tests.fakes.inference import FakeEmbedder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.packs.good_pack import Files, good_files, write_files

T = TypeVar("T")

QUESTION = "Does it renew?"
"""Word for word one of the questions that the only fact of the interview is asked with."""

QUOTES = {"quotes": [{"quote": "99.2 % accuracy", "label": "wrong"}]}
DECIDED = {"option": "defer", "confidence": 0.75}
TEXT = {"text": "Before we sign, test it on our own data. We cannot rely on yours."}


def letter_pack(folder: Path, files: Files | None = None) -> Pack:
    """Return the small good pack, written into `folder` and read from there."""
    return read_pack(write_files(folder, files or good_files()))


class PracticeBench:
    """`reopened` is the briefing as a fresh start of the application over the same vault finds it."""

    def __init__(self, pack: Pack) -> None:
        self.vault = Vault.in_memory()
        self.pack = pack
        self.embedder = FakeEmbedder()
        self.dispatcher = QueueDispatcher()
        self.practice = self.service()

    @property
    def scenario(self) -> Scenario:
        return self.pack.scenarios[0]

    def service(self) -> PracticeService:
        return PracticeService(self.vault, InlineExecutor(), EmbeddedGrader(self.embedder), self.dispatcher)

    def wait(self, future: Future[T]) -> T:
        self.dispatcher.run()
        return future.result(0)

    def open(self) -> Briefing:
        return self.wait(self.practice.open(self.pack, self.scenario))

    def reopened(self) -> Briefing:
        self.practice = self.service()
        return self.open()

    def answered(self, briefing: Briefing, task_id: str, answer: JsonObject) -> Briefing:
        """Keep an answer as the page does."""
        changed = briefing.with_answer(task_id, answer)
        self.wait(self.practice.keep_answer(changed, task_id=task_id))
        return changed

    def asked(self, briefing: Briefing, question: str) -> Briefing:
        """Put a question to the counterpart as the page does."""
        task = briefing.scenario.task("call")
        match = self.wait(self.practice.match(briefing, task, question))  # type: ignore[arg-type]  # an interview
        changed = briefing.with_question("call", question, match)
        self.wait(self.practice.keep_answer(changed, task_id="call"))
        return changed

    def fully_answered(self) -> Briefing:
        """Return a briefing with an answer to every task, kept."""
        briefing = self.open().at("reply")
        self.wait(self.practice.keep_place(briefing))
        briefing = self.answered(briefing, "claims", QUOTES)
        briefing = self.asked(self.asked(briefing, QUESTION), "Is parking easy?")
        briefing = self.answered(briefing, "decide", DECIDED)
        return self.answered(briefing, "reply", TEXT)

    def committed(self) -> Briefing:
        briefing = self.fully_answered().committed()
        self.wait(self.practice.keep_committed(briefing))
        return briefing

    def scored(self) -> Briefing:
        return self.wait(self.practice.score(self.committed()))
