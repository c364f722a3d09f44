from dataclasses import replace

from closeddoor.wire.messages import Trial, Tuning
from closeddoor.worker.tuning import best_memory_use, best_threads, thread_candidates

BASE = Tuning(1, 2)
FLASH, PLAIN, EIGHT = Tuning(3, 4), Tuning(3, 4, flash_attention=False), Tuning(3, 4, kv_type="q8_0")


def test_writing_leaves_the_window_a_core_and_reading_may_have_all() -> None:
    assert thread_candidates(2, BASE) == [Tuning(1, 1), Tuning(1, 2)]
    assert thread_candidates(1, BASE) == [Tuning(1, 1)]
    eight = thread_candidates(8, BASE)
    assert {tuning.decode_threads for tuning in eight} == {1, 2, 4, 7}
    assert {tuning.prompt_threads for tuning in eight} == {4, 7, 8}


def test_the_fewest_threads_that_are_near_the_fastest_are_taken_for_each() -> None:
    trials = [
        Trial(Tuning(1, 4), 100.0, 100.0, 10.0),
        Trial(Tuning(4, 7), 197.0, 100.0, 39.0),
        Trial(Tuning(7, 8), 200.0, 100.0, 40.0),
    ]
    assert best_threads(trials, BASE) == Tuning(4, 7)


def test_flash_attention_is_kept_unless_it_is_slower() -> None:
    assert (
        best_memory_use([Trial(FLASH, 98.0, 100.0, 39.5), Trial(PLAIN, 100.0, 100.0, 40.0)], is_short=False).tuning
        == FLASH
    )
    assert (
        best_memory_use([Trial(FLASH, 50.0, 100.0, 39.0), Trial(PLAIN, 100.0, 100.0, 40.0)], is_short=False).tuning
        == PLAIN
    )


def test_a_short_batch_behind_a_long_text_counts_as_a_part_of_the_exchange() -> None:
    flash, plain = Trial(FLASH, 400.0, 10.0, 50.0), Trial(PLAIN, 400.0, 100.0, 50.0)
    assert best_memory_use([flash, plain], is_short=False) == plain
    assert best_memory_use([replace(flash, question_tokens_per_s=90.0), plain], is_short=False).tuning == FLASH


def test_keys_of_eight_bits_are_for_want_of_memory_and_only_if_they_cost_little() -> None:
    usual = [Trial(FLASH, 100.0, 100.0, 40.0), Trial(PLAIN, 90.0, 100.0, 40.0)]
    assert best_memory_use([*usual, Trial(EIGHT, 100.0, 100.0, 39.5)], is_short=True).tuning == EIGHT
    assert best_memory_use([*usual, Trial(EIGHT, 100.0, 100.0, 30.0)], is_short=True).tuning == FLASH
    assert best_memory_use([*usual, Trial(EIGHT, 200.0, 100.0, 80.0)], is_short=False).tuning == FLASH
