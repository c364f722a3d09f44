import copy
import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

from closeddoor.domain.characters import first_forbidden
from closeddoor.domain.errors import KnownError
from closeddoor.domain.meeting import MEETING_TITLES, MeetingGuide, MeetingKind, MeetingNote, parse_guide
from closeddoor.domain.timing import SITTING_MINUTES
from closeddoor.services.choosing import candidates_on, fitting, for_ten_minutes
from closeddoor.services.meetings import MeetingService, guide_to
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor
from tests.services.built_in_shelf import built_in_shelf

KINDS = tuple(MEETING_TITLES)
NOTES: tuple[tuple[MeetingKind, str], ...] = (("board", "Ask \ud83d first"), ("press", "Half past nine"))
PRAISE_OR_NOISE = re.compile(
    r"!|\b(great|leverage|game.?chang\w*|journey|unlock|cutting.edge|synerg\w*)\b", re.IGNORECASE
)


def texts_of(guide: MeetingGuide) -> list[str]:
    entries = [*guide.questions, *guide.red_flags, *guide.terms]
    return [guide.about, guide.opening, *(text for entry in entries for text in vars(entry).values())]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_guide_that_reads_as_it_should(kind: MeetingKind) -> None:
    guide = guide_to(kind)
    assert (len(guide.questions), len(guide.red_flags), guide.title) == (6, 3, MEETING_TITLES[kind])
    assert all(each.question.endswith("?") for each in guide.questions)
    for text in texts_of(guide):
        assert (first_forbidden(text), "\n" in text, text) == (None, False, text.strip())
        assert PRAISE_OR_NOISE.search(text) is None, text


def test_every_kind_has_a_built_in_briefing_that_prepares_for_it_and_so_have_ten_minutes() -> None:
    candidates = candidates_on(built_in_shelf(), {})
    for kind in KINDS:
        assert fitting(candidates, guide_to(kind).modules) is not None, kind
    first = next(for_ten_minutes(candidates))
    assert (first.candidate.scenario.level, first.minutes <= SITTING_MINUTES[1]) == (1, True)


def test_no_question_stands_on_two_pages() -> None:
    questions = [each.question for kind in KINDS for each in guide_to(kind).questions]
    assert len(set(questions)) == 6 * len(KINDS)


def test_no_file_lies_beside_the_guides() -> None:
    folder = files("closeddoor").joinpath("meetings")
    assert {entry.name for entry in folder.iterdir()} == {f"{kind}.toml" for kind in KINDS}


def spoilt(change: str) -> dict[str, Any]:
    text = files("closeddoor").joinpath("meetings", "board.toml").read_text(encoding="utf-8")
    data = copy.deepcopy(tomllib.loads(text))
    first = data["questions"][0]
    if change == "a seventh question":
        data["questions"].append({**first, "question": "And?"})
    elif change == "five questions":
        data["questions"].pop()
    elif change == "a question twice":
        data["questions"][1] = first
    elif change == "no good answer":
        first["good"] = " "
    elif change == "an unknown field":
        first["hint"] = "x"
    elif change == "an unknown module":
        data["modules"] = ["luck"]
    elif change == "an unknown table":
        data["extra"] = {}
    return data


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("a seventh question", "field.length"),
        ("five questions", "field.empty"),
        ("a question twice", "id.twice"),
        ("no good answer", "field.empty"),
        ("an unknown field", "field.unknown"),
        ("an unknown module", "field.value"),
        ("an unknown table", "field.unknown"),
    ],
)
def test_a_guide_that_is_not_whole_is_refused(change: str, code: str) -> None:
    with pytest.raises(KnownError) as refused:
        parse_guide("board", spoilt(change))
    assert refused.value.code == code
    parse_guide("board", spoilt("nothing"))


def test_notes_are_kept_by_kind_also_in_memory() -> None:
    service = MeetingService(Vault.in_memory(), InlineExecutor())
    board, press = (MeetingNote(kind, 1, "", text) for kind, text in NOTES)
    for note in (board, press):
        service.keep_notes(note.key, note).result()
    assert [note.text for note in service.notes("board").result()] == ["Ask ? first"]
    service.keep_notes(press.key, replace(press, text="")).result()
    assert (service.notes("press").result(), service.notes("staff").result()) == ((), ())
    assert not service.is_on_disk
