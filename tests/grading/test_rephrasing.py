import itertools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.grading.rephrasing import cleaned, meaning_fault, texts_to_compare, wording_fault
from closeddoor.grading.rephrasing.figures import figure_at
from closeddoor.grading.rephrasing.statement import statement_of
from closeddoor.grading.rephrasing.vocabulary import FREE, HINGES, PERSONS
from closeddoor.packs import read_pack

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
LABELLED: dict[str, Any] = tomllib.loads((Path(__file__).parent / "rephrasings.toml").read_text(encoding="utf-8"))
REPLIES: dict[str, str] = LABELLED["replies"]

MOST_FALSE_REFUSALS = 0.4
"""Of the wordings that say the same: refusing one costs a turn of phrase, accepting a wrong one misleads."""


def fault(case: dict[str, Any]) -> str:
    return wording_fault(REPLIES[case["of"]], cleaned(case["wording"]))


@pytest.mark.parametrize("case", LABELLED["refuse"], ids=lambda case: f"{case['of']}: {case['wording'][:40]}")
def test_what_says_something_else_is_not_shown(case: dict[str, Any]) -> None:
    assert fault(case)


def test_most_of_what_says_the_same_is_shown() -> None:
    refused = [case["wording"] for case in LABELLED["accept"] if fault(case)]
    assert len(LABELLED["refuse"]) >= 60
    assert [case["wording"] for case in LABELLED["accept"] if fault(case) and not case.get("hard")] == []
    print(f"false refusals: {len(refused)} of {len(LABELLED['accept'])}; false accepts: 0 of {len(LABELLED['refuse'])}")
    assert len(refused) <= MOST_FALSE_REFUSALS * len(LABELLED["accept"])


def built_in_replies() -> tuple[str, ...]:
    packs = [read_pack(path.parent) for path in sorted(SCENARIOS.glob("*/pack.toml"))]
    tasks = [task for pack in packs for scenario in pack.scenarios for task in scenario.tasks]
    interviews = [task for task in tasks if isinstance(task, InterviewTask)]
    return tuple(
        text
        for task in interviews
        for text in (*(fact.says for fact in task.facts), *task.persona.deflections, task.persona.unclear)
    )


def test_every_built_in_reply_may_stand_for_itself() -> None:
    replies = built_in_replies()
    assert len(replies) > 200
    assert [reply for reply in replies if wording_fault(reply, reply)] == []


def changed(reply: str) -> Iterator[str]:
    """Yield replies that say something else: one figure, one limit, one denial or two words changed."""
    for found in re.finditer(r"\d", reply):
        yield f"{reply[: found.start()]}{(int(found.group()) + 1) % 10}{reply[found.end() :]}"
    for found in re.finditer(r"\b(?:not|never|no|only|about|almost|nearly|unless|if|until|still|all|most) ?", reply):
        yield reply[: found.start()] + reply[found.end() :]
    words = list(re.finditer(r"[A-Za-z]+", reply))
    carrying = [found for found in words if found.group().lower() not in {*FREE, *HINGES, *PERSONS}]
    for found in words:
        yield f"{reply[: found.start()]}about {reply[found.start() :]}"
        yield f"{reply[: found.start()]}never {reply[found.start() :]}"
    for found in carrying:
        yield f"{reply[: found.start()]}vendor{reply[found.end() :]}"
    for one, other in itertools.pairwise(carrying):
        between = reply[one.end() : other.start()]
        if one.group().lower() != other.group().lower() and "," not in between:  # a list in another order is the same
            yield f"{reply[: one.start()]}{other.group()}{between}{one.group()}{reply[other.end() :]}"


def test_a_built_in_reply_that_was_changed_in_one_place_is_not_shown() -> None:
    tried = [(reply, wording) for reply in built_in_replies()[::20] for wording in changed(reply)]
    accepted = [pair for pair in tried if pair[0] != pair[1] and not wording_fault(*pair)]
    assert len(tried) > 1000
    assert accepted == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("22", "twenty-two"), ("40%", "40 percent"), ("40 per cent", "forty %"), ("$14 million", "14 million dollars"),
        ("1,800", "1800"), ("1.40", "1.4"), ("two hundred and five", "205"), ("£4.6m", "4.6 million pounds"),
        ("first", "1st"), ("twice", "double"), ("half", "halves"),
    ],
)  # fmt: skip
def test_a_figure_is_the_same_in_words_and_digits(one: str, other: str) -> None:
    assert [item.key for item in statement_of(one).items] == [item.key for item in statement_of(other).items]


@pytest.mark.parametrize(
    ("one", "other"), [("40", "40%"), ("14", "14 million"), ("$5", "€5"), ("1.3", "1,3"), ("-3", "3"), ("Q3", "Q4")]
)
def test_figures_that_differ_are_not_the_same(one: str, other: str) -> None:
    assert [item.key for item in statement_of(one).items] != [item.key for item in statement_of(other).items]


def test_two_numbers_in_a_row_are_two() -> None:
    assert figure_at(["two", "eight"], 0) == figure_at(["two"], 0)


def test_quotation_marks_around_all_of_it_are_no_part_of_it() -> None:
    assert cleaned(" “It does.” \n") == cleaned('"It does."') == "It does."
    assert cleaned('"It" does "so"') == '"It" does "so"'


NEAR, ASIDE = (1.0, 0.0), (0.0, 1.0)


def between(share: float) -> tuple[float, float]:
    """Return a vector of unit length whose cosine with `NEAR` is `share`."""
    return (share, (1 - share**2) ** 0.5)


def test_a_wording_that_means_something_else_is_not_shown() -> None:
    assert meaning_fault("a", "b", [], {"a": NEAR, "b": between(0.5)}) == "unlike"
    assert meaning_fault("a", "b", [], {"a": NEAR, "b": between(0.95)}) == ""


def test_a_wording_comes_no_nearer_to_another_fact_than_the_authored_reply() -> None:
    vectors = {"a": NEAR, "b": between(0.9), "secret": ASIDE}
    assert meaning_fault("a", "b", ["secret"], vectors) == "nears_other_fact"
    assert meaning_fault("a", "a", ["secret"], vectors) == ""


def test_each_sentence_is_compared() -> None:
    texts = texts_to_compare("One. Two.", "Two. One too.", ["Other?"])
    assert texts == ["One. Two.", "Two. One too.", "One.", "Two.", "One too.", "Other?"]


@pytest.mark.parametrize(
    ("says", "wording", "named"),
    [
        ("We sold 40.", "We sold 41.", "figures"),
        ("It is kept and not sold.", "It is not kept and sold.", "denial"),
        ("It was sold.", "It is sold.", "tense"),
    ],
)
def test_a_fault_is_named_for_what_it_is(says: str, wording: str, named: str) -> None:
    assert wording_fault(says, wording) == named
