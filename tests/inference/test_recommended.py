"""The catalogue of models: what it says is in form, its formats exist, and `models/README.md` says the same."""

from pathlib import Path

import pytest

from closeddoor.inference.model_names import parts_in, quantisation_in
from closeddoor.inference.recommended import RecommendedModel, Tier, recommended
from closeddoor.worker import formats

README = Path(__file__).parents[2] / "models" / "README.md"
MODELS = [model for tier in recommended().tiers for model in tier.models]


def table(tier: Tier) -> str:
    """Return a tier as `models/README.md` shows it."""
    head = f"### {tier.title}\n\n{tier.about}\n\n| model | file | size | licence | suits |\n|---|---|---|---|---|\n"
    return head + "".join(
        f"| {each.title}, {each.publisher} | `{each.file_name}` | {each.size_gb} GB | {each.licence} | {each.suits} |\n"
        for each in tier.models
    )


@pytest.mark.parametrize("tier", recommended().tiers, ids=lambda tier: str(tier.memory_gb))
def test_the_readme_shows_every_tier_as_the_application_does(tier: Tier) -> None:
    assert table(tier) in README.read_text(encoding="utf-8")


def test_the_readme_says_how_to_get_one_and_bring_it_over() -> None:
    text = README.read_text(encoding="utf-8")
    for number, step in enumerate(recommended().steps, start=1):
        assert f"{number}. {step}\n" in text
    assert recommended().note in text
    assert recommended().order in text


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.title)
def test_a_recommended_model_is_one_file_whose_conversation_format_is_known(model: RecommendedModel) -> None:
    assert formats.choose("", model.architecture, model.name, lambda _: True).name == model.format
    assert quantisation_in(model.file_name) == "Q4_K_M"
    assert parts_in(model.file_name) == 1


def test_a_model_fits_the_laptop_that_it_is_recommended_for() -> None:
    for tier in recommended().tiers:
        for model in tier.models:
            assert model.size_gb <= tier.memory_gb * 0.5, model.title


def test_nothing_in_it_is_an_address_or_a_hash_that_nobody_checked() -> None:
    text = (Path(__file__).parents[2] / "app/closeddoor/inference/recommended.toml").read_text(encoding="utf-8")
    assert "http" not in text
    assert not any(len(word.strip('"')) == 64 for word in text.split())


@pytest.mark.parametrize(
    ("memory_bytes", "memory_gb"),
    [(None, None), (4_000_000_000, None), (8_100_000_000, 8), (16_400_000_000, 16), (15_300_000_000, 16),
     (67_000_000_000, 32)],
)  # fmt: skip
def test_the_tier_of_a_laptop_is_the_largest_that_it_reaches(memory_bytes: int | None, memory_gb: int | None) -> None:
    tier = recommended().tier_for(memory_bytes)
    assert (tier.memory_gb if tier else None) == memory_gb
