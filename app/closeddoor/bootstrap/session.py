"""Everything that needs an open vault: services, and the presenters over them."""

from functools import partial

from PySide6.QtCore import QObject

from closeddoor.bootstrap.attachments import attach_documents, make_reader
from closeddoor.bootstrap.desk import open_desk
from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.facts import installation_facts
from closeddoor.bootstrap.group_session import lead_to_group_session, open_group_session
from closeddoor.bootstrap.judging import means_of
from closeddoor.bootstrap.own_practice import lead_to_own_practice, open_own_practice
from closeddoor.bootstrap.pages import (
    Pages,
    connect_briefing,
    connect_debrief,
    connect_home,
    connect_library,
    connect_meeting,
    connect_settings,
)
from closeddoor.bootstrap.palette import open_palette
from closeddoor.bootstrap.places import come_back
from closeddoor.bootstrap.privacy import open_privacy
from closeddoor.bootstrap.reading_ahead import read_ahead
from closeddoor.bootstrap.record import open_record
from closeddoor.bootstrap.rephrasing import offer_own_words
from closeddoor.bootstrap.rooms import Rooms
from closeddoor.bootstrap.sandbox import connect_clipboard, open_sandbox, sandbox_files
from closeddoor.bootstrap.ways import Ways
from closeddoor.bootstrap.window_place import keep_window_place
from closeddoor.domain.place import Place
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.debrief import DebriefPresenter, DebriefSources
from closeddoor.presenters.home import HomePresenter, HomeSources
from closeddoor.presenters.library import LibraryPresenter, LibrarySources
from closeddoor.presenters.meeting import MeetingPresenter
from closeddoor.presenters.palette import PaletteSources
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.earlier import EarlierService
from closeddoor.services.installing import InstallingService, Threads
from closeddoor.services.meetings import MeetingService
from closeddoor.services.overview import OverviewService
from closeddoor.services.practice import FinishedService, PracticeService
from closeddoor.services.qualification import QualificationService
from closeddoor.services.record.cards import CardService
from closeddoor.services.second_opinion import SecondOpinions
from closeddoor.services.settings import SettingsService
from closeddoor.services.standings import StandingService
from closeddoor.services.upkeep import CHECK_AFTER_S, GO_ON_AFTER_S, UpkeepService
from closeddoor.vault.vault import Vault


class Session(QObject):
    """One open vault, from unlock to close."""

    def __init__(self, vault: Vault, equipment: Equipment, parent: QObject) -> None:
        super().__init__(parent)
        pages, models, dispatcher = equipment.pages, equipment.models, equipment.dispatcher
        changes = HistoryChanges()
        self._equipment = equipment
        self._upkeep = UpkeepService(vault, equipment.database, equipment.database_wanted)
        self.chat = ChatService(vault, equipment.database, models.chat, dispatcher, changes)
        grader = EmbeddedGrader(models.embedder, equipment.jobs)
        practice = PracticeService(vault, equipment.database, grader, dispatcher)
        equipment.library.open_vault(vault, equipment.database)
        standings = StandingService(vault, equipment.database)
        overview = OverviewService(equipment.library, standings, dispatcher)
        cards = CardService(vault, equipment.database)
        sources = HomeSources(overview, self.chat, cards.due_count)
        self.home = HomePresenter(pages.home, sources, models.name, dispatcher, self)
        meetings = MeetingService(vault, equipment.database)
        self.meeting = MeetingPresenter(pages.meeting, meetings, overview, dispatcher, self)
        self.briefing = BriefingPresenter(pages.briefing, practice, equipment.library, dispatcher, self)
        means = means_of(models, grader, dispatcher, equipment.jobs)
        self.qualifications = QualificationService(vault, equipment.database, means)
        second = SecondOpinions(practice, means, self.qualifications)
        debriefed = DebriefSources(practice, equipment.library, cards, equipment.jobs, second)
        self.debrief = DebriefPresenter(pages.debrief, debriefed, dispatcher, self)
        self.library = LibraryPresenter(pages.library, _library_sources(vault, equipment, overview), dispatcher, self)
        files = sandbox_files(equipment.jobs)
        self.sandbox = open_sandbox(pages.sandbox, self.chat, models, dispatcher, changes, files, self)
        self.reader = reader = make_reader(equipment.jobs, dispatcher, self)
        self.attachments = attach_documents(pages.sandbox, self.sandbox, self.chat, equipment, changes, reader, self)
        self.own_practice = open_own_practice(vault, equipment, cards, self.attachments, reader, self)
        self.desk = open_desk(vault, equipment, grader, means, self.qualifications, self)
        self.settings = self._open_settings(vault)
        offer_own_words(self.briefing, self.settings, equipment)
        read_ahead(vault, self.briefing, self.settings, self.chat, equipment)
        threads = Threads(equipment.database, equipment.jobs, dispatcher)
        self.record = open_record(pages.record, vault, cards, equipment.library, threads, equipment.clipboard, self)
        self.privacy = open_privacy(vault, equipment, reader, self)
        self.group = open_group_session(equipment, self)
        self._connect(pages, equipment)
        self.briefing.opened.connect(practice.prepare)
        self.rooms = Rooms(
            home=self.home,
            meeting=self.meeting,
            briefing=self.briefing,
            debrief=self.debrief,
            library=self.library,
            record=self.record,
            sandbox=self.sandbox,
            own_practice=self.own_practice,
            desk=self.desk,
            settings=self.settings,
            privacy=self.privacy,
            session=self.group,
        )
        self.ways = Ways(self.rooms, FinishedService(vault, equipment.database), equipment, self)
        self._lead(vault, equipment)

    def _lead(self, vault: Vault, equipment: Equipment) -> None:
        """Open the doors that more than one page has, once there are ways to go."""
        lead_to_own_practice(self.own_practice, self.attachments, equipment, self.ways.go)
        lead_to_group_session(self.group, equipment, self.ways.go, equipment.frame.back)
        to_find = PaletteSources(equipment.library.shelf, self.chat.conversations)
        window, dispatcher = equipment.window, equipment.dispatcher
        open_palette(window, equipment.pages.by_name, to_find, self.ways.doors(), dispatcher, self)
        keep_window_place(window, vault, equipment.database, dispatcher, self)

    def begin(self, place: Place | None = None) -> None:
        """Show home or, after a lock, `place`, with the look that the user chose and what the vault has to say."""
        self.settings.follow()
        self._equipment.frame.open()
        for notice in self._upkeep.notices:
            self.home.tell(Problem(notice))
        if place is not None:
            self.come_back(place)
        self._equipment.dispatcher.later(CHECK_AFTER_S, self._check_vault)

    def come_back(self, place: Place) -> None:
        """Go to where the user was before a lock."""
        come_back(place, self.rooms, self.ways)

    def _open_settings(self, vault: Vault) -> SettingsPresenter:
        equipment = self._equipment
        facts = partial(installation_facts, equipment.models)
        service = SettingsService(vault, equipment.database)
        return SettingsPresenter(equipment.pages.settings, service, facts, equipment.dispatcher, self)

    def _connect(self, pages: Pages, equipment: Equipment) -> None:
        connect_briefing(pages.briefing, self.briefing)
        connect_debrief(pages.debrief, self.debrief)
        self.debrief.copied.connect(equipment.clipboard.copy)
        connect_home(pages.home, self.home)
        connect_library(pages.library, self.library)
        connect_meeting(pages.meeting, self.meeting)
        self.meeting.copied.connect(equipment.clipboard.copy)
        connect_clipboard(self.sandbox, equipment.clipboard)
        connect_settings(pages.settings, self.settings)
        equipment.models.chat_state_changed.connect(self.sandbox.follow_model)
        self.settings.settings_changed.connect(equipment.frame.apply)
        equipment.window.text_size_requested.connect(self.settings.step_text_size)

    def _check_vault(self) -> None:
        def go_on(is_done: bool) -> None:  # noqa: FBT001 - a future's value
            if not is_done:
                self._equipment.dispatcher.later(GO_ON_AFTER_S, self._check_vault)

        def tell(error: BaseException) -> None:
            self.home.tell(Problem.of(error))

        self._equipment.dispatcher.deliver(self._upkeep.check(), go_on, tell)

    def leave_page(self) -> None:
        """Keep what was typed last."""
        self.rooms.leave()


def _library_sources(vault: Vault, equipment: Equipment, overview: OverviewService) -> LibrarySources:
    threads = Threads(equipment.database, equipment.jobs, equipment.dispatcher)
    library = equipment.library
    installing, earlier = InstallingService(vault, library, threads), EarlierService(vault, library, threads)
    return LibrarySources(library, overview, installing, earlier)
