"""The presenters of an open vault, by the page of each, and what all of them can be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from closeddoor.bootstrap.steps import take_all
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
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.presenters.states.shared import Problem


class Refreshed(Protocol):
    """What can look at what it shows anew."""

    def refresh(self) -> None: ...


class Telling(Protocol):
    """What can say on its page that something went wrong."""

    def show_problem(self, problem: Problem) -> None: ...


@dataclass(frozen=True)
class Rooms:
    """One presenter for each page that leads somewhere."""

    home: HomePresenter
    meeting: MeetingPresenter
    briefing: BriefingPresenter
    debrief: DebriefPresenter
    library: LibraryPresenter
    record: RecordPresenter
    sandbox: SandboxPresenter
    own_practice: OwnPracticePresenter
    desk: DeskPresenter
    settings: SettingsPresenter
    privacy: PrivacyPresenter
    session: SessionPresenter

    def leave(self) -> None:
        """Keep what was typed last, of each page for itself."""
        take_all(
            self.briefing.leave,
            self.debrief.leave,
            self.own_practice.leave,
            self.desk.leave,
            self.meeting.leave,
            self.sandbox.leave_page,
            self.privacy.left.emit,
        )

    def forget_practice(self) -> None:
        """Drop what was typed and a disk still refuses, because all of the user's practice was deleted."""
        self.briefing.forget_drafts()
        self.debrief.forget_drafts()
        self.own_practice.forget_drafts()
        self.meeting.forget_notes()

    def refresh(self, page: str, *, is_return: bool) -> None:
        """Let what `page` shows be looked at anew; who returns to a list finds it as it was left."""
        if page == "home":
            self.home.refresh(is_return=is_return)
        elif page == "record":
            self.record.refresh(is_return=is_return)
        elif page == "privacy":
            self.privacy.refresh(is_return=is_return)
        elif page in self._as_before:
            self._as_before[page].refresh()

    def teller(self, page: str) -> Callable[[BaseException], None]:
        """Return what tells a failure on the page where it was asked; of pages that cannot, home does."""
        rooms: dict[str, Telling] = {"library": self.library, "record": self.record, "session": self.session}
        room = rooms.get(page, self.home)
        return lambda error: room.show_problem(Problem.of(error))

    def telling(self, page: str) -> tuple[Telling, ...]:
        """Return the room that says on `page` what is not its own; for most that is home."""
        rooms: dict[str, Telling] = {"library": self.library, "record": self.record, "privacy": self.privacy}
        return () if page == "sandbox" else (rooms.get(page, self.home),)

    @property
    def _as_before(self) -> dict[str, Refreshed]:
        """Those that are the same for who comes and who returns."""
        return {
            "meeting": self.meeting,
            "library": self.library,
            "own_practice": self.own_practice,
            "desk": self.desk,
            "sandbox": self.sandbox,
            "settings": self.settings,
            "session": self.session,
        }
