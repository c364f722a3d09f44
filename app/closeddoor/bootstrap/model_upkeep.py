"""What is done for the chat model whether or not its room is ever shown: tuned, put away when idle, its choice kept."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.bootstrap.tuning import Tuner, Unloader
from closeddoor.inference.processor import processor_name
from closeddoor.inference.taking import ChosenModel
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.services.tunings import TuningService


@dataclass(frozen=True)
class ModelUpkeep:
    """Both live as long as the session."""

    tuner: Tuner
    unloader: Unloader


def keep_up_model(services: Services, settings: SettingsPresenter, parent: QObject) -> ModelUpkeep:
    """Begin it over an open vault; `settings` says after how long an idle model goes."""
    equipment = services.equipment
    models, dispatcher = equipment.models, equipment.dispatcher
    tuner = Tuner(models, TuningService(services.vault, equipment.database, processor_name()), dispatcher, parent)
    unloader = Unloader(models, parent)
    settings.settings_changed.connect(unloader.apply)

    def keep_verified(choice: ChosenModel) -> None:
        """Keep that the file of the model in use was hashed; when that fails, it is hashed again next time."""
        kept = services.found_models.remember_verified(choice)
        dispatcher.deliver(kept, lambda _: None, lambda _: None)

    models.choice_verified.connect(keep_verified)
    return ModelUpkeep(tuner, unloader)
