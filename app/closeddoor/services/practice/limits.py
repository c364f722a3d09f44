"""How much of a written answer scoring reads; a draft that is longer is kept whole."""

from collections.abc import Mapping
from typing import Any

from closeddoor.language import tr

MOST_QUESTION_CHARACTERS = 20_000
MOST_MEMO_CHARACTERS = 200_000
"""The limits of a response file."""


def readable(text: str) -> str:
    """Replace each half of a surrogate pair, which a paste can bring and a response cannot hold, by one U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def within_limits(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer as scoring reads it: the first characters of a memo and of each question."""
    limited = dict(answer)
    if "text" in answer:
        limited["text"] = readable(answer["text"])[:MOST_MEMO_CHARACTERS]
    if "questions" in answer:
        limited["questions"] = [readable(question)[:MOST_QUESTION_CHARACTERS] for question in answer["questions"]]
    return limited


def limit_line(answer: Mapping[str, Any]) -> str:
    """Return what to say of an answer that is longer than what scoring reads; empty for any other."""
    if len(answer.get("text", "")) > MOST_MEMO_CHARACTERS:
        return tr(
            "Only its first {most_memo_characters:,} characters are scored.", most_memo_characters=MOST_MEMO_CHARACTERS
        )
    if any(len(question) > MOST_QUESTION_CHARACTERS for question in answer.get("questions", ())):
        return tr(
            "Only the first {most_question_characters:,} characters of a question are scored.",
            most_question_characters=MOST_QUESTION_CHARACTERS,
        )
    return ""
