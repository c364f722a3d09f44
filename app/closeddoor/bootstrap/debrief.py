"""The debrief over an open vault, with the second opinions of a model that may give them."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.presenters.debrief import DebriefPresenter, DebriefSources
from closeddoor.services.second_opinion import SecondOpinions
from closeddoor.ui.pages.debrief.page import DebriefPage


def open_debrief(services: Services, parent: QObject) -> DebriefPresenter:
    """Return the presenter of the debrief, connected to its page."""
    equipment = services.equipment
    second = SecondOpinions(services.practice, services.means, services.qualifications)
    sources = DebriefSources(services.practice, equipment.library, services.cards, equipment.jobs, second)
    page = equipment.pages.debrief
    presenter = DebriefPresenter(page, sources, equipment.dispatcher, parent)
    connect_debrief(page, presenter)
    presenter.copied.connect(equipment.clipboard.copy)
    return presenter


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
