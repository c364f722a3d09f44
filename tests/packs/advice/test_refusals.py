"""What an author is told of a refusal: whole sentences, for every code, with every mistake that the tests know."""

import re
from pathlib import Path

import pytest

from closeddoor.packs import PackError, errors
from closeddoor.packs.advice import UNFINISHED, explain
from closeddoor.packs.advice.refusals import REFUSALS, WHY
from tests.packs.good_pack import good_files
from tests.packs.test_exact_tasks import REFUSED
from tests.packs.test_exact_tasks import changed as changed_task
from tests.packs.test_refusals import REPLACEMENTS, SOURCES, refusal

LISTED = frozenset(re.findall(r"\b[a-z]+\.[a-z_]+\b", errors.__doc__ or ""))
FINITE_VERB = re.compile(
    r"\b(?:is|are|has|have|must|needs?|holds?|stands?|cannot|begins?|does|covers?|uses|calls|nests|ends|gives|"
    r"belongs|can|knows|says|earns|takes|repeats|cover|refers|defines|unpacks)\b"
)


def said_of(folder: Path, file: str, old: str, new: str) -> str:
    return explain(refusal(folder, good_files() | {file: SOURCES[file].replace(old, new, 1).encode()}))


def is_whole(said: str) -> bool:
    """Return whether a text is two or more sentences, each with a beginning and an end."""
    first, _, rest = said.partition(". ")
    begins = said[0].isupper() or said[0] == "“"
    return begins and bool(FINITE_VERB.search(first)) and said.endswith(".") and bool(rest) and not said.endswith("..")


def test_there_is_a_row_for_every_code_and_none_beside() -> None:
    assert set(REFUSALS) == LISTED
    assert UNFINISHED <= LISTED


@pytest.mark.parametrize(("file", "old", "new", "code", "place"), REPLACEMENTS)
def test_a_mistake_in_a_text_is_told_in_whole_sentences(
    tmp_path: Path, file: str, old: str, new: str, code: str, place: str
) -> None:
    said = said_of(tmp_path, file, old, new)
    assert is_whole(said), (code, place, said)


@pytest.mark.parametrize(("file", "old", "new", "code"), [each[:4] for each in REFUSED])
def test_a_mistake_in_a_task_is_told_in_whole_sentences(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    said = explain(refusal(tmp_path, changed_task(file, old, new)))
    assert is_whole(said), (code, said)


def test_an_empty_reason_says_what_a_reason_is_for(tmp_path: Path) -> None:
    assert said_of(tmp_path, "pack.toml", '"Letters"', '""').startswith("Nothing is written here yet.")
    error = PackError("field.empty", "scenario.toml", "must not be empty.", "tasks[0].targets[0].why")
    assert explain(error) == WHY


def test_a_list_that_is_too_short_says_how_many_it_needs() -> None:
    error = PackError("field.empty", "scenario.toml", "needs at least 3, and has 1.", "tasks[0].criteria[0].met")
    assert explain(error) == "This list needs at least 3, and has 1. Add what is missing."


def test_missing_sample_answers_are_told_as_what_they_would_hold(tmp_path: Path) -> None:
    files = {name: data for name, data in good_files().items() if not name.endswith("answers.toml")}
    assert "at least eight" in explain(refusal(tmp_path, files))
    assert "bring it back" in explain(PackError("file.missing", "documents/offer.md", "is missing."))


@pytest.mark.parametrize(
    "fragment",
    ["must not be empty.", "says 15; reading takes about 1 and the tasks 1: 1.", "has no decoys: it is never wrong."],
)
def test_what_follows_a_place_is_no_whole_sentence(fragment: str) -> None:
    assert not is_whole(fragment)
