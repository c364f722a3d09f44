from dataclasses import replace

import pytest

from closeddoor.services.tunings import KeptTuning, TuningService
from closeddoor.vault.vault import Vault
from closeddoor.wire.messages import Tuning
from tests.fakes.ports import InlineExecutor

KEPT = KeptTuning(Tuning(1, 1, flash_attention=False, kv_type="q8_0"), 400.0, 140.0, "ggml 1", "2026-11-23")


@pytest.fixture
def vault() -> Vault:
    return Vault.in_memory()


def service(vault: Vault, processor: str = "A processor, 2 cores") -> TuningService:
    return TuningService(vault, InlineExecutor(), processor)


def test_what_was_found_is_known_again_on_this_processor_alone(vault: Vault) -> None:
    service(vault).keep("ab", KEPT).result()
    newer = replace(KEPT, build="ggml 2")
    service(vault).keep("cd", KEPT).result()
    service(vault).keep("ab", newer).result()
    assert service(vault).load().result() == {"cd": KEPT, "ab": newer}
    assert service(vault, "Another, 8 cores").load().result() == {}


def test_what_was_measured_longest_ago_goes_first(vault: Vault) -> None:
    for number in range(42):
        service(vault).keep(str(number), KEPT).result()
    known = service(vault).load().result()
    assert (len(known), "0" in known, "1" in known, "41" in known) == (40, False, False, True)


@pytest.mark.parametrize("spoil", [{"tuning": None}, {"prompt_tokens_per_s": -1.0}, {"more": 1}])
def test_what_is_not_in_form_is_measured_again(vault: Vault, spoil: dict[str, object]) -> None:
    service(vault).keep("ab", KEPT).result()
    stored = vault.settings.get("model_tunings")
    assert isinstance(stored, dict)
    stored["tunings"]["ab"].update(spoil)
    vault.settings.set("model_tunings", stored)
    assert service(vault).load().result() == {}
    vault.settings.set("model_tunings", "nothing of ours")
    assert service(vault).load().result() == {}


@pytest.mark.parametrize("measure", [None, 1, "2"])
def test_what_was_found_by_an_older_measure_is_measured_again(vault: Vault, measure: object) -> None:
    service(vault).keep("ab", KEPT).result()
    stored = vault.settings.get("model_tunings")
    assert isinstance(stored, dict)
    older = {key: value for key, value in (stored | {"measure": measure}).items() if value is not None}
    vault.settings.set("model_tunings", older)
    assert service(vault).load().result() == {}
    service(vault).keep("cd", KEPT).result()
    assert service(vault).load().result() == {"cd": KEPT}


def test_settings_for_more_cores_than_there_are_are_not_used(vault: Vault) -> None:
    service(vault).keep("ab", replace(KEPT, tuning=Tuning(1, 100_000))).result()
    assert service(vault).load().result() == {}
