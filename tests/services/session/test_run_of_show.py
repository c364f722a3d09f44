"""The run of show: as the guide has it, or worked out."""

from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_files, read_pack
from closeddoor.packs.template import Beginning, template_files
from closeddoor.services.session import RunOfShow, ShowStep, run_of_show
from tests.cli.test_pack_new import TODAY

BUILT_IN = sorted(path.parent for path in Path("scenarios").glob("*/pack.toml"))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_files(template_files(Beginning("Claims"), TODAY))


def shown(pack: Pack, guide: str | None) -> RunOfShow:
    return run_of_show(replace(pack, guide=guide), pack.scenarios[0])


def table(*rows: str) -> str:
    return "\n".join(["| a | b | c |", "|---|---|---|", *rows])


@pytest.mark.parametrize("folder", BUILT_IN, ids=lambda folder: folder.name)
def test_every_guide_that_comes_with_it_fills_an_hour(folder: Path) -> None:
    pack = read_pack(folder)
    for scenario in pack.scenarios:
        show = run_of_show(pack, scenario)
        assert show.is_of_guide
        assert show.minutes == 60
        assert len(show.steps) >= 5


@pytest.mark.parametrize("minutes", ["5 to 15", "5–15", "5-15", "10", "10 min", "de 5 à 15".removeprefix("de ")])
def test_minutes_are_read_in_the_ways_people_write_them(pack: Pack, minutes: str) -> None:
    assert shown(pack, table(f"| {minutes} | Read | Say nothing |")).steps == (ShowStep("Read", 10),)


@pytest.mark.parametrize(
    "rows",
    [
        ["| soon | Read | x |"],
        ["| 5 to 15 | Read | x |", "| then | Talk | x |"],
        ["| 15 to 5 | Read | x |"],
        ["| 0 | Read | x |"],
        ["| 5 to 15 | | x |"],
        ["| 12345 | Read | x |"],
    ],
)
def test_a_table_that_is_no_run_of_show_is_left_alone(pack: Pack, rows: list[str]) -> None:
    show = shown(pack, table(*rows))
    assert not show.is_of_guide
    assert show.steps


@pytest.mark.parametrize(
    ("cells", "shows"),
    [
        ("`memo` | Say nothing", ("memo",)),
        ("Say nothing | highlight, `decision`", ("highlight", "decision")),
        ("documents | debrief", ("documents",)),
        ("the memo | Say nothing", ()),
        ("memos |", ()),
        (" | Say nothing", ()),
    ],
)
def test_a_cell_of_names_alone_says_what_is_on_the_wall(pack: Pack, cells: str, shows: tuple[str, ...]) -> None:
    guide = f"| a | b | c | d |\n|---|---|---|---|\n| 5 to 15 | Read | {cells} |\n"
    show = shown(pack, guide)
    assert show.steps == (ShowStep("Read", 10, shows),)
    assert show.names_sections == bool(shows)


@pytest.mark.parametrize("folder", BUILT_IN, ids=lambda folder: folder.name)
def test_every_guide_that_comes_with_it_says_what_is_on_the_wall(folder: Path) -> None:
    pack = read_pack(folder)
    for scenario in pack.scenarios:
        named = {name for step in run_of_show(pack, scenario).steps for name in step.shows}
        assert {"situation", "documents", "debrief", "close", *(task.type for task in scenario.tasks)} <= named


def test_another_table_does_not_hide_it(pack: Pack) -> None:
    guide = "# Guide\n\n" + table("| Monday | Bring paper | x |") + "\n\n" + table("| 0 to 7 | Read | x |")
    assert shown(pack, guide).steps == (ShowStep("Read", 7),)


def test_a_scenario_has_its_own_under_its_title(pack: Pack) -> None:
    other = replace(pack.scenarios[0], id="other", title="Another paper")
    both = replace(pack, scenarios=(*pack.scenarios, other))
    guide = (
        "# Guide\n\n## Another  paper\n\n"
        + table("| 0 to 9 | Theirs | x |")
        + "\n\n## For all\n\n"
        + table("| 0 to 7 | Everybody's | x |")
    )
    both = replace(both, guide=guide)
    assert run_of_show(both, other).steps == (ShowStep("Theirs", 9),)
    assert run_of_show(both, pack.scenarios[0]).steps == (ShowStep("Everybody's", 7),)


def test_without_a_guide_it_is_worked_out_from_reading_and_tasks(pack: Pack) -> None:
    show = shown(pack, None)
    assert not show.is_of_guide
    assert [step.title for step in show.steps][:2] == ["The rule and the situation", "Silent reading, pen in hand"]
    assert all(step.minutes > 0 for step in show.steps)
    scored = read_pack(Path("scenarios/vendor-proposals"))
    scenario = scored.scenarios[0]
    worked_out = run_of_show(replace(scored, guide=None), scenario)
    assert [task.title for task in scenario.tasks] == [step.title for step in worked_out.steps][2:-2]
    assert 40 <= worked_out.minutes <= 120
