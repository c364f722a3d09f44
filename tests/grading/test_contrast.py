import pytest

from closeddoor.grading.contrast import (
    MOST_CONTRASTED,
    OTHERS,
    OWN_MET,
    OWN_NOT_MET,
    RIDGE,
    contrasts,
    shared_out,
)

LIKENESSES = [
    [1.0, 0.8, 0.3, 0.1],
    [0.8, 1.0, 0.2, 0.0],
    [0.3, 0.2, 1.0, 0.4],
    [0.1, 0.0, 0.4, 1.0],
]
SIDES = [OWN_MET, OWN_MET, OWN_NOT_MET, OTHERS]


def test_the_regression_solves_its_normal_equations() -> None:
    (contrast,) = contrasts(LIKENESSES, [SIDES])
    assert sum(contrast.weights) == pytest.approx(0, abs=1e-12)
    for place, side in enumerate(SIDES):  # of a ridge regression: what is left over is the ridge times the weight
        assert side - contrast.of(LIKENESSES[place]) == pytest.approx(RIDGE * contrast.weights[place])


def test_the_middle_is_that_of_regressions_without_the_sample() -> None:
    (contrast,) = contrasts(LIKENESSES, [SIDES])
    left_out = []
    for place in (0, 1, 2):
        rest = [at for at in range(4) if at != place]
        part = [[LIKENESSES[row][column] for column in rest] for row in rest]
        if OWN_NOT_MET in [SIDES[at] for at in rest]:
            (without,) = contrasts(part, [[SIDES[at] for at in rest]])
            left_out.append(without.of([LIKENESSES[place][at] for at in rest]))
    assert len(left_out) == 2  # without its only near miss there is no contrast to ask
    assert contrast.middle < sum(left_out) / 2 < OWN_MET


def test_a_text_like_the_met_samples_lies_on_their_side() -> None:
    (contrast,) = contrasts(LIKENESSES, [SIDES])
    assert contrast.of([0.9, 0.9, 0.2, 0.1]) > contrast.middle > contrast.of([0.2, 0.1, 0.9, 0.4])


def test_the_same_samples_give_the_same_numbers_to_the_last_bit() -> None:
    assert contrasts(LIKENESSES, [SIDES, SIDES[::-1]]) == contrasts(LIKENESSES, [SIDES, SIDES[::-1]])


def test_few_texts_are_all_contrasted_in_their_order() -> None:
    assert shared_out([["a", "b"], [], ["c"]]) == [(0, "a"), (0, "b"), (2, "c")]


def test_many_texts_are_cut_to_the_first_of_every_group() -> None:
    groups = [[f"{place}-{rank}" for rank in range(10)] for place in range(100)]
    kept = shared_out(groups)
    assert len(kept) == MOST_CONTRASTED
    assert {place for place, _ in kept} == set(range(100))
    assert max(int(text.split("-")[1]) for _, text in kept) == 2
    assert kept == sorted(kept, key=lambda each: each[0])


def test_a_criterion_whose_samples_were_all_left_out_is_undecided() -> None:
    (contrast,) = contrasts(LIKENESSES, [[OTHERS] * 4])
    assert contrast.middle == 0.0
    assert contrast.of(LIKENESSES[0]) == pytest.approx(OTHERS)
