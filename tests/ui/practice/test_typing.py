"""Typed on the real page, kept by the real presenter, found again after a restart."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.briefing import connect_briefing
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.practice.assumption import AssumptionRow
from closeddoor.ui.pages.practice.results import ResultTable
from closeddoor.ui.pages.practice.workbook import LEAVES
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.figure_field import FigureInput
from closeddoor.ui.widgets.option_row import TickRow
from tests.presenters.briefing.bench import Bench
from tests.presenters.briefing.seven import seven_files
from tests.ui.practice.showing import found
from tests.ui.shown import settle


def opened(bench: Bench, page: BriefingPage, step: str) -> BriefingPresenter:
    presenter = BriefingPresenter(page, bench.practice, bench.library, bench.dispatcher)
    connect_briefing(page, presenter)
    presenter.open(bench.pack, bench.scenario)
    bench.dispatcher.run()
    presenter.show_step(step)
    bench.dispatcher.run()
    settle()
    return presenter


def test_figures_and_ticks_travel_from_the_page_to_the_vault_and_back(
    qtbot: QtBot, page: BriefingPage, tmp_path: Path
) -> None:
    bench = Bench(tmp_path, seven_files())
    presenter = opened(bench, page, "months")
    for field, text in zip(page.findChildren(FigureInput), ("18.", "26,5", "1.000"), strict=True):
        QTest.keyClicks(field, text)
        assert field.text() == text
    presenter.show_step("many")
    bench.dispatcher.run()
    page.findChildren(TickRow)[1].click()
    page.findChildren(TickRow)[0].click()
    presenter.show_step("case")
    bench.dispatcher.run()
    settle()
    row = page.findChildren(AssumptionRow)[0]
    users = row.field()
    assert isinstance(users, FigureInput)
    users.selectAll()
    QTest.keyClicks(users, "50")
    assert [output.yours for output in found(page, ResultTable).shown()] == ["\u22122,100", "none"]
    presenter.leave()
    bench.dispatcher.run()
    assert bench.kept("months") == {"low": 18.0, "best": 26.5, "high": "1.000"}
    assert bench.kept("many") == {"options": ["data", "exit"]}
    assert bench.kept("case") == {"inputs": {"users": 50.0}}
    next(each for each in row.findChildren(QPushButton) if each.isVisible()).click()
    assert [output.yours for output in found(page, ResultTable).shown()] == ["6,900", "266.67"]
    presenter.leave()
    bench.dispatcher.run()
    assert bench.kept("case") == {}
    leaves = next(each for each in page.findChildren(Tick) if each.text() == LEAVES)
    kept = []
    for _ in range(2):
        QTest.keyClick(leaves, Qt.Key.Key_Space)
        bench.dispatcher.run()
        kept.append(bench.kept("case"))
    assert kept == [{"inputs": {}}, {}]
    bench.vault.close()
    assert qtbot
