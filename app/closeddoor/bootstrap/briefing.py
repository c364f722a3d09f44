"""The briefing over an open vault: practice itself, what the model reads ahead for it, and replies in its own words."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.reading_ahead import read_ahead
from closeddoor.bootstrap.rephrasing import offer_own_words
from closeddoor.bootstrap.services import Services
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.ui.pages.practice.page import BriefingPage


def open_briefing(services: Services, settings: SettingsPresenter, parent: QObject) -> BriefingPresenter:
    """Return the presenter of the briefing, connected to its page; it follows `settings`."""
    equipment = services.equipment
    page = equipment.pages.briefing
    presenter = BriefingPresenter(page, services.practice, equipment.library, equipment.dispatcher, parent)
    connect_briefing(page, presenter)
    offer_own_words(presenter, settings, equipment)
    read_ahead(presenter, settings, services)
    presenter.opened.connect(services.practice.prepare)
    return presenter


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
