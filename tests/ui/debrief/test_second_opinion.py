"""A model's second opinion on the real debrief page, from a scripted judge over a real vault."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from closeddoor.bootstrap.debrief import connect_debrief
from closeddoor.inference.problems import ModelError
from closeddoor.presenters.debrief import DebriefPresenter, DebriefSources
from closeddoor.services.record import CardService
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.debrief.body import DebriefBody
from closeddoor.ui.pages.debrief.memo import CriterionRow, MemoSection
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from tests.fakes.ports import InlineExecutor
from tests.presenters.fixed_library import FixedLibrary
from tests.services.opinion_bench import POINT, OpinionBench, item
from tests.services.practice_bench import letter_pack
from tests.ui.practice.showing import found
from tests.ui.shown import settle


class Reader(OpinionBench):
    """Reads a debrief on the real page."""

    def __init__(self, folder: Path, page: DebriefPage, says: float) -> None:
        super().__init__(letter_pack(folder), says, holds=True)
        self.page = page
        cards = CardService(self.vault, InlineExecutor())
        sources = DebriefSources(self.practice, FixedLibrary(), cards, InlineExecutor(), self.second_opinions)
        self.presenter = DebriefPresenter(self.page, sources, self.dispatcher)
        connect_debrief(self.page, self.presenter)

    def opens(self, verdict: str, probability: float = 0.5) -> None:
        self.presenter.show(self.graded(item(verdict, probability)))
        self.dispatcher.run()
        self.presenter.skip_account()
        self.page.show()
        found(self.page, DebriefBody).build_rest()
        settle()

    @property
    def row(self) -> CriterionRow:
        (row,) = found(self.page, MemoSection).findChildren(CriterionRow)
        return row

    def signs(self) -> list[str]:
        """Return sign and word of every badge of the point that is to be seen."""
        return [badge.said() for badge in self.row.findChildren(VerdictBadge) if badge.isVisibleTo(self.row)]

    def presses(self, name: str) -> None:
        next(each for each in self.row.findChildren(QPushButton) if each.accessibleName() == name).click()
        self.dispatcher.run()
        settle()

    def says_now(self) -> None:
        """The model answers."""
        self.judge.answer()
        self.dispatcher.run()
        settle()

    def reads(self) -> str:
        """Return all words of the memo's section that are to be seen."""
        labels = found(self.page, MemoSection).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.page))


@pytest.fixture
def make(tmp_path: Path, page: DebriefPage) -> Iterator[Callable[[float], Reader]]:
    readers: list[Reader] = []

    def reader(says: float) -> Reader:
        readers.append(Reader(tmp_path, page, says))
        return readers[-1]

    yield reader
    for each in readers:
        each.vault.close()


def test_the_page_is_there_before_the_model_has_said_anything(make: Callable[[float], Reader]) -> None:
    reader = make(5.0)
    reader.opens("unsure")
    assert reader.signs() == ["? You decide"]
    assert "Second opinion" not in reader.reads()
    reader.says_now()
    assert reader.signs() == ["? You decide", "● Second opinion: in your text"]
    assert "those of Some model" in reader.reads()


def test_it_stands_below_the_reason_of_the_author_and_the_point_stays_to_be_decided(
    make: Callable[[float], Reader],
) -> None:
    reader = make(5.0)
    reader.opens("unsure")
    reader.says_now()
    (_, opinion) = [badge for badge in reader.row.findChildren(VerdictBadge) if badge.isVisibleTo(reader.row)]
    why = next(each for each in reader.row.findChildren(QLabel) if each.text() == "Their mail room is not ours.")
    assert opinion.y() > why.y()
    reader.presses("I did not")
    assert reader.signs()[0].endswith("Not made")
    assert reader.signs()[1] == "● Second opinion: in your text"
    task = reader.presenter.briefing.scored().task("reply")
    assert task is not None
    assert [(each.id, each.verdict, each.decided_by) for each in task.items] == [(POINT, "not_met", "participant")]


def test_a_contradiction_takes_the_verdict_back_and_says_so(make: Callable[[float], Reader]) -> None:
    reader = make(-5.0)
    reader.opens("met", 0.7)
    assert reader.signs()[0].endswith("Made")
    reader.says_now()
    assert reader.signs() == ["? You decide", "? Second opinion: the contrary"]
    assert "Grader and model contradict each other" in reader.reads()
    reader.presses("I made it")
    assert reader.signs()[0].endswith("Made")


def test_opened_again_it_says_the_same_and_asks_nobody(make: Callable[[float], Reader]) -> None:
    reader = make(5.0)
    reader.opens("unsure")
    reader.says_now()
    reader.presenter.show(reader.reopened())
    reader.dispatcher.run()
    settle()
    assert reader.signs() == ["? You decide", "● Second opinion: in your text"]
    assert len(reader.judge.asked) == 1


def test_a_model_that_fails_leaves_the_debrief_as_it_is(make: Callable[[float], Reader]) -> None:
    reader = make(5.0)
    reader.opens("unsure")
    reader.judge.fail(ModelError("model.crashed"))
    reader.dispatcher.run()
    settle()
    assert reader.signs() == ["? You decide"]
    assert "ended unexpectedly" not in reader.reads()
