import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.text.sentences import split_sentences
from tests.paired import least_ratio


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Smith paid $1.2m on Nov. 3. Good.", ["Dr. Smith paid $1.2m on Nov. 3.", "Good."]),
        ("We met Acme Inc. on Monday.", ["We met Acme Inc. on Monday."]),
        ("We met Acme Inc. We left.", ["We met Acme Inc.", "We left."]),
        ("Ask e.g. Anna, i.e. her team. Then go.", ["Ask e.g. Anna, i.e. her team.", "Then go."]),
        ("No. We will not.", ["No.", "We will not."]),
        ("See No. 5 and fig. 3 first.", ["See No. 5 and fig. 3 first."]),
        ("“Really?” she asked. (Yes.) Fine.", ["“Really?” she asked.", "(Yes.)", "Fine."]),
        ("Well... maybe. And then… We go.", ["Well... maybe.", "And then…", "We go."]),
        ("J. Ortega signed. Plan B. We go.", ["J. Ortega signed.", "Plan B.", "We go."]),
        ("Accuracy is 99.2 %. 60 days remain.", ["Accuracy is 99.2 %.", "60 days remain."]),
        (
            "- Ask for logs\n- no renewal\n1. First\n2) Second. Third",
            ["Ask for logs", "no renewal", "First", "Second.", "Third"],
        ),
        ("Before we sign, run it on our\ninvoices.", ["Before we sign, run it on our\ninvoices."]),
        ("Dear Dana,\n\nplease run it", ["Dear Dana,", "please run it"]),
        ("Run it\nShow us", ["Run it", "Show us"]),
        ("at 5 p.m. We left", ["at 5 p.m.", "We left"]),
        ("… !! \n - ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@given(st.text(alphabet="aB1.!?… \n-\"'(),;:éI", max_size=80))
def test_sentences_are_exact_substrings_in_order_and_lose_no_word(text: str) -> None:
    end = 0
    for sentence in split_sentences(text):
        assert end <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        end = sentence.end
    covered = [range(sentence.start, sentence.end) for sentence in split_sentences(text)]
    for word in re.finditer(r"[^\W\d_]{2,}", text):
        assert any(word.start() in sentence and word.end() - 1 in sentence for sentence in covered)


@pytest.mark.parametrize(
    "piece", ["A. ", "J. ", "a\n", ".\n", ".", '. "', "x. J. Ortega, ", "\N{SLIGHTLY SMILING FACE}. "]
)
def test_a_text_made_to_be_slow_is_split_in_time_that_grows_with_its_length_alone(piece: str) -> None:
    def took_s(characters: int) -> float:
        text = piece * (characters // len(piece)) + "end"
        begun_s = time.process_time()
        split_sentences(text)
        return time.process_time() - begun_s

    # 200,000 is as long as a memo may be; four times is fair, sixteen would be the square
    assert least_ratio(lambda: took_s(200_000), lambda: took_s(50_000)) < 8
