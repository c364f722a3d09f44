"""A briefing with all seven types of task, from the first page to Done, on the real pages over a real vault."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.briefing import connect_briefing
from closeddoor.bootstrap.debrief import connect_debrief
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.debrief import DebriefPresenter, DebriefSources
from closeddoor.services.record import CardService
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.debrief.body import DebriefBody
from closeddoor.ui.pages.debrief.section import Section
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.assumption import AssumptionRow
from closeddoor.ui.pages.practice.memo import MemoField
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.confidence import ConfidenceScale
from closeddoor.ui.widgets.figure_field import FigureInput
from closeddoor.ui.widgets.option_row import OptionRow, TickRow
from tests.fakes.ports import InlineExecutor
from tests.presenters.briefing.seven import seven_files
from tests.presenters.fixed_library import FixedLibrary
from tests.services.practice_bench import TEXT, PracticeBench, letter_pack
from tests.ui.practice.showing import found
from tests.ui.shown import settle

Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    bench = PracticeBench(letter_pack(tmp_path, seven_files()))
    yield bench
    bench.vault.close()


class Participant:
    """Works on one page with what is to be seen there; buttons go by their names."""

    def __init__(self, bench: PracticeBench, page: QWidget) -> None:
        self._bench = bench
        self.page = page

    def sees(self, kind: type[Kind]) -> list[Kind]:
        return [each for each in self.page.findChildren(kind) if each.isVisible()]

    def presses(self, name: str) -> None:
        next(each for each in self.sees(QPushButton) if each.accessibleName() == name).click()
        self._bench.dispatcher.run()
        settle()

    def picks(self, kind: type[OptionRow | TickRow], *places: int) -> None:
        for place in places:
            self.sees(kind)[place].click()

    def is_sure(self, probability: float) -> None:
        (scale,) = self.sees(ConfidenceScale)
        scale.chosen.emit(probability)

    def types(self, *figures: str) -> None:
        for field, figure in zip(self.sees(FigureInput), figures, strict=True):
            field.selectAll()
            QTest.keyClicks(field, figure)


def answered(participant: Participant) -> None:
    """Answer everything but the interview and the document; each Continue leads to the next task."""
    for name in ("Begin the work", "Continue", "Continue"):
        participant.presses(name)
    participant.picks(OptionRow, 1)
    participant.is_sure(0.8)
    participant.presses("Continue")
    QTest.keyClicks(found(participant.page, MemoField), TEXT["text"])
    participant.presses("Continue")
    participant.picks(OptionRow, 0)
    participant.is_sure(0.6)
    participant.presses("Continue")
    participant.picks(TickRow, 0, 2)
    participant.presses("Continue")
    participant.types("18", "26,5", "40")
    participant.presses("Continue")
    participant.types("52", "12 000")
    assert len(participant.sees(AssumptionRow)) == 3
    participant.presses("Continue")


@pytest.mark.parametrize("look_of_it", [Appearance("light", 1.0, True), Appearance("dark", 2.0, True)])
def test_all_types_are_answered_committed_and_debriefed(
    qtbot: QtBot, page: BriefingPage, look: AppearanceSwitch, bench: PracticeBench, look_of_it: Appearance
) -> None:
    look.show(look_of_it)
    presenter = BriefingPresenter(page, bench.practice, FixedLibrary(), bench.dispatcher)
    debrief_page = DebriefPage()
    qtbot.addWidget(debrief_page)
    kept = CardService(bench.vault, InlineExecutor())
    sources = DebriefSources(bench.practice, FixedLibrary(), kept, InlineExecutor())
    debriefing = DebriefPresenter(debrief_page, sources, bench.dispatcher)
    connect_briefing(page, presenter)
    connect_debrief(debrief_page, debriefing)
    presenter.debrief_opened.connect(debriefing.show)
    presenter.open(bench.pack, bench.scenario)
    bench.dispatcher.run()
    participant = Participant(bench, page)
    answered(participant)
    participant.presses("Commit my answers")
    participant.presses("Show the debrief")
    debrief_page.show()
    reader = Participant(bench, debrief_page)
    reader.presses("Skip")
    found(debrief_page, DebriefBody).build_rest()
    settle()
    assert len(reader.sees(Section)) == 8
    assert not debrief_page.grab().isNull()
    with qtbot.waitSignal(debriefing.finished):
        reader.presses("Done")
    (attempt,) = bench.vault.attempts.list()
    assert attempt.finished_at_ms is not None
    assert attempt.result_json
