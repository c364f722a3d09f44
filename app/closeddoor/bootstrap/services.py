"""The use cases over an open vault: those of home are made with it, the others when a page first needs them."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.overview import OverviewService
from closeddoor.services.record.cards import CardService
from closeddoor.services.standings import StandingService
from closeddoor.vault.vault import Vault

if TYPE_CHECKING:
    from closeddoor.grading.grader import EmbeddedGrader
    from closeddoor.inference.reading.client import ReaderClient
    from closeddoor.services.found_models import FoundModelService
    from closeddoor.services.installing import Threads
    from closeddoor.services.practice import FinishedService, PracticeService
    from closeddoor.services.qualification import Means, QualificationService


class Services:
    """Each is made once; code that only some pages need is imported with them."""

    def __init__(self, vault: Vault, equipment: Equipment, parent: QObject) -> None:
        self.vault = vault
        self.equipment = equipment
        self.changes = HistoryChanges()
        self.chat = ChatService(vault, equipment.database, equipment.models.chat, equipment.dispatcher, self.changes)
        equipment.library.open_vault(vault, equipment.database)
        standings = StandingService(vault, equipment.database)
        self.overview = OverviewService(equipment.library, standings, equipment.dispatcher)
        self.cards = CardService(vault, equipment.database)
        self._parent = parent

    @cached_property
    def threads(self) -> "Threads":
        from closeddoor.services.installing import Threads

        return Threads(self.equipment.database, self.equipment.jobs, self.equipment.dispatcher)

    @cached_property
    def grader(self) -> "EmbeddedGrader":
        from closeddoor.grading.grader import EmbeddedGrader

        return EmbeddedGrader(self.equipment.models.embedder, self.equipment.jobs)

    @cached_property
    def practice(self) -> "PracticeService":
        from closeddoor.services.practice import PracticeService

        return PracticeService(self.vault, self.equipment.database, self.grader, self.equipment.dispatcher)

    @cached_property
    def finished(self) -> "FinishedService":
        from closeddoor.services.practice.finished import FinishedService

        return FinishedService(self.vault, self.equipment.database)

    @cached_property
    def means(self) -> "Means":
        from closeddoor.bootstrap.judging import means_of

        equipment = self.equipment
        return means_of(equipment.models, self.grader, equipment.dispatcher, equipment.jobs)

    @cached_property
    def qualifications(self) -> "QualificationService":
        from closeddoor.services.qualification import QualificationService

        return QualificationService(self.vault, self.equipment.database, self.means)

    @cached_property
    def found_models(self) -> "FoundModelService":
        from closeddoor.bootstrap.model_choice import find_models

        return find_models(self.vault, self.equipment, self._parent)

    @cached_property
    def reader(self) -> "ReaderClient":
        from closeddoor.bootstrap.reader import make_reader

        return make_reader(self.equipment.jobs, self.equipment.dispatcher, self._parent)

    @property
    def reader_if_made(self) -> "ReaderClient | None":
        """Return what reads documents, where any was read or is about to be."""
        return self.__dict__.get("reader")
