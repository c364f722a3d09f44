"""What a model reads of a scenario: what the participant reads, and nothing that would give an answer away."""

import pytest

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.packs.read import read_pack
from closeddoor.profile import scenario_folder
from closeddoor.services.scenario_prompt import scenario_turns

PACKS = sorted(path for path in scenario_folder().iterdir() if (path / "pack.toml").is_file())
SCENARIOS = [scenario for path in PACKS for scenario in read_pack(path).scenarios]


def prompt_of(scenario: Scenario, room_characters: int = 1_000_000) -> str:
    (turn,) = scenario_turns(scenario, room_characters)
    assert turn.role == "system"
    return turn.text


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.id)
def test_all_that_the_participant_reads_is_there_and_nothing_that_gives_an_answer_away(scenario: Scenario) -> None:
    text = prompt_of(scenario)
    read = [scenario.situation.strip(), *(document.displayed.strip() for document in scenario.documents)]
    read += [task.prompt.strip() for task in scenario.tasks]
    assert [part for part in read if part not in text] == []
    hidden = [answer.text for answer in scenario.answers if answer.text.strip()]
    for task in scenario.tasks:
        if isinstance(task, InterviewTask):
            hidden += [fact.says for fact in task.facts] + [task.persona.brief]
        elif isinstance(task, MemoTask):
            hidden += [criterion.statement for criterion in task.criteria]
    given_away = [each for each in hidden if each.strip() in text and not any(each.strip() in part for part in read)]
    assert given_away == []


def test_documents_are_left_out_whole_from_the_first_that_does_not_fit_and_named() -> None:
    scenario = max(SCENARIOS, key=lambda each: len(each.documents))
    first, second, *_ = scenario.documents
    text = prompt_of(scenario, len(first.displayed))
    assert first.displayed.strip() in text
    assert second.displayed.strip() not in text
    assert f"“{second.title}”, is too long" in text


def test_the_same_scenario_is_the_same_words() -> None:
    assert prompt_of(SCENARIOS[0]) == prompt_of(SCENARIOS[0])
