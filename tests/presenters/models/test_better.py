"""Models that are worth fetching, as the room shows them."""

from closeddoor.inference.recommended import recommended
from closeddoor.presenters.models.better import better_models


def test_the_tier_of_this_laptop_is_marked_and_its_memory_said() -> None:
    view = better_models(recommended(), 15_300_000_000)
    assert [tier.is_here for tier in view.tiers] == [False, True, False]
    assert "15.3 GB" in view.lead
    first = view.tiers[1].models[0]
    assert (first.name, "Apache-2.0" in first.about, "Qwen3-8B-Q4_K_M.gguf" in first.about) == ("Qwen3 8B", True, True)


def test_a_small_laptop_and_one_that_does_not_say_are_told_the_truth() -> None:
    small = better_models(recommended(), 4_000_000_000)
    assert "less than any" in small.lead
    assert not any(tier.is_here for tier in small.tiers)
    assert "This laptop" not in better_models(recommended(), None).lead
