"""Models that are worth fetching for a laptop of this size, in words."""

from closeddoor.inference.recommended import Recommended, RecommendedModel, Tier
from closeddoor.inference.sizes import size_in_words
from closeddoor.language import tr
from closeddoor.presenters.states.models import BetterView, ModelFact, TierView


def better_models(catalogue: Recommended, memory_bytes: int | None) -> BetterView:
    """Return the catalogue with the tier marked that a laptop with `memory_bytes` of memory has room for."""
    here = catalogue.tier_for(memory_bytes)
    tiers = tuple(_tier(tier, is_here=tier is here) for tier in catalogue.tiers)
    return BetterView(_lead(here, memory_bytes), f"{catalogue.order} {catalogue.note}", tiers, catalogue.steps)


def _lead(here: Tier | None, memory_bytes: int | None) -> str:
    whole = tr("Closed Door fetches nothing. These open models can be fetched on another machine and brought over.")
    if memory_bytes is None:
        return whole
    has = tr("This laptop has {size} of memory.", size=size_in_words(memory_bytes))
    if here is None:
        has += " " + tr("That is less than any of them is comfortable with: stay with a small one.")
    return f"{whole} {has}"


def _tier(tier: Tier, *, is_here: bool) -> TierView:
    return TierView(tier.title, tier.about, tuple(map(_model, tier.models)), is_here)


def _model(model: RecommendedModel) -> ModelFact:
    about = tr(
        "{publisher} · {size:.1f} GB · {licence} · look for “{file}”",
        publisher=model.publisher,
        size=model.size_gb,
        licence=model.licence,
        file=model.file_name,
    )
    return ModelFact(model.title, model.suits, about)
