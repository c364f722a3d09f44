"""Highlight, rule by rule and against a slow scorer written from the text of the format alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.base import ResponseError, ScoringContext
from closeddoor.domain.tasks.highlight import HighlightResponse, Quote, score
from tests.domain.samples import DOCUMENT, LETTER, highlight_task

TASK = highlight_task()
CONTEXT = ScoringContext({"letter": DOCUMENT})
CLAIM = "99.2 % accuracy on all invoices"
AUDIT = "The audit of 2025 can be read"


def scored(*quotes: Quote) -> TaskResult:
    return score(TASK, HighlightResponse(quotes), CONTEXT)


def verdicts(result: TaskResult) -> dict[str, str]:
    return {item.id: item.verdict for item in result.items}


def test_everything_right_earns_everything() -> None:
    result = scored(Quote(CLAIM, "wrong"), Quote("4 cents", "vague"))
    assert (result.score, result.recall, result.precision) == (30.0, 1.0, 1.0)
    assert verdicts(result) == {"claim": "found", "price": "found", "audit": "left_alone"}


def test_half_of_a_target_is_enough_and_less_is_not() -> None:
    assert verdicts(scored(Quote("accuracy on all ", "wrong")))["claim"] == "missed"
    assert len(CLAIM) == 31
    assert verdicts(scored(Quote("accuracy on all i", "wrong")))["claim"] == "found"
    assert verdicts(scored(Quote("4 ce", "vague")))["price"] == "found"
    assert verdicts(scored(Quote("4 c", "vague")))["price"] == "missed"


def test_another_label_earns_half_also_beside_the_right_one() -> None:
    assert scored(Quote(CLAIM, "vague")).score == 30 * 1.5 / 4
    both = scored(Quote(CLAIM, "wrong"), Quote(CLAIM, "vague"))
    assert both.score == 30 * 1.5 / 4
    assert verdicts(both)["claim"] == "found_other_label"


def test_a_decoy_costs_half_a_unit_once() -> None:
    found = Quote(CLAIM, "wrong")
    once = scored(found, Quote(AUDIT, "wrong"))
    assert once.score == 30 * 2.5 / 4
    assert verdicts(once)["audit"] == "decoy"
    assert scored(found, Quote(AUDIT, "wrong"), Quote(AUDIT + " by anyone", "vague")).score == once.score


def test_a_decoy_is_free_when_a_quote_over_it_finds_a_target() -> None:
    wide = LETTER[LETTER.index("99.2") : LETTER.index("2025 can be read") + 16]
    result = scored(Quote(wide, "wrong"), Quote(AUDIT, "wrong"))
    assert verdicts(result) == {"claim": "found", "price": "missed", "audit": "left_alone"}


def test_a_long_quote_finds_nothing_and_says_why() -> None:
    start = LETTER.index("It costs")
    result = scored(Quote(LETTER[start : start + 220], "vague"))
    assert verdicts(result) == {"claim": "missed", "price": "missed", "audit": "left_alone", "quote-1": "too_long"}
    assert result.precision == 0


def test_neutral_quotes_are_free_up_to_the_number_of_targets() -> None:
    found = Quote(CLAIM, "wrong")
    words = [Quote(word, "wrong") for word in ("Many", "other", "words", "stand")]
    assert scored(found, *words[:2]).score == scored(found).score
    assert scored(found, *words[:3]).score == 30 * 2.75 / 4
    assert scored(found, *words).score == 30 * 2.5 / 4
    assert verdicts(scored(found, *words))["quote-5"] == "neutral"


def test_marking_more_than_35_percent_scores_nothing_and_shows_only_the_targets() -> None:
    most = int(len(LETTER) * 0.35)
    below, above = LETTER[:most], LETTER[: most + 1]
    assert below == below.strip()
    assert above == above.strip()
    assert scored(Quote(below, "wrong")).note == ""
    result = scored(Quote(CLAIM, "wrong"), Quote(above, "wrong"))
    assert result.score == 0
    assert "cover 35.1%" in result.note  # never a share that reads as allowed
    assert verdicts(result) == {"claim": "missed", "price": "missed"}


def test_white_space_is_folded_and_blanks_at_the_ends_are_dropped() -> None:
    result = scored(Quote("  asks for it in\twriting. \u00a0It\n costs 4\u3000cents ", "vague"))
    assert verdicts(result)["price"] == "found"


def test_a_quote_counts_once_for_the_same_place_and_label() -> None:
    repeated = scored(*[Quote("Many other", "wrong")] * 9, Quote(" Many  other ", "wrong"))
    assert [item.id for item in repeated.items if item.verdict == "neutral"] == ["quote-1"]


def test_an_occurrence_picks_its_place() -> None:
    third = scored(Quote("Many other", "wrong", 3), Quote("Many other", "wrong", 1))
    assert [item.id for item in third.items if item.verdict == "neutral"] == ["quote-1", "quote-2"]


@pytest.mark.parametrize(
    ("quote", "named"),
    [
        (Quote("100 % accuracy", "wrong"), "100 % accuracy"),
        (Quote("4 cents", "vague", 2), "place number 2"),
        (Quote(" \n", "vague"), "highlight"),
        (Quote("WE REACH", "vague"), "WE REACH"),
    ],
)
def test_a_quote_that_is_not_there_is_named(quote: Quote, named: str) -> None:
    with pytest.raises(ResponseError, match="highlight") as refused:
        scored(quote)
    assert refused.value.code == "response.quote_missing"
    assert named in refused.value.happened


def places(draw_from: tuple[tuple[int, int], ...] = ()) -> st.SearchStrategy[Quote]:
    free = st.integers(0, len(LETTER) - 60).flatmap(lambda a: st.integers(a + 1, a + 60).map(lambda b: (a, b)))
    near = st.sampled_from(DOCUMENT.spans).flatmap(
        lambda span: st.tuples(
            st.integers(max(0, span.start - 30), span.end - 1), st.integers(span.start + 1, span.end + 30)
        )
    )
    where = st.one_of(near.filter(lambda place: place[0] < place[1]), free, *map(st.just, draw_from))
    return st.tuples(where, st.sampled_from(["wrong", "vague"])).map(_quote_of).filter(lambda q: bool(q.quote.strip()))


def _quote_of(drawn: tuple[tuple[int, int], str]) -> Quote:
    (start, end), label = drawn
    text = LETTER[start:end]
    occurrence = sum(LETTER.startswith(text.strip(), place) for place in range(start + 1)) if text.strip() else 1
    return Quote(text, label, max(1, occurrence))


@settings(deadline=None, max_examples=300)
@given(st.lists(places(), min_size=1, max_size=12))
def test_scores_agree_with_a_scorer_that_counts_characters(quotes: list[Quote]) -> None:
    assert scored(*quotes).score == pytest.approx(_score_by_characters(quotes))


@settings(deadline=None, max_examples=150)
@given(st.lists(places(), min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_scores_are_bounded_and_do_not_depend_on_order(quotes: list[Quote], random: object) -> None:
    result = scored(*quotes)
    assert 0 <= result.score <= result.max
    shuffled = list(quotes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = scored(*shuffled)
    assert (other.score, other.recall, other.precision) == pytest.approx(
        (result.score, result.recall, result.precision)
    )


@settings(deadline=None, max_examples=150)
@given(st.lists(places(), min_size=1, max_size=10), st.integers(220, len(LETTER) - 30), st.integers(1, 25))
def test_a_neutral_quote_never_raises_the_score(quotes: list[Quote], start: int, length: int) -> None:
    neutral = _quote_of(((start, start + length), "wrong"))
    if neutral.quote.strip():
        assert scored(*quotes, neutral).score <= scored(*quotes).score


def _score_by_characters(quotes: list[Quote]) -> float:
    """Score with sets of offsets, from the text of the format."""
    spans = {span.id: set(range(span.start, span.end)) for span in DOCUMENT.spans}
    unique = {(frozenset(_characters(quote)), quote.label) for quote in quotes}
    marked: set[int] = set().union(*(characters for characters, _ in unique))
    if len(marked) / len(LETTER) > 0.35:
        return 0.0
    finds = {
        key: {
            target.span
            for target in TASK.targets
            if len(key[0] & spans[target.span]) >= len(spans[target.span]) / 2
            and (len(key[0]) <= 4 * len(spans[target.span]) or len(key[0]) <= len(spans[target.span]) + 200)
        }
        for key in unique
    }
    hits = {key: len(key[0] & spans["audit"]) >= len(spans["audit"]) / 2 for key in unique}
    earned = 0.0
    for target in TASK.targets:
        labels = [label for (characters, label), found in finds.items() if target.span in found]
        if labels:
            earned += target.weight * (1 if set(labels) == {target.label} else 0.5)
    hitting = [key for key in unique if hits[key]]
    cost = 0.5 * (bool(hitting) and not any(finds[key] for key in hitting))
    neutral = sum(not finds[key] and not hits[key] for key in unique)
    return 30 * max(0.0, earned - cost - 0.25 * max(0, neutral - 2)) / 4


def _characters(quote: Quote) -> range:
    """The sample text has single blanks only, so a stripped quote stands in it as it is."""
    wanted = quote.quote.strip().replace("\n", " ")
    text = LETTER.replace("\n", " ").replace("  ", " ")
    start = -1
    for _ in range(quote.occurrence):
        start = text.index(wanted, start + 1)
    return range(start, start + len(wanted))
