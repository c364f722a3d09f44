"""The model room, wired: the page, what takes and measures models, and everyone who says which model it is."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.model_facts import fit_of, in_hand
from closeddoor.bootstrap.session import Session
from closeddoor.bootstrap.tuning import Tuner, Unloader
from closeddoor.inference import laptop_memory
from closeddoor.inference.model_places import known_places
from closeddoor.inference.processor import processor_name
from closeddoor.inference.reading.headers import HeaderClient
from closeddoor.inference.recommended import recommended
from closeddoor.presenters.models.better import better_models
from closeddoor.presenters.models.choosing import ChoosingPresenter
from closeddoor.presenters.models.in_use import InUsePresenter
from closeddoor.presenters.models.shown import Shown
from closeddoor.presenters.models.trust import TrustPresenter
from closeddoor.presenters.states.models import ModelsViewState
from closeddoor.services.found_models import FoundModelService, Work
from closeddoor.services.tunings import TuningService
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


def offer_models(vault: Vault, equipment: Equipment, session: Session) -> ModelRoom:
    """Open the room over `vault`, for as long as `session` lasts."""
    pages, models = equipment.pages, equipment.models
    home = Path.home()
    work = Work(equipment.database, equipment.jobs, equipment.dispatcher)
    places = known_places(home, os.environ)
    service = FoundModelService(vault, places, equipment.profile.folder / "models", work, make_headers(session))
    named = tuple(f"{place.app}: {place.shown(home)}" for place in places)
    better = better_models(recommended(), laptop_memory.total_bytes())
    shown = Shown(pages.models, ModelsViewState("ask", better=better, places=named))
    choosing = ChoosingPresenter(shown, service, models, equipment.dispatcher, partial(fit_of, models), session)
    tuner = Tuner(models, TuningService(vault, equipment.database, processor_name()), equipment.dispatcher, session)
    unloader = Unloader(models, session)
    session.settings.settings_changed.connect(unloader.apply)
    in_use = InUsePresenter(shown, partial(in_hand, models, tuner.speed_of), models, home)
    trust = TrustPresenter(
        shown,
        session.qualifications,
        lambda: models.sha256 if models.chat_client is not None else "",
        equipment.dispatcher,
        session,
    )
    trust.opinion_told.connect(in_use.tell_second_opinion)
    room = ModelRoom(choosing, in_use, trust)
    connect_models(pages.models, room)
    tuner.measured.connect(lambda: in_use.refresh() if equipment.frame.page == "models" else None)
    _follow(room, equipment, session)
    choosing.sweep(session.home.tell)
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


def _follow(room: ModelRoom, equipment: Equipment, session: Session) -> None:
    """Let everyone who says which model it is say so again when another is in use."""
    frame, models = equipment.frame, equipment.models

    def take_over(before: str) -> None:
        session.sandbox.show_model(models)
        session.home.show_model(models.name)
        room.in_use.offer_back(before)
        room.trust.refresh()
        room.in_use.load()  # whether it loads is to be seen here, where another can be chosen

    def follow_state(phase: str) -> None:
        if phase == "ready":  # whether there is a format for it is known only now
            session.sandbox.show_model(models)
        if frame.page == "models":
            room.in_use.refresh()

    room.choosing.model_changed.connect(take_over)
    models.chat_state_changed.connect(lambda state: follow_state(state.phase))
    models.choice_verified.connect(room.choosing.keep_verified)
    for page in (equipment.pages.settings, equipment.pages.sandbox):
        page.models_requested.connect(lambda: frame.show("models"))
    frame.page_shown.connect(lambda page: room.refresh() if page == "models" else None)
