from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.window import WindowViewState
from closeddoor.presenters.window import BEFORE_UNLOCK, UNLOCKED, WindowPresenter
from tests.presenters.recording import RecordingPage


def test_there_is_one_page_before_the_vault_is_open_and_all_of_them_after(qtbot: QtBot) -> None:
    assert qtbot
    window = RecordingPage[WindowViewState]()
    presenter = WindowPresenter(window, "What protects this.")
    shown: list[str] = []
    presenter.page_shown.connect(shown.append)
    presenter.start()
    presenter.show("sandbox")
    assert (window.now().page, window.now().can_navigate, window.now().privacy_line) == ("unlock", False, BEFORE_UNLOCK)
    presenter.open()
    presenter.show("sandbox")
    assert (window.now().page, window.now().can_navigate, window.now().privacy_line) == ("sandbox", True, UNLOCKED)
    assert shown == ["home", "sandbox"]


def test_the_frame_follows_the_settings(qtbot: QtBot) -> None:
    assert qtbot
    window = RecordingPage[WindowViewState]()
    presenter = WindowPresenter(window, "")
    presenter.apply({"theme": "dark", "text_scale": 1.6, "reduced_motion": True})
    state = window.now()
    assert (state.theme, state.text_scale, state.reduced_motion, state.page) == ("dark", 1.6, True, "unlock")
