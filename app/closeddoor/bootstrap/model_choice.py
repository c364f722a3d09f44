"""Choosing the model, wired: the page, what takes the model, and everyone who says which it is."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.session import Session
from closeddoor.inference.model_places import known_places
from closeddoor.inference.reading.headers import HeaderClient
from closeddoor.presenters.models_found import ModelsPresenter
from closeddoor.services.found_models import FoundModelService, Work
from closeddoor.ui.pages.models_found.page import ModelsFoundPage
from closeddoor.vault.vault import Vault


def offer_models(vault: Vault, equipment: Equipment, session: Session) -> ModelsPresenter:
    """Let the user look for models of other applications and choose one, for as long as `session` lasts."""
    pages, frame, models = equipment.pages, equipment.frame, equipment.models
    home = Path.home()
    work = Work(equipment.database, equipment.jobs, equipment.dispatcher)
    service = FoundModelService(
        vault, known_places(home, os.environ), equipment.profile.folder / "models", work, make_headers(session)
    )
    presenter = ModelsPresenter(pages.models, service, models, equipment.dispatcher, home, session)
    connect_models(pages.models, presenter)
    pages.settings.models_requested.connect(lambda: frame.show("models"))
    frame.page_shown.connect(lambda page: presenter.refresh() if page == "models" else None)
    models.choice_verified.connect(presenter.keep_verified)
    presenter.model_changed.connect(lambda: session.sandbox.show_model(models))
    models.chat_state_changed.connect(  # whether there is a format for it is known once it is loaded
        lambda state: session.sandbox.show_model(models) if state.phase == "ready" else None
    )
    presenter.model_changed.connect(lambda: session.home.show_model(models.name))
    return presenter


def make_headers(parent: QObject) -> HeaderClient:
    """Return what reads the beginnings of model files; it ends its children when the application ends."""
    headers = HeaderClient(parent)
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(headers.close)
    return headers


def connect_models(page: ModelsFoundPage, presenter: ModelsPresenter) -> None:
    page.look_requested.connect(presenter.look)
    page.again_requested.connect(presenter.look_again)
    page.files_chosen.connect(presenter.pick)
    page.model_chosen.connect(presenter.choose)
    page.use_requested.connect(presenter.use_in_place)
    page.copy_requested.connect(presenter.copy)
    page.cancel_requested.connect(presenter.cancel)
