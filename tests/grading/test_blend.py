"""The vectors of an answer's units, made of its sentences'."""

import math

import pytest

from closeddoor.domain.ports import Vector
from closeddoor.grading.blend import END_MARKS, NEIGHBOURS_SHARE, unit_vectors
from closeddoor.grading.units import Unit, units

ANSWER = "Delete it. We want every recording gone within two weeks. Thank you."
VECTORS: dict[str, Vector] = {
    "Delete it.": (1.0, 0.0, 0.0),
    "We want every recording gone within two weeks.": (0.0, 1.0, 0.0),
    "Thank you.": (0.0, 0.0, 1.0),
}


def blended() -> dict[str, Vector]:
    every = units(ANSWER)
    return dict(zip([unit.text for unit in every], unit_vectors(every, sentences(), VECTORS), strict=True))


def sentences() -> list[Unit]:
    return [unit for unit in units(ANSWER) if unit.sentences == 1]


def test_a_sentence_is_read_with_a_little_of_both_neighbours() -> None:
    vector = blended()["We want every recording gone within two weeks."]
    length = math.sqrt(1 + 2 * NEIGHBOURS_SHARE**2)
    assert vector == pytest.approx((NEIGHBOURS_SHARE / length, 1 / length, NEIGHBOURS_SHARE / length))


def test_the_first_sentence_has_one_neighbour() -> None:
    assert blended()["Delete it."][2] == 0.0


def test_a_pair_is_the_mean_of_its_sentences_by_their_words() -> None:
    vector = blended()["Delete it. We want every recording gone within two weeks."]
    assert vector[0] / vector[1] == pytest.approx((2 + END_MARKS) / (8 + END_MARKS))
    assert vector[2] == 0.0


def test_every_vector_has_unit_length() -> None:
    assert [math.hypot(*vector) for vector in blended().values()] == pytest.approx([1.0] * 5)


def test_a_sentence_alone_keeps_its_vector() -> None:
    (only,) = units("Delete it.")
    assert unit_vectors([only], [only], VECTORS) == [(1.0, 0.0, 0.0)]
