"""The model room, wired: the page, what takes and measures models, and everyone who says which model it is."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.model_facts import fit_of, in_hand
from closeddoor.bootstrap.rooms import Rooms
from closeddoor.bootstrap.services import Services
from closeddoor.inference import laptop_memory
from closeddoor.inference.model_places import known_places
from closeddoor.inference.reading.headers import HeaderClient
from closeddoor.inference.recommended import recommended
from closeddoor.presenters.models.better import better_models
from closeddoor.presenters.models.choosing import ChoosingPresenter
from closeddoor.presenters.models.in_use import InUsePresenter
from closeddoor.presenters.models.shown import Shown
from closeddoor.presenters.models.trust import TrustPresenter
from closeddoor.presenters.states.models import ModelsViewState
from closeddoor.services.found_models import FoundModelService, Work
from closeddoor.ui.pages.models.page import ModelsPage
from closeddoor.vault.vault import Vault


@dataclass(frozen=True)
class ModelRoom:
    """The presenters of the room, over one page."""

    choosing: ChoosingPresenter
    in_use: InUsePresenter
    trust: TrustPresenter

    def refresh(self) -> None:
        """Look at everything anew."""
        self.choosing.refresh()
        self.in_use.refresh()
        self.trust.refresh()

    def end(self) -> None:
        """Leave nothing of a copy that is under way; call it once no job runs any more."""
        self.choosing.end()


def find_models(vault: Vault, equipment: Equipment, parent: QObject) -> FoundModelService:
    """Return what finds, takes and keeps models, over an open vault."""
    work = Work(equipment.database, equipment.jobs, equipment.dispatcher)
    places = known_places(Path.home(), os.environ)
    return FoundModelService(vault, places, equipment.profile.folder / "models", work, make_headers(parent))


def open_models(services: Services, rooms: Rooms, parent: QObject) -> ModelRoom:
    """Return the room over an open vault, connected to its page."""
    equipment, home = services.equipment, Path.home()
    pages, models = equipment.pages, equipment.models
    named = tuple(f"{place.app}: {place.shown(home)}" for place in known_places(home, os.environ))
    better = better_models(recommended(), laptop_memory.total_bytes())
    shown = Shown(pages.models, ModelsViewState("ask", better=better, places=named))
    fit = partial(fit_of, models)
    choosing = ChoosingPresenter(shown, services.found_models, models, equipment.dispatcher, fit, parent)
    tuner = rooms.model_upkeep.tuner
    in_use = InUsePresenter(shown, partial(in_hand, models, tuner.speed_of), models, home)
    trust = TrustPresenter(
        shown,
        services.qualifications,
        lambda: models.sha256 if models.chat_client is not None else "",
        equipment.dispatcher,
        parent,
    )
    trust.opinion_told.connect(in_use.tell_second_opinion)
    room = ModelRoom(choosing, in_use, trust)
    connect_models(pages.models, room)
    tuner.measured.connect(lambda: in_use.refresh() if equipment.frame.page == "models" else None)
    _follow(room, equipment, rooms)
    return room


def make_headers(parent: QObject) -> HeaderClient:
    """Return what reads the beginnings of model files; it ends its children when the application ends."""
    headers = HeaderClient(parent)
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(headers.close)
    return headers


def connect_models(page: ModelsPage, room: ModelRoom) -> None:
    choosing, in_use = page.choosing, page.in_use
    choosing.look_requested.connect(room.choosing.look)
    choosing.again_requested.connect(room.choosing.look_again)
    choosing.files_chosen.connect(room.choosing.pick)
    choosing.model_chosen.connect(room.choosing.choose)
    choosing.use_requested.connect(room.choosing.use_in_place)
    choosing.copy_requested.connect(room.choosing.copy)
    choosing.starter_requested.connect(room.choosing.use_starter)
    choosing.cancel_requested.connect(room.choosing.cancel)
    in_use.load_requested.connect(room.in_use.load)
    in_use.unload_requested.connect(room.in_use.unload)
    in_use.load_anyway_requested.connect(room.in_use.load_anyway)
    in_use.back_requested.connect(room.choosing.go_back)
    in_use.cancel_requested.connect(room.in_use.cancel)
    page.trust.measure_requested.connect(room.trust.measure)
    page.trust.cancel_requested.connect(room.trust.cancel)


def _follow(room: ModelRoom, equipment: Equipment, rooms: Rooms) -> None:
    """Let everyone who says which model it is say so again when another is in use."""
    frame, models = equipment.frame, equipment.models

    def take_over(before: str) -> None:
        if rooms.is_open("sandbox"):
            rooms.sandbox.show_model(models)
        rooms.home.show_model(models.name)
        room.in_use.offer_back(before)
        room.trust.refresh()
        room.in_use.load()  # whether it loads is to be seen here, where another can be chosen

    room.choosing.model_changed.connect(take_over)
    models.chat_state_changed.connect(lambda _: room.in_use.refresh() if frame.page == "models" else None)
