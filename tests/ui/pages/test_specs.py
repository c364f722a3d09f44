from typing import get_args

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.window import PageName
from closeddoor.ui.pages.specs import PAGES, PageSpec


def test_every_page_a_state_can_name_has_one_row() -> None:
    assert sorted(spec.name for spec in PAGES) == sorted(get_args(PageName))


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: str(spec.name))
def test_every_page_is_made_without_arguments_and_renders(qtbot: QtBot, spec: PageSpec) -> None:
    page = spec.make()
    qtbot.addWidget(page)
    assert isinstance(page, QWidget)
    assert type(page).render is not QWidget.render
