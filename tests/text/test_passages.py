from itertools import pairwise

from closeddoor.text.passages import OVERLAP_WORDS, WORDS, split_passages


def test_passages_cover_the_text_overlap_a_little_and_end_with_sentences() -> None:
    text = "\n".join(f"Clause {number} says what is due and when, and to whom. It holds." for number in range(80))
    passages = split_passages(text)
    assert passages[0].start == 0
    assert passages[-1].end == len(text)
    for before, after in pairwise(passages):
        assert before.start < after.start <= before.end + 1 < after.end
        assert len(text[after.start : before.end].split()) <= OVERLAP_WORDS
    for passage in passages:
        quoted = text[passage.start : passage.end]
        assert quoted.endswith(".")
        assert quoted[0].isupper()
        assert len(quoted.split()) <= WORDS


def test_a_line_without_an_end_is_cut() -> None:
    text = "word " * 1000
    assert max(len(text[each.start : each.end].split()) for each in split_passages(text)) <= WORDS


def test_nothing_has_no_passages() -> None:
    assert split_passages(" \n\n") == ()
