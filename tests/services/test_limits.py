"""What is said of an answer that is longer than what scoring reads."""

import pytest

from closeddoor.services.practice.limits import limit_line


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ({"text": "x" * 200_000, "questions": ["x" * 20_000]}, ""),
        ({"text": "x" * 200_001}, "Only its first 200,000 characters are scored."),
        ({"questions": ["Why?", "x" * 20_001]}, "Only the first 20,000 characters of a question are scored."),
        ({"option": "defer"}, ""),
    ],
    ids=["at the limit", "memo", "question", "decision"],
)
def test_only_what_is_beyond_a_limit_is_said(answer: dict[str, object], line: str) -> None:
    assert limit_line(answer) == line
