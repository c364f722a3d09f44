"""The pages of the window: one row each."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from closeddoor.presenters.states.window import PageName
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.desk import DeskPage
from closeddoor.ui.pages.home import HomePage
from closeddoor.ui.pages.keep import KeepPage
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.pages.meeting import MeetingPage
from closeddoor.ui.pages.models import ModelsPage
from closeddoor.ui.pages.own_practice import OwnPracticePage
from closeddoor.ui.pages.practice import BriefingPage
from closeddoor.ui.pages.privacy import PrivacyPage
from closeddoor.ui.pages.record import RecordPage
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.pages.session import SessionPage, StagePage
from closeddoor.ui.pages.settings import SettingsPage
from closeddoor.ui.pages.unlock import UnlockPage


@dataclass(frozen=True)
class PageSpec:
    """A page: the name that view states use, and how it is made."""

    name: PageName
    make: Callable[[], QWidget]


PAGES = (
    PageSpec("unlock", UnlockPage),
    PageSpec("keep", KeepPage),
    PageSpec("home", HomePage),
    PageSpec("meeting", MeetingPage),
    PageSpec("briefing", BriefingPage),
    PageSpec("debrief", DebriefPage),
    PageSpec("library", LibraryPage),
    PageSpec("record", RecordPage),
    PageSpec("own_practice", OwnPracticePage),
    PageSpec("desk", DeskPage),
    PageSpec("sandbox", SandboxPage),
    PageSpec("models", ModelsPage),
    PageSpec("settings", SettingsPage),
    PageSpec("privacy", PrivacyPage),
    PageSpec("session", SessionPage),
    PageSpec("stage", StagePage),
)
