"""Every key of a policy: what may stand there, that anything else is the strictest, and that none loosens."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.domain.idle import LOCK_AFTER_MINUTES, NEVER
from closeddoor.policy.keys import KEYS, KeySpec, policy_from, strictest
from closeddoor.policy.rules import NOTHING_SET, Policy, PolicyError
from tests.policy.policies import EVERY_KEY

NAMES = [spec.name for spec in KEYS]

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=70) | st.just("off"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
VALUES = ANYTHING | st.sampled_from(list(EVERY_KEY.values()))
TABLES = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=12), VALUES, max_size=9)


def forbids(policy: Policy) -> set[str]:
    """Return what a policy forbids of everything that can be asked of it."""
    asked: dict[str, Callable[[], None]] = {
        "export": policy.check_export,
        "unsigned": lambda: policy.check_pack(None),
        "signed": lambda: policy.check_pack(b"k" * 32),
        "model": lambda: policy.check_model("f" * 64),
        "documents": policy.check_own_documents,
        "off": policy.check_off_the_record,
        "portable": policy.check_portable,
        "backup": lambda: policy.check_backup(Path("/srv/somebody/backup")),
    }
    refused = set()
    for name, ask in asked.items():
        try:
            ask()
        except PolicyError:
            refused.add(name)
    return refused


def length(minutes: float) -> float:
    return float("inf") if minutes == NEVER else minutes


@given(TABLES)
@settings(max_examples=400)
def test_whatever_a_policy_says_nothing_is_looser_than_the_users_own(table: Mapping[str, object]) -> None:
    policy, keys, problems = policy_from(table)
    assert forbids(policy) >= forbids(NOTHING_SET) == set()
    assert forbids(policy) <= forbids(strictest())
    for chosen in LOCK_AFTER_MINUTES:
        in_force = policy.lock_after(chosen)
        assert length(in_force) <= length(chosen)
        assert in_force in LOCK_AFTER_MINUTES
    assert set(keys) == set(table) & set(NAMES)
    assert len(problems) >= len(set(table) - set(NAMES))


@pytest.mark.parametrize("spec", KEYS, ids=NAMES)
def test_a_key_as_it_may_be_written_binds_and_is_told(spec: KeySpec) -> None:
    policy, keys, problems = policy_from({spec.name: EVERY_KEY[spec.name]})
    assert (keys, problems) == ((spec.name,), ())
    bound = forbids(policy) or ({"lock"} if policy.lock_after(NEVER) else set())
    assert bound
    assert len(spec.says(policy)) > 20


@pytest.mark.parametrize("bad", ["on", True, False, 0, -5, 7, None, [], {}, "", ["x"], "relative/folder", "/a/../b"])
@pytest.mark.parametrize("spec", KEYS, ids=NAMES)
def test_a_value_that_may_not_stand_there_is_the_strictest_and_is_named(spec: KeySpec, bad: object) -> None:
    policy, keys, problems = policy_from({spec.name: bad})
    assert keys == (spec.name,)
    assert getattr(policy, spec.field) == spec.strictest
    if bad != [] or spec.name not in {"pack_keys", "models"}:  # an empty list allows none, and may be meant
        assert problems
        assert spec.name in problems[0]
        assert spec.may_be in problems[0]


def test_a_key_that_there_is_not_is_named_and_the_others_hold() -> None:
    policy, keys, problems = policy_from({"telemetry": "on", "export": "off"})
    assert keys == ("export",)
    assert not policy.may_export
    assert len(problems) == 1
    assert "telemetry" in problems[0]


def test_each_field_of_the_rules_has_one_key() -> None:
    assert sorted(spec.field for spec in KEYS) == sorted(Policy.__dataclass_fields__)
    assert set(EVERY_KEY) == set(NAMES)


def test_a_link_in_the_backup_folder_does_not_lead_out_of_it(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "way_out").symlink_to(outside)
    policy, _, _ = policy_from({"backup_folder": str(inside)})
    policy.check_backup(inside / "mine.cdbackup")
    for path in (inside / "way_out" / "mine", outside / "mine", inside / ".." / "outside" / "mine"):
        with pytest.raises(PolicyError):
            policy.check_backup(path)
