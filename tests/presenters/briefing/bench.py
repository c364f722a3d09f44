"""The briefing's presenter over a real vault, with an embedder that answers in its own time."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Vector
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.states.briefing import (
    BriefingViewState,
    InterviewState,
)
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice import Briefing, PracticeService
from closeddoor.vault.errors import DiskFullError
from tests.fakes.inference import FakeEmbedder
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import Files
from tests.presenters.fixed_library import FixedLibrary
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import PracticeBench, letter_pack

NO_MODEL = KnownError("model.missing", "The model is missing.", "Your answers are kept.", "Run set-up.")


class SlowEmbedder:
    """Answers when the test lets it: `answer` or `fail`."""

    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[str], Future[list[Vector]]]] = []

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        self.asked.append((texts, Future()))
        return self.asked[-1][1]

    def answer(self) -> None:
        texts, future = self.asked.pop(0)
        future.set_result(FakeEmbedder().embed(texts).result())

    def fail(self) -> None:
        self.asked.pop(0)[1].set_exception(NO_MODEL)


class Bench(PracticeBench):
    """The presenter over a real vault, with an embedder that answers in its own time."""

    def __init__(self, folder: Path, files: Files | None = None) -> None:
        super().__init__(letter_pack(folder, files))
        self.slow = SlowEmbedder()
        self.practice = PracticeService(self.vault, InlineExecutor(), EmbeddedGrader(self.slow), self.dispatcher)
        self.library = FixedLibrary()
        self.page = RecordingPage[BriefingViewState]()
        self.presenter = BriefingPresenter(self.page, self.practice, self.library, self.dispatcher)
        self.debriefs: list[Briefing] = []
        self.failures: list[Problem] = []
        self.presenter.debrief_opened.connect(self.debriefs.append)
        self.presenter.failed.connect(self.failures.append)

    def now(self) -> BriefingViewState:
        return self.page.now()

    def show(self, *steps: str) -> None:
        self.presenter.open(self.pack, self.scenario)
        self.dispatcher.run()
        for step in steps:
            self.presenter.show_step(step)
        self.dispatcher.run()

    def answer(self) -> None:
        """Let the embedder answer everything, and what follows from it."""
        self.dispatcher.run()
        while self.slow.asked:
            self.slow.answer()
            self.dispatcher.run()

    def fail(self) -> None:
        """Let the embedder fail at what it was asked, and what follows from it."""
        self.dispatcher.run()
        self.slow.fail()
        self.dispatcher.run()

    def kept(self, task_id: str) -> object:
        return self.reopened().answers.get(task_id)

    def current(self) -> str:
        return next(step.step_id for step in self.now().steps if step.state == "current")

    def interview(self) -> InterviewState:
        body = self.now().body
        assert isinstance(body, InterviewState)
        return body


class FullDisk:
    """What nothing can be written into, nor read from."""

    def save_answer(self, *_: object, **__: object) -> bool:
        raise DiskFullError

    def set_stage(self, *_: object) -> bool:
        raise DiskFullError

    def get(self, _key: str) -> object:
        raise DiskFullError
