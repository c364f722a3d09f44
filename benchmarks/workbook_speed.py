"""How long a key press in a workbook takes, until it is drawn: python -m benchmarks.workbook_speed [--profile].

Typed into the largest workbook of the built-in packs, and into one of forty assumptions.
"""

import cProfile
import os
import pstats
import sys
from collections.abc import Callable, Mapping
from statistics import median, quantiles
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dataclasses import replace
from functools import partial

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.made_attempts import built_in_packs
from closeddoor.domain.formula import read_formula
from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.workbook import Output, WorkbookTask
from closeddoor.presenters.briefing.rendering import document_view
from closeddoor.presenters.briefing.workbook import workbook_draft, workbook_state
from closeddoor.presenters.states.briefing import BriefingViewState, Step
from closeddoor.text import read_markdown
from closeddoor.ui.pages.practice.page import BriefingPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch

KEYS = "1234567890" * 4
WARM_UP = 5
MANY = 40


class Workbook:
    """A workbook on its page, which follows what is typed as the presenter lets it."""

    def __init__(self, scenario: Scenario, task: WorkbookTask) -> None:
        self.task = task
        self._draft: Mapping[str, object] = {}
        self._documents = tuple(document_view(document, ()) for document in scenario.documents)
        self._prompt = read_markdown(task.prompt)
        self.page = BriefingPage()
        self.page.figures_changed.connect(lambda typed: self.render(typed, is_typing=True))
        self.page.resize(1440, 900)
        self.page.show()
        self.render({})

    def render(self, typed: Mapping[str, str], *, is_typing: bool = False) -> None:
        self.typed = typed
        self._draft = workbook_draft(self.task, typed, self._draft, has_commas=True)
        body = workbook_state(self.task, self._draft, typed, self._prompt, has_commas=True, is_typing=is_typing)
        steps = (Step(self.task.id, self.task.title, 10, "current"),)
        state = BriefingViewState("A workbook", "Business case", steps, body, self._documents, (), True, "Continue")
        self.page.render(replace(state, saved_line="Kept"))


def workbooks() -> list[tuple[Scenario, WorkbookTask]]:
    found = [
        (scenario, task)
        for pack in built_in_packs()
        for scenario in pack.scenarios
        for task in scenario.tasks
        if isinstance(task, WorkbookTask)
    ]
    return sorted(found, key=lambda pair: len(pair[1].inputs) * len(pair[1].outputs))


def of_many(task: WorkbookTask) -> WorkbookTask:
    """Return a workbook of forty assumptions, each of which moves every result."""
    first = next(each for each in task.inputs if each.kind == "number")
    inputs = tuple(replace(first, id=f"n{n}", title=f"Assumption number {n}", proposed=10.0 + n) for n in range(MANY))
    total = " + ".join(each.id for each in inputs)
    names = {each.id for each in inputs}
    outputs = tuple(
        Output(f"o{n}", f"Result number {n}", "USD", read_formula(f"npv(0.1, [-1000] + [{total}] * {n + 2})", names))
        for n in range(3)
    )
    return replace(task, inputs=inputs, outputs=outputs)


def timed(app: QApplication, job: Callable[[], object]) -> float:
    """Return how many milliseconds of work a job is, up to its being drawn; what else the machine does is left out."""
    begun = thread_time()
    job()
    for _ in range(3):
        app.processEvents()
    return (thread_time() - begun) * 1000


def measure(app: QApplication, name: str, workbook: Workbook) -> None:
    field = workbook.page.findChildren(QLineEdit)[-1]
    field.setFocus()
    QTest.qWait(200)
    profile, spent = cProfile.Profile(), []
    for number, key in enumerate(KEYS):
        if number % 5 == 0:
            field.setText("")
        if number == WARM_UP and "--profile" in sys.argv:
            profile.enable()
        spent.append(timed(app, partial(QTest.keyClicks, field, key)))
    profile.disable()
    del spent[:WARM_UP]
    rest = timed(app, lambda: workbook.render(workbook.typed))
    most = quantiles(spent, n=20)[-1]
    print(f"{name:<30} a key {median(spent):5.1f} ms, 95 of 100 under {most:5.1f} ms; charts after it {rest:5.1f} ms")
    if "--profile" in sys.argv:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def main() -> None:
    app = QApplication.instance() or QApplication(["benchmark", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    AppearanceSwitch(app).show(Appearance("light", 1.0, reduced_motion=True))
    scenario, largest = workbooks()[-1]
    for task in (largest, of_many(largest)):
        workbook = Workbook(scenario, task)
        measure(app, f"{len(task.inputs)} assumptions, {len(task.outputs)} results", workbook)
        workbook.page.close()


if __name__ == "__main__":
    main()
