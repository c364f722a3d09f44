"""What a group sees of each task type."""

from pathlib import Path

import pytest

from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.registry import TASK_SPECS
from closeddoor.packs import read_pack
from closeddoor.presenters.session.plays import PLAYS, play_of
from closeddoor.presenters.session.preparing import prepare

BUILT_IN = sorted(path.parent for path in Path("scenarios").glob("*/pack.toml"))


def test_every_task_type_can_be_played() -> None:
    assert sorted(PLAYS) == sorted(spec.name for spec in TASK_SPECS)


@pytest.mark.parametrize("folder", BUILT_IN, ids=lambda folder: folder.name)
def test_a_place_is_asked_about_before_anything_is_said_of_it(folder: Path) -> None:
    for scenario in read_pack(folder).scenarios:
        for task in scenario.tasks:
            slides = play_of(task, scenario.documents_by_id).slides
            assert slides[0].reason is None
            if not isinstance(task, HighlightTask):
                continue
            asked, shown = slides[1::2], slides[2::2]
            assert len(asked) == len(shown) == len(task.span_uses)
            assert [slide.mark for slide in asked] == [slide.mark for slide in shown]
            assert sorted(slide.mark for slide in asked if slide.mark) == [slide.mark for slide in asked]
            assert all(slide.reason is None and slide.question for slide in asked)
            assert all(slide.reason and not slide.question for slide in shown)


@pytest.mark.parametrize("folder", BUILT_IN, ids=lambda folder: folder.name)
def test_every_reason_of_the_author_is_shown(folder: Path) -> None:
    pack = read_pack(folder)
    for scenario in pack.scenarios:
        shown = {slide.reason.why for slide in prepare(pack, scenario).slides if slide.reason}
        for task in scenario.tasks:
            for key in ("targets", "decoys", "options", "inputs", "criteria", "facts"):
                assert {each.why for each in getattr(task, key, ())} <= shown


def test_a_session_begins_with_the_rule_and_ends_with_a_question_to_take_along() -> None:
    pack = read_pack(BUILT_IN[0])
    prepared = prepare(pack, pack.scenarios[0])
    assert "No names, no scores" in prepared.slides[0].text.displayed
    assert prepared.slides[-1].title == "In my next meeting I will ask …"
    assert prepared.parts[:2] == ("Before we begin", "The situation")
    assert [document.title for document in pack.scenarios[0].documents] == list(
        prepared.parts[2 : 2 + len(prepared.documents)]
    )
