import pytest

from closeddoor.grading.contrast import OTHERS, OWN_MET, OWN_NOT_MET, RIDGE, contrasts

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
