"""Every type of task has a page to answer on and a section in the debrief, so that a half-added type is red."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from closeddoor.domain.scenario import Pack
from closeddoor.domain.scoring import score_scenario
from closeddoor.domain.tasks.registry import TASK_SPECS, TaskSpec
from closeddoor.packs import read_pack
from closeddoor.presenters.briefing.view import briefing_view
from closeddoor.presenters.debrief.view import debrief_view
from closeddoor.presenters.states.briefing import CommitState
from closeddoor.services.practice import COMMIT, Briefing, steps_of
from closeddoor.ui.pages.debrief.registry import SECTIONS, spec_for
from closeddoor.ui.pages.practice.registry import STEPS, widget_for
from tests.domain.samples import ANSWERS, scenario

PACK = read_pack(Path(__file__).parent / "pack")
NO_GRADER = {"memo", "interview"}
"""Types whose answers are graded by a model; here they are left open."""

specs = pytest.mark.parametrize("spec", TASK_SPECS, ids=lambda spec: spec.name)


def pack() -> Pack:
    return replace(PACK, info=replace(PACK.info, facts_as_of=date(2026, 1, 1)), scenarios=(scenario(),))


def briefing(answers: dict[str, dict[str, object]]) -> Briefing:
    return Briefing(1, pack(), scenario(), "work", "@read", answers=json.loads(json.dumps(answers)))


@specs
@pytest.mark.parametrize("is_answered", [True, False])
def test_every_type_has_a_page(spec: TaskSpec, is_answered: bool) -> None:  # noqa: FBT001 - a parameter of the test
    given = {spec.name: ANSWERS[spec.name]} if is_answered and spec.name != "interview" else {}
    view = briefing_view(briefing(given), spec.name)
    assert widget_for(view.body) in {row.widget for row in STEPS}
    commit = briefing_view(briefing(given), COMMIT).body
    assert isinstance(commit, CommitState)
    assert {row.step_id for row in commit.answers if row.answered} == set(given)
    assert {row.step_id: row.summary for row in commit.answers if not row.answered} == dict.fromkeys(
        {each.name for each in TASK_SPECS} - set(given), "No answer yet"
    )


@specs
@pytest.mark.parametrize("is_answered", [True, False])
def test_every_type_has_a_section(spec: TaskSpec, is_answered: bool) -> None:  # noqa: FBT001 - a parameter of the test
    given = {spec.name: ANSWERS[spec.name]} if is_answered and spec.name not in NO_GRADER else {}
    done = briefing(given)
    scored = replace(done, stage="debrief", result=score_scenario(done.pack.info, done.scenario, done.response()))
    view = debrief_view(scored)
    section = next(task for task in view.tasks if task.task_id == spec.name)
    assert spec_for(section) in SECTIONS
    assert section.title
    assert "point" not in section.summary + view.headline


@specs
def test_every_type_takes_a_time(spec: TaskSpec) -> None:
    assert next(step.minutes for step in steps_of(scenario()) if step.id == spec.name) >= 1
