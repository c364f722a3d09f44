from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.place import Place

VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False)
IDS = {name: st.text() if isinstance(value, str) else st.booleans() if isinstance(value, bool) else st.integers(0)
       for name, value in Place().to_json().items()}  # fmt: skip


@given(st.fixed_dictionaries({}, optional=IDS))
def test_a_place_is_read_as_it_was_written(known: dict[str, Any]) -> None:
    place = Place(**known)
    assert Place.from_json(place.to_json()) == place


@given(VALUES | st.lists(VALUES) | st.dictionaries(st.sampled_from([*IDS, "other"]), VALUES))
def test_what_nobody_wrote_is_a_sound_place_or_none(untrusted: Any) -> None:
    place = Place.from_json(untrusted)
    if place is not None:
        assert {name: type(value) for name, value in place.to_json().items()} == {
            name: type(value) for name, value in Place().to_json().items()
        }
