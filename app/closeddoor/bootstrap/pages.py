"""The pages, each made when it is first shown or asked for, once."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from closeddoor.presenters.states.window import PageName
from closeddoor.ui.pages.specs import PAGES

if TYPE_CHECKING:
    from closeddoor.ui.pages.debrief.page import DebriefPage
    from closeddoor.ui.pages.desk import DeskPage
    from closeddoor.ui.pages.home.page import HomePage
    from closeddoor.ui.pages.keep.page import KeepPage
    from closeddoor.ui.pages.library.page import LibraryPage
    from closeddoor.ui.pages.meeting.page import MeetingPage
    from closeddoor.ui.pages.models.page import ModelsPage
    from closeddoor.ui.pages.own_practice.page import OwnPracticePage
    from closeddoor.ui.pages.practice.page import BriefingPage
    from closeddoor.ui.pages.privacy.page import PrivacyPage
    from closeddoor.ui.pages.record.page import RecordPage
    from closeddoor.ui.pages.sandbox.page import SandboxPage
    from closeddoor.ui.pages.session import SessionPage, StagePage
    from closeddoor.ui.pages.settings.page import SettingsPage
    from closeddoor.ui.pages.unlock.page import UnlockPage

Follow = Callable[[PageName, QWidget], object]
"""Called with a page as soon as there is one."""


class Pages:
    """One widget per row of `PAGES`; those that are `made` already are taken as they are."""

    def __init__(self, made: Mapping[PageName, QWidget] | None = None) -> None:
        self._made: dict[PageName, QWidget] = dict(made or {})
        self._makers = {spec.name: spec.make for spec in PAGES}
        self._followers: list[Follow] = []

    def follow(self, follow: Follow) -> None:
        """Have `follow` called with every page: now with those that are made, later with each that is."""
        self._followers.append(follow)
        for name, page in tuple(self._made.items()):
            follow(name, page)

    def make(self, name: PageName) -> QWidget:
        """Return a page; it is made now if it was not before."""
        page = self._made.get(name)
        if page is None:
            self._made[name] = page = self._makers[name]()
            for follow in tuple(self._followers):
                follow(name, page)
        return page

    def is_made(self, name: PageName) -> bool:
        return name in self._made

    @property
    def by_name(self) -> Mapping[PageName, QWidget]:
        """Return every page; those that were not made are made now."""
        return {name: self.make(name) for name in self._makers}

    @property
    def unlock(self) -> "UnlockPage":
        return cast("UnlockPage", self.make("unlock"))

    @property
    def keep(self) -> "KeepPage":
        return cast("KeepPage", self.make("keep"))

    @property
    def home(self) -> "HomePage":
        return cast("HomePage", self.make("home"))

    @property
    def meeting(self) -> "MeetingPage":
        return cast("MeetingPage", self.make("meeting"))

    @property
    def briefing(self) -> "BriefingPage":
        return cast("BriefingPage", self.make("briefing"))

    @property
    def debrief(self) -> "DebriefPage":
        return cast("DebriefPage", self.make("debrief"))

    @property
    def library(self) -> "LibraryPage":
        return cast("LibraryPage", self.make("library"))

    @property
    def record(self) -> "RecordPage":
        return cast("RecordPage", self.make("record"))

    @property
    def own_practice(self) -> "OwnPracticePage":
        return cast("OwnPracticePage", self.make("own_practice"))

    @property
    def desk(self) -> "DeskPage":
        return cast("DeskPage", self.make("desk"))

    @property
    def sandbox(self) -> "SandboxPage":
        return cast("SandboxPage", self.make("sandbox"))

    @property
    def models(self) -> "ModelsPage":
        return cast("ModelsPage", self.make("models"))

    @property
    def settings(self) -> "SettingsPage":
        return cast("SettingsPage", self.make("settings"))

    @property
    def privacy(self) -> "PrivacyPage":
        return cast("PrivacyPage", self.make("privacy"))

    @property
    def session(self) -> "SessionPage":
        return cast("SessionPage", self.make("session"))

    @property
    def stage(self) -> "StagePage":
        return cast("StagePage", self.make("stage"))
