"""A session with a group put together: its two pages, their presenter, and the doors that lead to it."""

from collections.abc import Callable

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


def lead_to_group_session(
    presenter: SessionPresenter, equipment: Equipment, go: Callable[[str], None], back: Callable[[], None]
) -> None:
    """Connect what leads to its pages and away from them; `go` brings a page by its name into the window."""
    equipment.pages.library.session_requested.connect(lambda: go("session"))
    presenter.begun.connect(lambda: equipment.frame.show("stage"))
    presenter.ended.connect(lambda: back())  # noqa: PLW0108 - Qt keeps no method's object


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
