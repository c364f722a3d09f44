"""Home over an open vault: its presenter, and which intent of the page goes where."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.presenters.home import HomePresenter, HomeSources
from closeddoor.ui.pages.home.page import HomePage


def open_home(services: Services, parent: QObject) -> HomePresenter:
    """Return the presenter of home, connected to its page."""
    equipment = services.equipment
    sources = HomeSources(services.overview, services.chat, services.cards.due_count)
    page = equipment.pages.home
    presenter = HomePresenter(page, sources, equipment.models.name, equipment.dispatcher, parent)
    connect_home(page, presenter)
    return presenter


def connect_home(page: HomePage, presenter: HomePresenter) -> None:
    page.another_requested.connect(presenter.offer_another)
    page.more_finished_requested.connect(presenter.show_more_finished)
    page.notice_closed.connect(presenter.close_notice)
