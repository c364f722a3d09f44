"""What every built-in briefing promises to the person who gives it twenty minutes, and to a facilitator."""

import re
from collections import Counter
from datetime import date

import pytest
from markdown_it import MarkdownIt

from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.registry import TASK_SPECS
from closeddoor.domain.timing import SITTING_MINUTES, scenario_minutes, sittings, task_minutes
from closeddoor.packs.advice.advise import advise
from closeddoor.packs.advice.highlights import MOST_BY_KEYWORD, score_by_keyword
from closeddoor.text import read_markdown
from tests.scenarios.ledger import PACKS
from tests.scenarios.shelves import BRIEFINGS, HERE, NAMES, SHELVES, shelf_of

briefings = pytest.mark.parametrize("scenario", [scenario for _, scenario in BRIEFINGS], ids=NAMES)
shelves = pytest.mark.parametrize("pack", SHELVES, ids=shelf_of)

MOST_MINUTES = {1: 12, 2: 25, 3: 40}
SLACK_MINUTES = 0.6
"""A sitting is told in whole minutes."""
HABITS = ("informed-questions", "technical-input", "public-care", "learning-stance")
SUBJECTS = ("evidence", "money", "exits", "data-privacy", "accountability", "regulation", "operations")
KEYWORDS = (
    re.compile(r"\d"),
    re.compile(r"\d\s?(?:%|per ?cent)"),
    re.compile(
        r"\bAI\b|\b(?:all|always|any|best|every|first|fully|guarantee[ds]?|leading|most|never|only|\w{3,}est)\b"
    ),
)
"""What a skimming reader may go by: all of it marks so much that it earns nothing, so each is tried alone as well."""
DAY = date(2026, 11, 23)
"""When the content was written; what a pack warns of later is the passing of its facts."""


def test_there_are_five_shelves_and_every_task_type_is_used_four_times() -> None:
    modules = Counter(scenario.module for _, scenario in BRIEFINGS)
    assert set(modules.values()) == {4}
    assert len(modules) == 5
    used = Counter(task.type for _, scenario in BRIEFINGS for task in scenario.tasks)
    assert {spec.name: used[spec.name] >= 4 for spec in TASK_SPECS} == {spec.name: True for spec in TASK_SPECS}


@shelves
def test_a_shelf_has_three_levels_and_the_two_of_the_second_are_twins(pack: Pack) -> None:
    assert sorted(scenario.level for scenario in pack.scenarios) == [1, 2, 2, 3]
    assert len({scenario.module for scenario in pack.scenarios}) == 1
    one, other = (scenario for scenario in pack.scenarios if scenario.level == 2)
    assert (one.twin, other.twin) == (other.id, one.id)


@shelves
def test_pack_check_finds_nothing_to_warn_of(pack: Pack) -> None:
    assert advise(pack, DAY) == ()


@briefings
def test_there_is_something_to_read(scenario: Scenario) -> None:
    assert 1 <= len(scenario.documents) <= 3
    for document in scenario.documents:
        assert 700 <= document.words <= 1_500, document.id
    assert len(scenario.documents) > 1 or scenario.level < 3
    assert len(scenario.terms) >= 3
    read = " ".join([scenario.situation, *(document.displayed for document in scenario.documents)]).casefold()
    assert [term.term for term in scenario.terms if term.term.casefold() not in read] == []


@briefings
def test_it_takes_as_long_as_it_says_in_sittings_that_fit_between_two_meetings(scenario: Scenario) -> None:
    needed = scenario_minutes(scenario)
    assert round(needed) == scenario.minutes <= MOST_MINUTES[scenario.level]
    lengths = [sum(map(task_minutes, part)) for part in sittings(scenario)]
    lengths[0] += needed - sum(lengths)
    least, most = SITTING_MINUTES
    assert [length for length in lengths if not least - SLACK_MINUTES <= length <= most + SLACK_MINUTES] == []


@briefings
def test_points_come_to_a_hundred_and_free_text_is_a_part_of_them(scenario: Scenario) -> None:
    assert sum(task.points for task in scenario.tasks) == 100
    free = sum(task.points for task in scenario.tasks if isinstance(task, MemoTask | InterviewTask))
    assert 40 <= free <= 85
    assert any(not isinstance(task, MemoTask | InterviewTask) for task in scenario.tasks)


@briefings
def test_a_highlight_is_not_won_by_keyword(scenario: Scenario) -> None:
    for task in scenario.tasks:
        if isinstance(task, HighlightTask):
            document = scenario.documents_by_id[task.document]
            assert score_by_keyword(task, document) < MOST_BY_KEYWORD
            for keyword in KEYWORDS:
                assert score_by_keyword(task, document, keyword) < MOST_BY_KEYWORD, keyword.pattern
            assert len(task.decoys) * 4 >= len(task.targets)


@briefings
def test_every_criterion_has_its_examples_and_every_memo_and_interview_its_answers(scenario: Scenario) -> None:
    for task in scenario.tasks:
        answers = [answer for answer in scenario.answers if answer.task == task.id]
        if isinstance(task, MemoTask):
            assert all(len(each.met) >= 3 and len(each.not_met) >= 3 for each in task.criteria)
            assert any(criterion.points < 0 for criterion in task.criteria)
            assert len(answers) >= 8
        if isinstance(task, InterviewTask):
            assert 4 <= sum(fact.points == 0 for fact in task.facts) <= 6
            assert len(answers) >= 12


def test_every_habit_and_subject_is_trained_in_many_places() -> None:
    tags = Counter(tag for _, scenario in BRIEFINGS for tag in _tags(scenario))
    assert {tag: tags[tag] for tag in (*HABITS, *SUBJECTS) if tags[tag] < 4} == {}


def _tags(scenario: Scenario) -> set[str]:
    """Return the competencies that a briefing has something of: on tasks, and on what they are scored by."""
    parts = [
        part
        for task in scenario.tasks
        for name in ("targets", "options", "inputs", "criteria", "facts")
        for part in getattr(task, name, ())
    ]
    return {tag for each in (*scenario.tasks, *parts) for tag in each.tags}


@briefings
def test_a_debrief_ends_with_three_questions_and_the_cards(scenario: Scenario) -> None:
    assert 450 <= len(read_markdown(scenario.debrief).displayed.split()) <= 1_100
    questions = _section(scenario.debrief, "For your next meeting")
    assert len(re.findall(r"(?m)^[-*] .+\?", questions)) == len(re.findall(r"(?m)^[-*] ", questions)) == 3
    head, *cards = _rows(_section(scenario.debrief, "Cards"))
    assert head == ["When", "Ask", "Because"]
    assert 3 <= len(cards) <= 5
    assert all(len(card) == 3 and all(card) for card in cards)


def _section(markdown: str, heading: str) -> str:
    found = re.search(rf"(?ms)^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", markdown)
    assert found, f"no section “{heading}”"
    return found[1]


def _rows(markdown: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token.content.strip())
    return rows


@shelves
def test_a_facilitator_finds_what_a_closed_door_session_needs(pack: Pack) -> None:
    assert pack.foreword
    assert pack.guide
    assert len(pack.guide.split()) >= 800
    for title in (scenario.title for scenario in pack.scenarios):
        assert title in pack.guide
    for needed in ("Chatham House", "one-to-one", "escalate", "tally", "ranking", "record"):
        assert needed.casefold() in pack.guide.casefold(), needed


@shelves
def test_titles_share_a_spelling_and_name_no_length_beside_the_one_that_is_worked_out(pack: Pack) -> None:
    titles = [title for each in pack.scenarios for title in (each.title, *(task.title for task in each.tasks))]
    assert [title for title in titles if "per cent" in title] == []
    assert [title for title in titles if re.search(r"(minutes|hour|afternoon|morning) with", title)] == []


@shelves
def test_nobody_is_shouted_at(pack: Pack) -> None:
    texts = {path: text.decode() for path, text in pack.files.items() if path.endswith((".md", ".toml"))}
    shouted = {path: re.findall(r".{20}\w![^\[(].{0,9}", text) for path, text in texts.items() if "answers" not in path}
    assert {path: found for path, found in shouted.items() if found} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_script_gives_the_reason_of_every_number(name: str) -> None:
    shelf, scenario_id = name.split("/")
    script = (HERE / f"numbers/{shelf}/test_{scenario_id}.py".replace("-", "_")).read_text("utf-8")
    assert f'ledger_of("{shelf}", "{scenario_id}")' in script
    assert "ledger.unaccounted() == []" in script


def test_every_debrief_has_its_sources_in_the_list() -> None:
    rows = [line.split("|") for line in (PACKS.parent / "docs" / "sources.md").read_text("utf-8").splitlines()]
    used = {name.strip() for row in rows if len(row) > 6 for name in row[2].split(",")}
    ids = {scenario.id for _, scenario in BRIEFINGS}
    assert used - {"Where used", "---"} == ids


@briefings
def test_the_list_of_briefings_is_true(scenario: Scenario) -> None:
    tasks = ", ".join(task.type for task in scenario.tasks)
    row = next(
        line
        for line in (PACKS.parent / "docs" / "briefings.md").read_text("utf-8").splitlines()
        if line.startswith(f"| {scenario.title} | ")
    )
    assert row.startswith(f"| {scenario.title} | {scenario.level} | {scenario.minutes} | ")
    assert row.endswith(f" | {len(scenario.documents)} | {tasks} |")
