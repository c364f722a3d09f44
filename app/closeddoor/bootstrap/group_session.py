"""A session with a group put together: its two pages and their presenter."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.presenters.session import SessionPresenter, SessionSources
from closeddoor.ui.pages.session import SessionPage, StagePage


def open_group_session(equipment: Equipment, parent: QObject) -> SessionPresenter:
    """Return the presenter, with its pages connected. It is given no vault: a session is stored nowhere."""
    pages = equipment.pages
    sources = SessionSources(equipment.library, equipment.jobs)
    presenter = SessionPresenter(pages.session, pages.stage, sources, equipment.dispatcher, parent)
    _connect_desk(pages.session, presenter)
    _connect_stage(pages.stage, presenter)
    return presenter


def _connect_desk(page: SessionPage, presenter: SessionPresenter) -> None:
    page.briefing_chosen.connect(presenter.choose)
    page.put_back_requested.connect(presenter.put_back)
    page.text_changed.connect(presenter.search)
    page.more_requested.connect(presenter.show_more)
    page.begin_requested.connect(presenter.begin)
    page.paper_requested.connect(presenter.save_paper)
    page.paper_given_up.connect(presenter.give_up_paper)


def _connect_stage(page: StagePage, presenter: SessionPresenter) -> None:
    page.slide_requested.connect(presenter.go)
    page.part_requested.connect(presenter.go_to_part)
    page.step_requested.connect(presenter.go_to_step)
    page.size_requested.connect(presenter.size)
    page.leave_requested.connect(presenter.end)
