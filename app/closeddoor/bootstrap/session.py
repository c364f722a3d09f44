"""Everything that needs an open vault: its use cases, and the rooms over them."""

from functools import partial
from shutil import rmtree
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.lock_triggers import watch_for_locking
from closeddoor.bootstrap.palette import open_palette
from closeddoor.bootstrap.places import come_back
from closeddoor.bootstrap.rooms import Rooms
from closeddoor.bootstrap.services import Services
from closeddoor.bootstrap.ways import Ways
from closeddoor.bootstrap.window_place import keep_window_place
from closeddoor.domain.place import Place
from closeddoor.presenters.palette import PaletteSources
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.upkeep import CHECK_AFTER_S, GO_ON_AFTER_S, UpkeepService
from closeddoor.ui.pages.specs import PAGES
from closeddoor.vault.set_aside import unpacked_beside
from closeddoor.vault.vault import Vault

if TYPE_CHECKING:
    from closeddoor.bootstrap.model_choice import ModelRoom
    from closeddoor.inference.reading.client import ReaderClient
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
    from closeddoor.services.qualification import QualificationService


class Session(QObject):
    """One open vault, from unlock to close. A presenter that is asked for is made if it was not, with its page."""

    def __init__(self, vault: Vault, equipment: Equipment, parent: QObject) -> None:
        super().__init__(parent)
        self._equipment = equipment
        self._upkeep = UpkeepService(vault, equipment.database, equipment.database_wanted)
        equipment.jobs.submit(partial(rmtree, unpacked_beside(equipment.profile.vault), ignore_errors=True))
        self.services = Services(vault, equipment, self)
        self.chat = self.services.chat
        self.rooms = Rooms(self.services, watch_for_locking(vault, equipment, self), self)
        self.settings = self.rooms.settings
        equipment.frame.page_wanted.connect(equipment.pages.make)
        self.ways = Ways(self.rooms, equipment, self)
        to_find = PaletteSources(equipment.library.shelf, self.chat.conversations)
        names = [spec.name for spec in PAGES]
        open_palette(equipment.window, names, to_find, self.ways.doors(), equipment.dispatcher, self)
        keep_window_place(equipment.window, vault, equipment.database, equipment.dispatcher, self)

    @property
    def home(self) -> "HomePresenter":
        return self.rooms.home

    @property
    def meeting(self) -> "MeetingPresenter":
        return self.rooms.meeting

    @property
    def briefing(self) -> "BriefingPresenter":
        return self.rooms.briefing

    @property
    def debrief(self) -> "DebriefPresenter":
        return self.rooms.debrief

    @property
    def library(self) -> "LibraryPresenter":
        return self.rooms.library

    @property
    def record(self) -> "RecordPresenter":
        return self.rooms.record

    @property
    def sandbox(self) -> "SandboxPresenter":
        return self.rooms.sandbox

    @property
    def attachments(self) -> "AttachmentsPresenter":
        return self.rooms.attachments

    @property
    def own_practice(self) -> "OwnPracticePresenter":
        return self.rooms.own_practice

    @property
    def desk(self) -> "DeskPresenter":
        return self.rooms.desk

    @property
    def models(self) -> "ModelRoom":
        return self.rooms.models

    @property
    def privacy(self) -> "PrivacyPresenter":
        return self.rooms.privacy

    @property
    def group(self) -> "SessionPresenter":
        return self.rooms.session

    @property
    def reader(self) -> "ReaderClient":
        return self.services.reader

    @property
    def qualifications(self) -> "QualificationService":
        return self.services.qualifications

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
