"""A practice bench with a model that is asked for second opinions, and a memo that the grader read as the test says."""

from dataclasses import replace

from closeddoor.domain.opinion import SecondOpinion
from closeddoor.domain.qualification import Calibration, Figures, JudgedModel, Qualification
from closeddoor.domain.result import Item
from closeddoor.domain.scenario import Pack
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.grading.weights import fitted
from closeddoor.services.practice import Briefing
from closeddoor.services.practice.records import save_result
from closeddoor.services.qualification import Means, QualificationService, keep_in
from closeddoor.services.second_opinion import SecondOpinions
from tests.fakes.ports import InlineExecutor
from tests.fakes.scripted_judge import ScriptedJudge
from tests.services.practice_bench import TEXT, PracticeBench

MODEL = JudgedModel("ab" * 32, "ggml 1", "Some model")
POINT = "own-data"
FIGURES = Figures(312, 60, 58, 190, 185, 0.89, 0.9)
PASSED = Qualification(
    model=MODEL,
    grader_version=fitted().version,
    measured_on="2026-11-23",
    grader=FIGURES,
    together=FIGURES,
    auc=0.8,
    gamed=48,
    gamed_met=0,
    passed=True,
    reasons=("It may.",),
    calibration=Calibration(bias=0.0, grader_weight=1.0, model_weight=1.0, low=0.1, high=0.9),
)


def item(verdict: str, probability: float = 0.5) -> Item:
    evidence = None if verdict == "not_met" else TEXT["text"][:40]
    return Item(POINT, verdict, "Their mail room is not ours.", "grader", 3.0, probability, evidence)


class OpinionBench(PracticeBench):
    """`says` is the model's log-odds that the point is made; `model` is the one in use."""

    def __init__(self, pack: Pack, says: float = 5.0, *, holds: bool = False) -> None:
        super().__init__(pack)
        self.judge = ScriptedJudge(lambda _messages, _question: says, holds=holds)
        self.model: JudgedModel | None = MODEL
        means = Means(EmbeddedGrader(self.embedder), self.judge, lambda: self.model, self.dispatcher, InlineExecutor())
        qualifications = QualificationService(self.vault, InlineExecutor(), means)
        self.second_opinions = SecondOpinions(self.practice, means, qualifications)
        keep_in(self.vault, PASSED)

    def graded(self, found: Item, note: str = "") -> Briefing:
        """Return a scored briefing as if the grader had come to this, kept."""
        scored = self.scored()
        tasks = tuple(
            replace(task, items=(found,), note=note, scored_by="grader") if task.id == "reply" else task
            for task in scored.scored().tasks
        )
        briefing = replace(scored, result=replace(scored.scored(), tasks=tasks))
        save_result(self.vault, briefing)
        return briefing

    def opinion_on(self, briefing: Briefing) -> SecondOpinion | None:
        return self.wait(self.second_opinions.on(briefing))
