"""The presenters of an open vault, by the page of each, and what all of them can be asked.

Home and the settings are there at once. Every other presenter is made with its page, when that is first shown, and its
code is imported then: what nobody opens takes neither time at the start nor memory.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from closeddoor.bootstrap.home import open_home
from closeddoor.bootstrap.model_upkeep import keep_up_model
from closeddoor.bootstrap.services import Services
from closeddoor.bootstrap.settings import UnmadePage, follow_settings
from closeddoor.bootstrap.steps import take_all
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.states.window import PageName

if TYPE_CHECKING:
    from closeddoor.bootstrap.lock_triggers import Watching
    from closeddoor.bootstrap.model_choice import ModelRoom
    from closeddoor.presenters.attachments import AttachmentsPresenter
    from closeddoor.presenters.briefing import BriefingPresenter
    from closeddoor.presenters.debrief import DebriefPresenter
    from closeddoor.presenters.desk import DeskPresenter
    from closeddoor.presenters.home import HomePresenter
    from closeddoor.presenters.library import LibraryPresenter
    from closeddoor.presenters.meeting import MeetingPresenter
    from closeddoor.presenters.own_practice import OwnPracticePresenter
    from closeddoor.presenters.privacy.presenter import PrivacyPresenter
    from closeddoor.presenters.record import RecordPresenter
    from closeddoor.presenters.sandbox import SandboxPresenter
    from closeddoor.presenters.session import SessionPresenter
    from closeddoor.services.practice import FinishedService


class Refreshed(Protocol):
    """What can look at what it shows anew."""

    def refresh(self) -> None: ...


class Telling(Protocol):
    """What can say on its page that something went wrong."""

    def show_problem(self, problem: Problem) -> None: ...


class Rooms(QObject):
    """One presenter for each page that leads somewhere, made when it or its page is first asked for."""

    def __init__(self, services: Services, watching: "Watching", parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._watching = watching
        self._parent = parent
        self._pages = services.equipment.pages
        self._followers: list[Callable[[PageName], object]] = []
        self._opened: dict[PageName, object] = {}
        self._attachments: AttachmentsPresenter | None = None
        self._settings_page = UnmadePage()
        self.settings = follow_settings(services, self._settings_page, parent)
        self.model_upkeep = keep_up_model(services, self.settings, parent)
        self._openers: Mapping[PageName, Callable[[], object]] = {
            "home": lambda: open_home(services, parent),
            "meeting": self._open_meeting,
            "briefing": self._open_briefing,
            "debrief": self._open_debrief,
            "library": self._open_library,
            "record": self._open_record,
            "sandbox": self._open_sandbox,
            "own_practice": self._open_own_practice,
            "desk": self._open_desk,
            "settings": self._open_settings,
            "models": self._open_models,
            "privacy": self._open_privacy,
            "session": self._open_session,
            "stage": lambda: self._pages.make("session"),  # one presenter has both
        }

    def begin(self, follow: Callable[[PageName], object]) -> None:
        """Open home, and from now on the room of each page that is made; `follow` is called with each that is open."""
        self._followers.append(follow)
        self._pages.follow(self._open)
        self._pages.make("home")

    def follow(self, name: PageName, then: Callable[[], object]) -> None:
        """Have `then` called once a room is open: now, if it is."""
        if name in self._opened:
            then()
        else:
            self._followers.append(lambda opened: then() if opened == name else None)

    def is_open(self, name: PageName) -> bool:
        """Whether a page was made: what was never shown holds nothing."""
        return name in self._opened

    @property
    def finished(self) -> "FinishedService":
        """What reads a debrief again that was finished before."""
        return self._services.finished

    @property
    def home(self) -> "HomePresenter":
        return cast("HomePresenter", self._enter("home"))

    @property
    def meeting(self) -> "MeetingPresenter":
        return cast("MeetingPresenter", self._enter("meeting"))

    @property
    def briefing(self) -> "BriefingPresenter":
        return cast("BriefingPresenter", self._enter("briefing"))

    @property
    def debrief(self) -> "DebriefPresenter":
        return cast("DebriefPresenter", self._enter("debrief"))

    @property
    def library(self) -> "LibraryPresenter":
        return cast("LibraryPresenter", self._enter("library"))

    @property
    def record(self) -> "RecordPresenter":
        return cast("RecordPresenter", self._enter("record"))

    @property
    def sandbox(self) -> "SandboxPresenter":
        return cast("SandboxPresenter", self._enter("sandbox"))

    @property
    def attachments(self) -> "AttachmentsPresenter":
        self._enter("sandbox")
        return cast("AttachmentsPresenter", self._attachments)

    @property
    def own_practice(self) -> "OwnPracticePresenter":
        return cast("OwnPracticePresenter", self._enter("own_practice"))

    @property
    def desk(self) -> "DeskPresenter":
        return cast("DeskPresenter", self._enter("desk"))

    @property
    def models(self) -> "ModelRoom":
        return cast("ModelRoom", self._enter("models"))

    @property
    def privacy(self) -> "PrivacyPresenter":
        return cast("PrivacyPresenter", self._enter("privacy"))

    @property
    def session(self) -> "SessionPresenter":
        return cast("SessionPresenter", self._enter("session"))

    @property
    def has_unchecked_code(self) -> bool:
        """Whether the privacy room shows, or asks for, a new recovery code that is not valid yet."""
        if not self.is_open("privacy"):
            return False
        from closeddoor.bootstrap.privacy_protection import has_unchecked_code

        return has_unchecked_code(self.privacy)

    @property
    def puts_new_code(self) -> bool:
        """Whether the privacy room puts a new recovery code in force just now."""
        if not self.is_open("privacy"):
            return False
        from closeddoor.bootstrap.privacy_protection import puts_new_code

        return puts_new_code(self.privacy)

    def leave(self) -> None:
        """Keep what was typed last, of each page for itself."""
        leaving: dict[PageName, Callable[[], Callable[[], object]]] = {
            "briefing": lambda: self.briefing.leave,
            "debrief": lambda: self.debrief.leave,
            "own_practice": lambda: self.own_practice.leave,
            "desk": lambda: self.desk.leave,
            "meeting": lambda: self.meeting.leave,
            "sandbox": lambda: self.sandbox.leave_page,
            "privacy": lambda: self.privacy.left.emit,
        }
        take_all(*(of() for name, of in leaving.items() if self.is_open(name)))

    def forget_practice(self) -> None:
        """Drop what was typed and a disk still refuses, because all of the user's practice was deleted."""
        if self.is_open("briefing"):
            self.briefing.forget_drafts()
        if self.is_open("debrief"):
            self.debrief.forget_drafts()
        if self.is_open("own_practice"):
            self.own_practice.forget_drafts()
        if self.is_open("meeting"):
            self.meeting.forget_notes()

    def refresh(self, page: str, *, is_return: bool) -> None:
        """Let what `page` shows be looked at anew; who returns to a list finds it as it was left."""
        if page == "home":
            self.home.refresh(is_return=is_return)
        elif page == "record":
            self.record.refresh(is_return=is_return)
        elif page == "privacy":
            self.privacy.refresh(is_return=is_return)
        elif page in _AS_BEFORE:
            room = self.settings if page == "settings" else self._enter(cast("PageName", page))
            cast("Refreshed", room).refresh()

    def teller(self, page: str) -> Callable[[BaseException], None]:
        """Return what tells a failure on the page where it was asked; of pages that cannot, home does."""
        tells = page in ("library", "record", "session")
        room = cast("Telling", self._enter(cast("PageName", page) if tells else "home"))
        return lambda error: room.show_problem(Problem.of(error))

    def telling(self, page: str) -> tuple[Telling, ...]:
        """Return the room that says on `page` what is not its own; for most that is home."""
        if page == "sandbox":
            return ()
        tells = page in ("library", "record", "privacy")
        return (cast("Telling", self._enter(cast("PageName", page) if tells else "home")),)

    def _enter(self, name: PageName) -> object:
        """Return the room of a page; making that opens it."""
        self._pages.make(name)
        return self._opened[name]

    def _open(self, name: PageName, page: QWidget) -> None:
        del page  # the room asks for it by its name
        if name in self._openers and name not in self._opened:
            self._opened[name] = self._openers[name]()
            for follow in tuple(self._followers):
                follow(name)

    def _open_meeting(self) -> object:
        from closeddoor.bootstrap.meeting import open_meeting

        return open_meeting(self._services, self._parent)

    def _open_briefing(self) -> object:
        from closeddoor.bootstrap.briefing import open_briefing

        return open_briefing(self._services, self.settings, self._parent)

    def _open_debrief(self) -> object:
        from closeddoor.bootstrap.debrief import open_debrief

        return open_debrief(self._services, self._parent)

    def _open_library(self) -> object:
        from closeddoor.bootstrap.library import open_library

        return open_library(self._services, self._parent)

    def _open_record(self) -> object:
        from closeddoor.bootstrap.record import open_record

        return open_record(self._services, self._parent)

    def _open_sandbox(self) -> object:
        from closeddoor.bootstrap.attachments import attach_documents
        from closeddoor.bootstrap.sandbox import open_sandbox_over

        sandbox = open_sandbox_over(self._services, self._parent)
        services, equipment = self._services, self._services.equipment
        self._attachments = attach_documents(
            equipment.pages.sandbox, sandbox, services.chat, equipment, services.changes, services.reader, self._parent
        )
        return sandbox

    def _open_own_practice(self) -> object:
        from closeddoor.bootstrap.own_practice import open_own_practice

        return open_own_practice(self._services, self._parent)

    def _open_desk(self) -> object:
        from closeddoor.bootstrap.desk import open_desk

        services = self._services
        vault, equipment, means = services.vault, services.equipment, services.means
        return open_desk(vault, equipment, services.grader, means, services.qualifications, self._parent)

    def _open_settings(self) -> object:
        page = self._pages.settings
        page.setting_changed.connect(self.settings.change)
        self._settings_page.be(page)
        return self.settings

    def _open_models(self) -> object:
        from closeddoor.bootstrap.model_choice import open_models

        return open_models(self._services, self, self._parent)

    def _open_privacy(self) -> object:
        from closeddoor.bootstrap.privacy import open_privacy

        return open_privacy(self._services, self.settings, self._watching.system, self._parent)

    def _open_session(self) -> object:
        from closeddoor.bootstrap.group_session import open_group_session

        return open_group_session(self._services.equipment, self._parent)


_AS_BEFORE = ("meeting", "library", "own_practice", "desk", "sandbox", "settings", "models", "session")
"""Those that are the same for who comes and who returns."""
