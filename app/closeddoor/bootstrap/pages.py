"""The pages, made once, and which intent of each goes to which presenter."""

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.debrief import DebriefPresenter
from closeddoor.presenters.home import HomePresenter
from closeddoor.presenters.library import LibraryPresenter
from closeddoor.presenters.meeting import MeetingPresenter
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.presenters.states.window import PageName
from closeddoor.ui.pages.debrief.page import DebriefPage
from closeddoor.ui.pages.desk.page import DeskPage
from closeddoor.ui.pages.home.page import HomePage
from closeddoor.ui.pages.keep.page import KeepPage
from closeddoor.ui.pages.library.page import LibraryPage
from closeddoor.ui.pages.meeting.page import MeetingPage
from closeddoor.ui.pages.models.page import ModelsPage
from closeddoor.ui.pages.own_practice.page import OwnPracticePage
from closeddoor.ui.pages.practice.page import BriefingPage
from closeddoor.ui.pages.privacy.page import PrivacyPage
from closeddoor.ui.pages.record.page import RecordPage
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.ui.pages.session import SessionPage, StagePage
from closeddoor.ui.pages.settings.page import SettingsPage
from closeddoor.ui.pages.specs import PAGES
from closeddoor.ui.pages.unlock.page import UnlockPage

PageType = TypeVar("PageType", bound=QWidget)


class Pages:
    """One widget per row of `PAGES`; those that are `made` already are taken as they are."""

    def __init__(self, made: Mapping[PageName, QWidget] | None = None) -> None:
        made = made or {}
        self.by_name: dict[PageName, QWidget] = {spec.name: made.get(spec.name) or spec.make() for spec in PAGES}
        self.unlock = self._the(UnlockPage)
        self.keep = self._the(KeepPage)
        self.home = self._the(HomePage)
        self.meeting = self._the(MeetingPage)
        self.briefing = self._the(BriefingPage)
        self.debrief = self._the(DebriefPage)
        self.library = self._the(LibraryPage)
        self.record = self._the(RecordPage)
        self.own_practice = self._the(OwnPracticePage)
        self.desk = self._the(DeskPage)
        self.sandbox = self._the(SandboxPage)
        self.models = self._the(ModelsPage)
        self.settings = self._the(SettingsPage)
        self.privacy = self._the(PrivacyPage)
        self.session = self._the(SessionPage)
        self.stage = self._the(StagePage)

    def _the(self, kind: type[PageType]) -> PageType:
        return next(page for page in self.by_name.values() if isinstance(page, kind))


def connect_home(page: HomePage, presenter: HomePresenter) -> None:
    page.another_requested.connect(presenter.offer_another)
    page.more_finished_requested.connect(presenter.show_more_finished)
    page.notice_closed.connect(presenter.close_notice)


def connect_meeting(page: MeetingPage, presenter: MeetingPresenter) -> None:
    page.notes_changed.connect(presenter.write_notes)
    page.name_changed.connect(presenter.name_notes)
    page.another_requested.connect(presenter.begin_notes)
    page.other_requested.connect(presenter.open_notes)
    page.more_requested.connect(presenter.list_more_notes)
    page.deletion_requested.connect(presenter.delete_notes)
    page.copy_requested.connect(presenter.copy_questions)


def connect_briefing(page: BriefingPage, presenter: BriefingPresenter) -> None:
    page.step_requested.connect(presenter.show_step)
    page.back_requested.connect(presenter.go_back)
    page.forward_requested.connect(presenter.go_forward)
    page.quotes_changed.connect(presenter.set_marks)
    page.question_asked.connect(presenter.ask)
    page.reply_wanted.connect(presenter.show_reply)
    page.draft_changed.connect(presenter.draft_question)
    page.option_chosen.connect(presenter.choose_option)
    page.confidence_chosen.connect(presenter.choose_confidence)
    page.memo_changed.connect(presenter.write_memo)
    page.figures_changed.connect(presenter.write_figures)
    page.figure_dragged.connect(presenter.drag_figure)
    page.left_as_proposed.connect(presenter.leave_as_proposed)
    page.point_judged.connect(presenter.judge_point)
    page.note_written.connect(presenter.write_note)
    page.note_removed.connect(presenter.remove_note)
    page.note_closed.connect(presenter.close_note)
    page.undo_requested.connect(presenter.undo)
    page.redo_requested.connect(presenter.redo)
    page.skip_requested.connect(presenter.score)
    page.commit_requested.connect(presenter.commit)


def connect_debrief(page: DebriefPage, presenter: DebriefPresenter) -> None:
    page.account_changed.connect(presenter.write_account)
    page.account_given.connect(presenter.give_account)
    page.account_skipped.connect(presenter.skip_account)
    page.point_decided.connect(presenter.decide_point)
    page.mark_stood_by.connect(presenter.stand_by_mark)
    page.next_time_changed.connect(presenter.write_next_time)
    page.card_kept.connect(presenter.keep_card)
    page.briefing_requested.connect(presenter.begin)
    page.file_requested.connect(presenter.save_file)
    page.file_given_up.connect(presenter.give_up_file)
    page.slip_changed.connect(presenter.write_slip)
    page.slip_copied.connect(presenter.copy_slip)
    page.slip_closed.connect(presenter.close_slip)
    page.done_requested.connect(presenter.finish)


def connect_library(page: LibraryPage, presenter: LibraryPresenter) -> None:
    page.pack_chosen.connect(presenter.look_at)
    page.view_requested.connect(presenter.show_view)
    page.text_changed.connect(presenter.search)
    page.filter_chosen.connect(presenter.filter_by)
    page.clear_requested.connect(presenter.clear_filters)
    page.more_requested.connect(presenter.show_more)
    page.removal_requested.connect(presenter.remove)
    page.agreement_changed.connect(presenter.agree)
    page.confirm_requested.connect(presenter.confirm)
    page.decline_requested.connect(presenter.dismiss)


def connect_settings(page: SettingsPage, presenter: SettingsPresenter) -> None:
    page.setting_changed.connect(presenter.change)
