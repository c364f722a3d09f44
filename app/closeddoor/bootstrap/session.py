"""Everything that needs an open vault: services, and the presenters over them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from closeddoor.bootstrap.attachments import attach_documents, make_reader
from closeddoor.bootstrap.facts import installation_facts
from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.own_practice import open_own_practice
from closeddoor.bootstrap.pages import (
    Pages,
    connect_briefing,
    connect_debrief,
    connect_home,
    connect_library,
    connect_meeting,
    connect_settings,
)
from closeddoor.bootstrap.palette import Doors, appearance_actions, open_palette
from closeddoor.bootstrap.record import open_record
from closeddoor.bootstrap.sandbox import connect_clipboard, open_sandbox, sandbox_files
from closeddoor.bootstrap.window_place import keep_window_place
from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.debrief import DebriefPresenter, DebriefSources
from closeddoor.presenters.home import HomePresenter, HomeSources
from closeddoor.presenters.library import LibraryPresenter, LibrarySources
from closeddoor.presenters.meeting import MeetingPresenter
from closeddoor.presenters.palette import PaletteSources
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.window import WindowPresenter
from closeddoor.profile import Profile
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.earlier import EarlierService
from closeddoor.services.installing import InstallingService, Threads
from closeddoor.services.library import LibraryService
from closeddoor.services.meetings import MeetingService
from closeddoor.services.overview import OverviewService
from closeddoor.services.practice import Briefing, FinishedService, PracticeService
from closeddoor.services.record.cards import CardService
from closeddoor.services.settings import SettingsService
from closeddoor.services.shelf_briefing import whole_briefing
from closeddoor.services.standings import StandingService
from closeddoor.services.upkeep import CHECK_AFTER_S, GO_ON_AFTER_S, UpkeepService
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.window import MainWindow
from closeddoor.vault.vault import Vault


@dataclass(frozen=True)
class Equipment:
    """What lives as long as the process, vault or not."""

    profile: Profile
    pages: Pages
    window: MainWindow
    frame: WindowPresenter
    models: Models
    library: LibraryService
    database: Executor
    database_wanted: Callable[[], bool]
    jobs: Executor
    dispatcher: Dispatcher
    clipboard: PrivateClipboard


class Session(QObject):
    """One open vault, from unlock to close."""

    def __init__(self, vault: Vault, equipment: Equipment, parent: QObject) -> None:
        super().__init__(parent)
        pages, models, dispatcher = equipment.pages, equipment.models, equipment.dispatcher
        changes = HistoryChanges()
        self._equipment = equipment
        self._upkeep = UpkeepService(vault, equipment.database, equipment.database_wanted)
        self._frame = equipment.frame
        self._is_read_again = False
        self.chat = ChatService(vault, equipment.database, models.chat, dispatcher, changes)
        grader = EmbeddedGrader(models.embedder, equipment.jobs)
        practice = self._practice = PracticeService(vault, equipment.database, grader, dispatcher)
        self._finished = FinishedService(vault, equipment.database)
        equipment.library.open_vault(vault, equipment.database)
        standings = StandingService(vault, equipment.database)
        overview = OverviewService(equipment.library, standings, equipment.jobs, dispatcher)
        cards = CardService(vault, equipment.database)
        sources = HomeSources(overview, self.chat, cards.due_count)
        self.home = HomePresenter(pages.home, sources, models.name, dispatcher, self)
        meetings = MeetingService(vault, equipment.database)
        self.meeting = MeetingPresenter(pages.meeting, meetings, overview, dispatcher, self)
        self.briefing = BriefingPresenter(pages.briefing, practice, equipment.library, dispatcher, self)
        debriefed = DebriefSources(practice, equipment.library, cards, equipment.jobs)
        self.debrief = DebriefPresenter(pages.debrief, debriefed, dispatcher, self)
        self.library = LibraryPresenter(pages.library, _library_sources(vault, equipment, overview), dispatcher, self)
        files = sandbox_files(equipment.jobs)
        self.sandbox = open_sandbox(pages.sandbox, self.chat, models, dispatcher, changes, files, self)
        reader = make_reader(equipment.jobs, dispatcher, self)
        self.attachments = attach_documents(pages.sandbox, self.sandbox, self.chat, equipment, changes, reader, self)
        self.own_practice = open_own_practice(vault, equipment, cards, self.attachments, reader, self._go, self)
        self.settings = SettingsPresenter(
            pages.settings,
            SettingsService(vault, equipment.database),
            partial(installation_facts, equipment.profile, vault, models, reader),
            dispatcher,
            self,
        )
        threads = Threads(equipment.database, equipment.jobs, dispatcher)
        self.record = open_record(pages.record, vault, cards, equipment.library, threads, equipment.clipboard, self)
        connect_briefing(pages.briefing, self.briefing)
        connect_debrief(pages.debrief, self.debrief)
        self.debrief.copied.connect(equipment.clipboard.copy)
        connect_home(pages.home, self.home)
        connect_library(pages.library, self.library)
        connect_meeting(pages.meeting, self.meeting)
        self.meeting.copied.connect(equipment.clipboard.copy)
        connect_clipboard(self.sandbox, equipment.clipboard)
        connect_settings(pages.settings, self.settings)
        self._connect(pages, equipment.window)
        to_find = PaletteSources(equipment.library.shelf, self.chat.conversations)
        open_palette(equipment.window, pages.by_name, to_find, self._doors(), dispatcher, self)
        keep_window_place(equipment.window, vault, equipment.database, dispatcher, self)

    def begin(self) -> None:
        """Show home, with the look that the user chose and what the vault has to say."""
        self.settings.refresh()
        self._frame.open()
        for notice in self._upkeep.notices:
            self.home.show_problem(Problem(notice))
        self._equipment.dispatcher.later(CHECK_AFTER_S, self._check_vault)

    def _check_vault(self) -> None:
        def go_on(is_done: bool) -> None:  # noqa: FBT001 - a future's value
            if not is_done:
                self._equipment.dispatcher.later(GO_ON_AFTER_S, self._check_vault)

        self._equipment.dispatcher.deliver(self._upkeep.check(), go_on, self._tell_at_home)

    def _tell_at_home(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.home.show_problem(Problem.of(error))

    def _tell_in_library(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.library.show_problem(Problem.of(error))

    def _tell_in_record(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.record.show_problem(Problem.of(error))

    def leave_page(self) -> None:
        """Keep what was typed last."""
        self.briefing.leave()
        self.own_practice.leave()
        self.meeting.leave()
        self.sandbox.leave_page()

    def open_briefing(self, pack_id: str, scenario_id: str) -> None:
        """Show a briefing, or say where it was asked for that its pack was removed."""
        asked_at = self._frame.page

        def open_if_waited_for(found: tuple[Pack, Scenario]) -> None:
            if self._frame.page == asked_at:
                self._open(*found)

        def refuse(error: BaseException) -> None:
            if asked_at not in ("library", "record"):
                self._frame.show("home")
            self._teller(asked_at)(error)

        dispatcher, library = self._equipment.dispatcher, self._equipment.library
        dispatcher.deliver(whole_briefing(library, dispatcher, pack_id, scenario_id), open_if_waited_for, refuse)

    def open_meeting(self, kind: str) -> None:
        """Show what to have in hand before a kind of meeting; an empty `kind` lets the user choose one."""
        self.meeting.open(kind)
        self._frame.show("meeting")

    def open_finished(self, attempt_id: int) -> None:
        """Show the debrief of a finished attempt again, if the user still waits for it where they asked."""
        asked_at = self._frame.page

        def show(briefing: Briefing) -> None:
            if self._frame.page == asked_at:
                self._show_in_debrief(briefing, is_read_again=True)

        self._equipment.dispatcher.deliver(self._finished.reopen(attempt_id), show, self._teller(asked_at))

    def _teller(self, page: str) -> Callable[[BaseException], None]:
        """Return what tells a failure on the page where it was asked; of pages that cannot, home does."""
        return {"library": self._tell_in_library, "record": self._tell_in_record}.get(page, self._tell_at_home)

    def _open(self, pack: Pack, scenario: Scenario) -> None:
        self.briefing.open(pack, scenario)
        self._frame.show("briefing")

    def _connect(self, pages: Pages, window: MainWindow) -> None:
        pages.home.briefing_requested.connect(self.open_briefing)
        pages.home.debrief_requested.connect(self.open_finished)
        pages.home.meeting_requested.connect(self.open_meeting)
        pages.home.record_requested.connect(self._open_cards)
        pages.record.briefing_requested.connect(self.open_briefing)
        pages.record.debrief_requested.connect(self.open_finished)
        pages.record.own_requested.connect(self.own_practice.open)
        pages.record.home_requested.connect(lambda: self._go("home"))
        pages.meeting.kind_requested.connect(self.open_meeting)
        pages.meeting.briefing_requested.connect(self.open_briefing)
        pages.home.library_requested.connect(lambda: self._frame.show("library"))
        pages.library.briefing_requested.connect(self.open_briefing)
        pages.library.debrief_requested.connect(self.open_finished)
        pages.home.sandbox_requested.connect(lambda: self._frame.show("sandbox"))
        pages.home.conversation_requested.connect(self._open_conversation)
        self.briefing.opened.connect(self._practice.prepare)
        self.briefing.debrief_opened.connect(self._show_debrief)
        self.briefing.failed.connect(self._show_home_with)
        self.debrief.finished.connect(self._leave_debrief)
        self.debrief.briefing_requested.connect(self.open_briefing)
        self.settings.settings_changed.connect(self._frame.apply)
        self._frame.page_shown.connect(self._refresh)
        self._equipment.models.chat_state_changed.connect(self.sandbox.follow_model)
        window.page_requested.connect(self._go)
        window.back_requested.connect(self._go_back)
        window.new_conversation_requested.connect(self._start_conversation)
        window.search_requested.connect(self._start_search)
        window.pack_dropped.connect(self._look_at_pack)
        window.text_size_requested.connect(self.settings.step_text_size)

    def _go_back(self) -> None:
        self.leave_page()
        self._frame.back()

    def _leave_debrief(self) -> None:
        """From one that was read again, go back to where it was opened; home has the next offer after any other."""
        if self._is_read_again:
            self._frame.back()
        else:
            self._frame.show("home")

    def _go(self, page: str) -> None:
        self.leave_page()
        self._frame.show(page)

    def _refresh(self, page: str) -> None:
        if page == "home":
            self.home.refresh(is_return=self._frame.is_return)
        elif page == "meeting":
            self.meeting.refresh()
        elif page == "library":
            self.library.refresh()
        elif page == "record":
            self.record.refresh(is_return=self._frame.is_return)
        elif page == "own_practice":
            self.own_practice.refresh()
        elif page == "sandbox":
            self._equipment.models.start_chat()
            self.sandbox.refresh()
        elif page == "briefing":
            self._equipment.models.start_embedder()
        elif page == "settings":
            self.settings.refresh()

    def _open_cards(self) -> None:
        self.record.show_view("cards")
        self._go("record")

    def _open_conversation(self, conversation_id: int) -> None:
        self.sandbox.open(conversation_id)
        self._frame.show("sandbox")

    def _start_search(self) -> None:
        self._go("sandbox")
        self._equipment.pages.sandbox.focus_search()

    def _doors(self) -> Doors:
        """Where the palette leads."""
        window = self._equipment.window
        actions = {
            "new_conversation": self._start_conversation,
            "search": self._start_search,
            "packs": self._show_packs,
            "privacy": window.show_privacy_detail,
            "shortcuts": window.show_shortcuts,
            **appearance_actions(self.settings),
        }
        return Doors(
            self.leave_page, self._show_place, self.open_meeting, self.open_briefing, self._open_conversation, actions
        )

    def _show_place(self, page: str) -> None:
        if page == "meeting":
            self.open_meeting("")
        else:
            self._frame.show(page)

    def _show_packs(self) -> None:
        self._go("library")
        self.library.show_view("packs")

    def _look_at_pack(self, path: Path) -> None:
        """Go to the library, where the question about it is asked."""
        self._go("library")
        self.library.look_at(path)

    def _start_conversation(self) -> None:
        self.sandbox.start_new()
        self._go("sandbox")

    def _show_debrief(self, briefing: Briefing) -> None:
        """Go on to the debrief where the participant waits for it; who has left finds it offered at home."""
        if self._frame.page == "briefing":
            self._show_in_debrief(briefing, is_read_again=False)
        elif self._frame.page == "home":
            self.home.refresh()

    def _show_in_debrief(self, briefing: Briefing, *, is_read_again: bool) -> None:
        self._is_read_again = is_read_again
        self.debrief.show(briefing)
        self._frame.show("debrief")

    def _show_home_with(self, problem: Problem) -> None:
        self._frame.show("home")
        self.home.show_problem(problem)


def _library_sources(vault: Vault, equipment: Equipment, overview: OverviewService) -> LibrarySources:
    threads = Threads(equipment.database, equipment.jobs, equipment.dispatcher)
    library = equipment.library
    installing, earlier = InstallingService(vault, library, threads), EarlierService(vault, library, threads)
    return LibrarySources(library, overview, installing, earlier)
