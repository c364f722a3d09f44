"""When a window that nobody uses locks, as properties of the rule."""

from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.idle import LOCK_AFTER_MINUTES, NEVER, WARNING_S, limit_s, standing
from closeddoor.domain.timing import WORDS_READ_A_MINUTE

minutes = st.sampled_from([each for each in LOCK_AFTER_MINUTES if each != NEVER])
words = st.integers(0, 100_000)
seconds = st.floats(0, 10_000_000)


@given(words, seconds)
def test_never_is_never(words: int, untouched_s: float) -> None:
    assert standing(untouched_s, limit_s(NEVER, words)) == "in_use"


@given(minutes, words)
def test_it_waits_as_long_as_was_chosen_and_twice_the_reading_time(after: int, words: int) -> None:
    limit = limit_s(after, words)
    assert limit is not None
    assert limit >= after * 60
    assert limit >= 120 * words / WORDS_READ_A_MINUTE
    assert limit in {after * 60, 120 * words / WORDS_READ_A_MINUTE}


@given(minutes, words, seconds)
def test_it_warns_for_a_minute_and_then_is_idle_for_good(after: int, words: int, untouched_s: float) -> None:
    limit = limit_s(after, words)
    assert limit is not None
    expected = "in_use" if untouched_s < limit - WARNING_S else "about_to_lock" if untouched_s < limit else "idle"
    assert standing(untouched_s, limit) == expected
    assert standing(limit, limit) == "idle"
    assert standing(limit - WARNING_S, limit) == "about_to_lock"
