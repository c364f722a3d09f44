import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.window import WindowViewState
from closeddoor.presenters.window import BEFORE_UNLOCK, IN_MEMORY, UNLOCKED, WindowPresenter
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


def test_the_line_says_what_is_in_memory_until_it_is_kept(qtbot: QtBot) -> None:
    assert qtbot
    window = RecordingPage[WindowViewState]()
    presenter = WindowPresenter(window, "Encrypted.")
    presenter.begin_in_memory("Gone when you close.")
    presenter.open()
    said = window.now()
    assert (said.page, said.privacy_line, said.privacy_detail) == ("home", IN_MEMORY, "Gone when you close.")
    assert (said.can_keep, said.asks_before_closing) == (True, True)
    presenter.show("keep")
    presenter.hold(True)
    presenter.show("sandbox")
    assert (window.now().page, window.now().can_navigate) == ("keep", False)
    presenter.tell_kept()
    presenter.hold(True)
    assert window.now().asks_before_closing
    presenter.hold(False)
    presenter.show("sandbox")
    said = window.now()
    assert (said.page, said.privacy_line, said.privacy_detail) == ("sandbox", UNLOCKED, "Encrypted.")
    assert (said.can_keep, said.asks_before_closing) == (False, False)


def test_a_window_that_was_told_to_close_asks_no_more(qtbot: QtBot) -> None:
    assert qtbot
    window = RecordingPage[WindowViewState]()
    presenter = WindowPresenter(window, "")
    presenter.begin_in_memory("")
    presenter.ask_before_closing(asks=False)
    assert not window.now().asks_before_closing


def test_what_is_in_memory_only_is_asked_about_after_a_page_that_was_held(qtbot: QtBot) -> None:
    """A restore that was refused gives the page free again: what it was to take the place of is still there."""
    assert qtbot
    window = RecordingPage[WindowViewState]()
    presenter = WindowPresenter(window, "")
    presenter.begin_in_memory("")
    presenter.open()
    presenter.hold(True)
    presenter.ask_before_closing(asks=False)
    assert not window.now().asks_before_closing
    presenter.hold(False)
    assert (window.now().can_navigate, window.now().asks_before_closing) == (True, True)


@pytest.mark.parametrize("look", ["dark:2.0:1", "light:0.9:0", "system:1.15:0"])
def test_a_look_is_worn_over_a_lock(look: str) -> None:
    presenter = WindowPresenter(RecordingPage[WindowViewState](), "")
    presenter.wear(look)
    assert presenter.look == look


@pytest.mark.parametrize("other", ["", "dark", "blue:1.0:0", "dark:99.0:0", "dark:1.0:2", "dark:nan:0", "dark:1.0:0\n"])
def test_another_word_changes_no_look(other: str) -> None:
    presenter = WindowPresenter(RecordingPage[WindowViewState](), "")
    presenter.wear(other)
    assert presenter.look == "system:1.0:0"
