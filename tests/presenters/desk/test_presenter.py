"""The desk over a real folder: from nothing to a sound, marked, signed pack, and what goes wrong on the way."""

from pathlib import Path

from closeddoor.packs import read_pack
from closeddoor.packs.advice.refusals import WHY
from closeddoor.presenters.desk import DeskPresenter
from closeddoor.presenters.desk.writing import SETTLE_AFTER_S
from closeddoor.services.authoring.service import AuthoringService
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import good_files
from tests.presenters.desk.bench import Bench, Page

HEAD = "scenarios/letter/scenario.toml"
LETTER = "scenarios/letter/documents/letter.md"


def test_a_pack_is_shown_by_its_parts_and_remembered_in_the_history(bench: Bench) -> None:
    state = bench.open()
    assert [row.title for row in state.rows][:2] == ["About the pack", "A letter"]
    assert state.rows[1].aside == "Scored, 4 tasks"
    assert state.is_sound
    bench.desk.close()
    state = bench.go()
    assert (state.stage, [row.key for row in state.rows]) == ("choose", [str(bench.folder)])
    again = DeskPresenter(
        page := Page(), AuthoringService(bench.vault, InlineExecutor(), InlineExecutor()), bench.dispatcher
    )
    again.refresh()
    bench.dispatcher.run()
    assert [row.key for row in page.now().rows] == [str(bench.folder)]


def test_what_is_typed_is_in_the_folder_soon_and_checked(bench: Bench) -> None:
    bench.open()
    bench.to("case:letter:0")
    state = bench.type(f"{HEAD}#minutes", "no number")
    assert 'minutes = "no number"' in bench.text(HEAD)
    assert [(each.field, each.is_refusal) for each in state.findings] == [(f"{HEAD}#minutes", True)]
    field = next(each for group in state.groups for each in group.fields if each.key == f"{HEAD}#minutes")
    assert "whole number" in field.said
    state = bench.type(f"{HEAD}#minutes", "25")
    assert state.is_sound
    assert read_pack(bench.folder).scenarios[0].minutes == 25


def test_a_mark_without_a_reason_is_left_to_do_and_not_wrong(bench: Bench) -> None:
    bench.open()
    bench.to("document:letter:0")
    start = bench.desk.state.document.shown.displayed.index("The rest")
    bench.desk.mark("target", start, start + len("The rest"))
    state = bench.go()
    assert state.verdict == "1 thing is left to do here."
    (finding,) = state.findings
    assert (finding.is_refusal, finding.is_unfinished, finding.says) == (True, True, WHY)
    why = next(each for group in state.groups for each in group.fields if each.key == finding.field)
    assert (why.said, why.standing) == (WHY, "left")
    state = bench.to("about")
    assert state.verdict == "Nothing is left to do here; elsewhere in the pack something is."
    state = bench.type("pack.toml#revision", "none")
    assert state.verdict == "1 thing is wrong here."
    assert bench.to("pack").verdict == "1 thing is wrong here. 1 thing is left to do here."


def test_what_is_wrong_in_a_text_says_on_which_line(bench: Bench) -> None:
    bench.open()
    text = bench.text(LETTER)
    state = bench.type(f"{LETTER}#", f"{text.rstrip()}\n\nIt holds <b>HTML</b>.\n")
    line = len(text.rstrip().splitlines()) + 2
    assert state.findings[0].place.endswith(f" · line {line}")
    assert state.findings[0].says.startswith("This text holds raw HTML")


def test_what_was_typed_last_is_written_when_the_page_is_left(bench: Bench) -> None:
    bench.open()
    bench.desk.write(f"{HEAD}#title", "Another letter")
    bench.desk.leave()
    assert 'title = "Another letter"' in bench.text(HEAD)


def test_a_finding_leads_to_its_field(bench: Bench) -> None:
    bench.open()
    bench.to("task:letter:3")
    bench.type(f"{HEAD}#tasks[3].criteria[0].why", "")
    state = bench.to("pack")
    finding = state.findings[0]
    assert finding.place == "A letter · Reply · Point 1: Asks for our own data. · Why"
    bench.desk.show_finding(finding.part, finding.field)
    state = bench.go()
    assert (state.part, bench.page.led_to) == ("task:letter:3", [f"{HEAD}#tasks[3].criteria[0].why"])


def test_a_target_is_marked_changed_and_taken_away_in_document_and_key(bench: Bench) -> None:
    bench.open()
    shown = bench.to("document:letter:0").document.shown.displayed
    start = shown.index("from day one")
    bench.desk.choose_label("vague")
    bench.desk.mark("target", start, start + 12)
    state = bench.go()
    assert "[[from-day-one|from day one]]" in bench.text(LETTER)
    why = f"{HEAD}#tasks[0].targets[1].why"
    assert [(each.field, each.part) for each in state.findings] == [(why, "document:letter:0")]
    state = bench.type(why, "Nobody can.")
    assert state.is_sound
    target = read_pack(bench.folder).scenarios[0].tasks[0].targets[1]  # type: ignore[attr-defined]  # a highlight
    assert (target.span, target.label, target.why) == ("from-day-one", "vague", "Nobody can.")
    bench.desk.press("swap from-day-one")
    assert bench.go().is_sound
    bench.desk.press("unmark from-day-one")
    assert bench.go().is_sound
    assert bench.text(LETTER).encode() == good_files()[LETTER]


def test_a_selection_that_cannot_be_a_mark_changes_nothing_and_says_why(bench: Bench) -> None:
    bench.open()
    shown = bench.to("document:letter:0").document.shown.displayed
    bench.desk.mark("target", 0, len(shown))
    problem = bench.go().problem
    assert problem is not None
    assert "end of a line" in problem.happened
    assert bench.text(LETTER).encode() == good_files()[LETTER]


def test_what_was_selected_in_a_text_that_was_changed_since_is_not_marked(bench: Bench) -> None:
    bench.open()
    shown = bench.to("document:letter:0").document.shown.displayed
    start = shown.index("from day one")
    bench.desk.write(f"{LETTER}#", f"A new line.\n\n{bench.text(LETTER)}")
    bench.desk.mark("target", start, start + 12)
    problem = bench.page.now().problem
    assert problem is not None
    assert "changed just now" in problem.happened
    assert "from-day-one" not in bench.go(SETTLE_AFTER_S).groups[0].fields[-1].value


def test_a_step_back_takes_a_mark_out_of_both_files(bench: Bench) -> None:
    bench.open()
    shown = bench.to("document:letter:0").document.shown.displayed
    start = shown.index("from day one")
    bench.desk.mark("decoy", start, start + 12)
    bench.go()
    bench.desk.step_back()
    assert bench.go().is_sound
    assert (bench.text(LETTER).encode(), bench.text(HEAD).encode()) == (good_files()[LETTER], good_files()[HEAD])


def test_a_scenario_becomes_scored_by_its_first_task_and_open_again_without(bench: Bench, tmp_path: Path) -> None:
    bench.desk.refresh()
    bench.desk.begin(tmp_path, "My first pack", "Jane", "risk")
    state = bench.go()
    assert state.is_sound
    (scenario,) = (row.key for row in state.rows if row.key.startswith("scenario:"))
    assert next(row.aside for row in state.rows if row.key == scenario) == "For discussion"
    bench.to(scenario)
    bench.desk.press("add-task decision")
    state = bench.go()
    assert (state.part, state.is_sound) == (scenario.replace("scenario", "task"), False)
    file = "scenarios/first-briefing/scenario.toml"
    for path, text in (
        ("options[0].title", "Defer"),
        ("options[0].why", "Ask first."),
        ("options[1].title", "Sign"),
        ("options[1].why", "Too early."),
    ):
        state = bench.type(f"{file}#tasks[0].{path}", text)
    assert state.is_sound
    bench.desk.press("remove-task")
    assert bench.go().is_sound
    assert read_pack(tmp_path / "my-first-pack").scenarios[0].readiness == "discussion"


def test_an_entry_moves_by_its_button_and_the_keyboard_goes_along(bench: Bench) -> None:
    bench.open()
    state = bench.to("task:letter:2")
    path = f"{HEAD}#tasks[2].options"
    first, second = (group for group in state.groups if group.key in {f"{path}[0]", f"{path}[1]"})
    assert [each.words for each in (*first.actions, *second.actions)][:2] == ["Move down", "Take away"]
    titles = [first.fields[0].value, second.fields[0].value]
    bench.desk.press(f"move-down {path}[0]")
    state = bench.go()
    assert [group.fields[0].value for group in state.groups if group.key in {f"{path}[0]", f"{path}[1]"}] == titles[
        ::-1
    ]
    assert bench.page.led_to[-1] == f"{path}[1]"
    assert state.is_sound
    bench.desk.step_back()
    bench.go()
    assert read_pack(bench.folder).scenarios[0].tasks[2].options[0].title == titles[0]  # type: ignore[attr-defined]  # a decision


def test_a_task_moves_with_all_of_it_and_shows_where_it_stands(bench: Bench) -> None:
    bench.open()
    ids = [each.id for each in read_pack(bench.folder).scenarios[0].tasks]
    state = bench.to("task:letter:0")
    assert [each.key for each in state.actions] == ["move-down", "remove-task"]
    title = state.title
    bench.desk.press("move-down")
    state = bench.go()
    assert (state.part, state.title, state.said) == ("task:letter:1", title, "It stands at place 2 of 4 now.")
    assert state.is_sound
    assert [each.id for each in read_pack(bench.folder).scenarios[0].tasks] == [ids[1], ids[0], *ids[2:]]
    bench.to("task:letter:3")
    assert [each.key for each in bench.desk.state.actions] == ["move-up", "remove-task"]
