"""The library over an open vault, with what installs packs and what looks into their earlier versions."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.presenters.library import LibraryPresenter, LibrarySources
from closeddoor.services.earlier import EarlierService
from closeddoor.services.installing import InstallingService
from closeddoor.services.updates import UpdateService
from closeddoor.ui.pages.library.page import LibraryPage


def open_library(services: Services, parent: QObject) -> LibraryPresenter:
    """Return the presenter of the library, connected to its page."""
    equipment, threads = services.equipment, services.threads
    installing = InstallingService(services.vault, equipment.library, threads)
    earlier = EarlierService(services.vault, equipment.library, threads)
    sources = LibrarySources(equipment.library, services.overview, installing, earlier, UpdateService(equipment.jobs))
    page = equipment.pages.library
    presenter = LibraryPresenter(page, sources, equipment.dispatcher, parent)
    connect_library(page, presenter)
    return presenter


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
