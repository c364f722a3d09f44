"""Replies in a model's own words, wired: the model in use, the setting, and the interview that they are for."""

from collections.abc import Mapping

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.services.rephrasing import RephrasingService
from closeddoor.services.scenario_prompt import scenario_turns
from closeddoor.services.settings import OWN_WORDS_KEY, SettingValue


def offer_own_words(briefing: BriefingPresenter, settings: SettingsPresenter, equipment: Equipment) -> None:
    """Have the interviews of `briefing` rephrased where there is a capable model and the setting allows it."""
    models = equipment.models
    service = RephrasingService(models.chat, models.embedder, equipment.dispatcher, models, scenario_turns)

    def follow(values: Mapping[str, SettingValue]) -> None:
        service.is_wanted = values.get(OWN_WORDS_KEY) is True

    settings.settings_changed.connect(follow)
    follow(settings.values)
    briefing.use_rephrasing(service)
