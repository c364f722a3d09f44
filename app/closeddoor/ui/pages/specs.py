"""The pages of the window: one row each. A page's code is imported when the page is made, which is when it is shown."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from closeddoor.presenters.states.window import PageName


@dataclass(frozen=True)
class PageSpec:
    """A page: the name that view states use, and how it is made."""

    name: PageName
    make: Callable[[], QWidget]


def _unlock() -> QWidget:
    from closeddoor.ui.pages.unlock.page import UnlockPage

    return UnlockPage()


def _keep() -> QWidget:
    from closeddoor.ui.pages.keep.page import KeepPage

    return KeepPage()


def _desk() -> QWidget:
    from closeddoor.ui.pages.desk import DeskPage

    return DeskPage()


def _home() -> QWidget:
    from closeddoor.ui.pages.home.page import HomePage

    return HomePage()


def _meeting() -> QWidget:
    from closeddoor.ui.pages.meeting.page import MeetingPage

    return MeetingPage()


def _briefing() -> QWidget:
    from closeddoor.ui.pages.practice.page import BriefingPage

    return BriefingPage()


def _debrief() -> QWidget:
    from closeddoor.ui.pages.debrief.page import DebriefPage

    return DebriefPage()


def _library() -> QWidget:
    from closeddoor.ui.pages.library.page import LibraryPage

    return LibraryPage()


def _record() -> QWidget:
    from closeddoor.ui.pages.record.page import RecordPage

    return RecordPage()


def _own_practice() -> QWidget:
    from closeddoor.ui.pages.own_practice.page import OwnPracticePage

    return OwnPracticePage()


def _sandbox() -> QWidget:
    from closeddoor.ui.pages.sandbox.page import SandboxPage

    return SandboxPage()


def _models() -> QWidget:
    from closeddoor.ui.pages.models.page import ModelsPage

    return ModelsPage()


def _settings() -> QWidget:
    from closeddoor.ui.pages.settings.page import SettingsPage

    return SettingsPage()


def _privacy() -> QWidget:
    from closeddoor.ui.pages.privacy.page import PrivacyPage

    return PrivacyPage()


def _session() -> QWidget:
    from closeddoor.ui.pages.session import SessionPage

    return SessionPage()


def _stage() -> QWidget:
    from closeddoor.ui.pages.session import StagePage

    return StagePage()


PAGES = (
    PageSpec("unlock", _unlock),
    PageSpec("keep", _keep),
    PageSpec("home", _home),
    PageSpec("meeting", _meeting),
    PageSpec("briefing", _briefing),
    PageSpec("debrief", _debrief),
    PageSpec("library", _library),
    PageSpec("record", _record),
    PageSpec("own_practice", _own_practice),
    PageSpec("desk", _desk),
    PageSpec("sandbox", _sandbox),
    PageSpec("models", _models),
    PageSpec("settings", _settings),
    PageSpec("privacy", _privacy),
    PageSpec("session", _session),
    PageSpec("stage", _stage),
)
