"""Reading ahead, wired: the briefing that is open, the model in use, the setting, and the slots that are kept."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.services import Services
from closeddoor.domain.ports import ChatMessage, Preparation
from closeddoor.domain.qualification import Qualification
from closeddoor.inference.battery import charge_left
from closeddoor.inference.chat import LocalChatModel
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.services.practice import Briefing
from closeddoor.services.reading_ahead import Conditions, ReadingAhead
from closeddoor.services.settings import READ_AHEAD_KEY, SettingValue


class ModelInUse:
    """Whichever chat model has a worker; a `PreparingModel` to be asked only while `is_there`."""

    def __init__(self, models: Models) -> None:
        self._models = models

    @property
    def is_there(self) -> bool:
        return self._models.chat_client is not None

    def prepare(self, messages: Sequence[ChatMessage]) -> Preparation:
        return self._worker().prepare(messages)

    def keep(self, slot: int) -> Future[bool]:
        return self._worker().keep(slot)

    def _worker(self) -> LocalChatModel:
        assert self._models.chat_client is not None  # noqa: S101 (for the type: asked for just before)
        return LocalChatModel(self._models.chat_client)


class SlotsInUse:
    """The slots of the history that is open, if there are any: a `SnapshotStore`."""

    def __init__(self, models: Models) -> None:
        self._models = models

    def make_room(self, slot_bytes: int) -> int | None:
        slots = self._models.snapshots
        return slots.make_room(slot_bytes) if slots is not None else None

    def note_use(self, slot: int) -> None:
        if (slots := self._models.snapshots) is not None:
            slots.note_use(slot)


class KnownJudges:
    """Which models have passed as judges, as far as it was looked up: those are asked about briefings at any size."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._passed: set[str] = set()

    def look(self, sha256: str) -> None:
        """Look up what was measured of a model; where that fails, what was known before holds."""
        stored = self._services.qualifications.stored(sha256)
        self._services.equipment.dispatcher.deliver(stored, lambda found: self._take(sha256, found), lambda _: None)

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._passed

    def _take(self, sha256: str, found: Qualification | None) -> None:
        if found is not None and found.passed:
            self._passed.add(sha256)
        else:
            self._passed.discard(sha256)


def read_ahead(briefing: BriefingPresenter, settings: SettingsPresenter, services: Services) -> ReadingAhead:
    """Have the model in use read a briefing that is opened, where it will be asked about it."""
    equipment, chat = services.equipment, services.chat
    models = equipment.models
    in_use, judges = ModelInUse(models), KnownJudges(services)

    def is_worth_it() -> bool:
        is_asked = in_use.is_there and (models.is_for_briefings or models.sha256 in judges)
        return is_asked and not chat.records.is_any_off_the_record

    conditions = Conditions(is_worth_it, charge_left)
    service = ReadingAhead(in_use, conditions, SlotsInUse(models), equipment.jobs, equipment.dispatcher)

    def follow(values: Mapping[str, SettingValue]) -> None:
        service.is_wanted = values.get(READ_AHEAD_KEY) is True
        if not service.is_wanted:
            service.give_up()

    def opened(opened: Briefing) -> None:
        if service.is_wanted and not models.is_for_briefings:
            judges.look(models.sha256)
        service.opened(opened.scenario)

    settings.settings_changed.connect(follow)
    follow(settings.values)
    briefing.opened.connect(opened)
    return service
