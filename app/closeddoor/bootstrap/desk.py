"""The facilitator's desk put together: page, presenter, and what a participant would see of the pack."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject

from closeddoor.bootstrap.briefing import connect_briefing
from closeddoor.bootstrap.debrief import connect_debrief
from closeddoor.bootstrap.equipment import Equipment
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.grading.agreement import Agreement
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.language import tr
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.debrief import DebriefPresenter, DebriefSources
from closeddoor.presenters.desk import DeskPresenter
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.agreements import Agreements
from closeddoor.services.authoring.service import AuthoringService
from closeddoor.services.futures import done
from closeddoor.services.practice import Briefing, PracticeService
from closeddoor.services.qualification import Means, QualificationService
from closeddoor.services.record.cards import CardService
from closeddoor.services.second_opinion import SecondOpinions
from closeddoor.services.shelf import Shelf, listed
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.desk import DeskPage
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.vault.vault import Vault


def open_desk(
    vault: Vault,
    equipment: Equipment,
    grader: EmbeddedGrader,
    means: Means,
    qualifications: QualificationService,
    parent: QObject,
) -> DeskPresenter:
    """Return the presenter, connected to its page and to the preview."""
    page = equipment.pages.desk
    service = AuthoringService(vault, equipment.database, equipment.jobs)
    presenter = DeskPresenter(page, service, equipment.dispatcher, parent)
    connect_desk(page, presenter)
    preview = Preview(page, presenter, equipment, grader, means, qualifications)
    presenter.preview_requested.connect(preview.begin)
    presenter.grading_requested.connect(preview.grade)
    page.preview_ended.connect(preview.end)
    return presenter


def connect_desk(page: DeskPage, presenter: DeskPresenter) -> None:
    page.folder_chosen.connect(presenter.open)
    page.begin_requested.connect(presenter.begin)
    page.part_requested.connect(presenter.show_part)
    page.finding_requested.connect(presenter.show_finding)
    page.written.connect(presenter.write)
    page.pressed.connect(presenter.press)
    page.mark_requested.connect(presenter.mark)
    page.source_mark_requested.connect(presenter.mark_source)
    page.task_chosen.connect(presenter.choose_task)
    page.label_chosen.connect(presenter.choose_label)
    page.step_back_requested.connect(presenter.step_back)
    page.decided.connect(lambda keeps_mine: presenter.decide(keeps_mine=keeps_mine))
    page.key_chosen.connect(presenter.choose_key)
    page.new_key_wanted.connect(presenter.make_key)
    page.former_chosen.connect(presenter.choose_former)
    page.build_requested.connect(presenter.build)
    page.cancel_requested.connect(presenter.cancel)


Measure = tuple[str, Callable[[], Future[Agreement]]]
"""The title of a task, and what has its sample answers read."""


class DraftShelf:
    """A shelf with nothing on it but the draft: nobody has signed that."""

    def __init__(self, pack: Pack) -> None:
        self._shelf = Shelf((listed(pack),), unsigned_ids=frozenset({pack.info.id}))

    def shelf(self) -> Future[Shelf]:
        return done(self._shelf)


class Preview(QObject):
    """A briefing as a participant has it, over a history in memory of its own that is dropped with it."""

    def __init__(
        self,
        page: DeskPage,
        desk: DeskPresenter,
        equipment: Equipment,
        grader: EmbeddedGrader,
        means: Means,
        qualifications: QualificationService,
    ) -> None:
        super().__init__(desk)
        self._page = page
        self._desk = desk
        self._equipment = equipment
        self._grader = grader
        self._means = means
        self._qualifications = qualifications
        self._memory: Vault | None = None
        self._held: list[QObject] = []
        self._grading = 0
        desk.cancelled.connect(lambda: self._give_up_grading())  # noqa: PLW0108 - Qt keeps no method's object

    def begin(self, pack: Pack, scenario_id: str) -> None:
        """Show a briefing of a sound pack."""
        scenario = pack.scenario(scenario_id)
        if scenario is None:
            return
        equipment = self._equipment
        equipment.models.start_embedder()
        made = equipment.database.submit(Vault.in_memory)
        equipment.dispatcher.deliver(made, lambda memory: self._show(memory, pack, scenario), self._tell)

    def end(self) -> None:
        """Go back to the desk; nothing of the preview is left."""
        self._page.end_preview()
        for each in self._held:
            each.deleteLater()
        self._held = []
        memory, self._memory = self._memory, None
        if memory is not None:
            self._equipment.database.submit(memory.close)
        self._desk.refresh()

    def grade(self, pack: Pack, scenario_id: str) -> None:
        """Say how often the grader reads the sample answers as their author does; nothing of it is kept."""
        scenario = pack.scenario(scenario_id)
        if scenario is None:
            return
        self._equipment.models.start_embedder()
        self._grading += 1
        tasks = [task for task in scenario.tasks if any(answer.task == task.id for answer in scenario.answers)]
        agreements = Agreements(self._grader, self._equipment.dispatcher, at_once=2)
        self._grade_next(
            [(task.title, partial(agreements.of, pack, scenario, task)) for task in tasks], (), self._grading
        )

    def _give_up_grading(self) -> None:
        """Let what is being read come to nothing: the task in hand is read to its end, and nobody is told of it."""
        self._grading += 1

    def _grade_next(self, tasks: Sequence[Measure], lines: tuple[str, ...], number: int) -> None:
        """Have the tasks read one after the other, as long as the grading of that number is wanted."""
        if number != self._grading:
            return
        if not tasks:
            self._desk.show_busy(None)
            self._desk.show_said("\n".join(lines))
            return
        fraction = len(lines) / (len(lines) + len(tasks))
        self._desk.show_busy(Busy(tr("The grader reads the sample answers …"), fraction, can_cancel=True))
        (title, measure), *others = tasks

        def go_on(found: Agreement) -> None:
            line = tr("{title}: {sentence}", title=title, sentence=found.sentence)
            self._grade_next(others, (*lines, line), number)

        def fail(error: BaseException) -> None:
            if number == self._grading:
                self._desk.show_busy(None)
                self._tell(error)

        self._equipment.dispatcher.deliver(measure(), go_on, fail)

    def _show(self, memory: Vault, pack: Pack, scenario: Scenario) -> None:
        self._memory = memory
        dispatcher, database = self._equipment.dispatcher, self._equipment.database
        practice = PracticeService(memory, database, self._grader, dispatcher)
        page = BriefingPage()
        presenter = BriefingPresenter(page, practice, DraftShelf(pack), dispatcher, self)
        connect_briefing(page, presenter)
        presenter.debrief_opened.connect(lambda briefing: self._show_debrief(briefing, pack, practice))
        presenter.failed.connect(self._say)
        self._held = [presenter]
        self._page.show_preview(page)
        presenter.open(pack, scenario)

    def _show_debrief(self, briefing: Briefing, pack: Pack, practice: PracticeService) -> None:
        memory = self._memory
        if memory is None:
            return
        second = SecondOpinions(practice, self._means, self._qualifications)
        cards = CardService(memory, self._equipment.database)
        sources = DebriefSources(practice, DraftShelf(pack), cards, self._equipment.jobs, second)
        page = DebriefPage()
        presenter = DebriefPresenter(page, sources, self._equipment.dispatcher, self)
        connect_debrief(page, presenter)
        presenter.copied.connect(self._equipment.clipboard.copy)
        presenter.finished.connect(self.end)
        self._held.append(presenter)
        self._page.show_preview(page)
        presenter.show(briefing)

    def _say(self, problem: Problem) -> None:
        self.end()
        self._desk.show_problem(problem)

    def _tell(self, error: BaseException) -> None:
        self._desk.show_problem(Problem.of(error))
