"""Changes in single places: comments, order and what no form knows stay; what cannot be written is refused whole."""

import tomllib
from pathlib import Path

import pytest

from closeddoor.profile import scenario_folder
from closeddoor.services.authoring.table_text import TableText, UnwritableTableError, steps_of

TEXT = """# Who made this, and when
id = "letter"   # as the folder
outcomes = [
  "Read closely",   # the first
  "Ask early",
]

[[tasks]]
id = "claims"
labels = [{ id = "wrong", title = "Wrong" }]
unknown = 7   # of a later version
  [[tasks.targets]]
  span = "claim"   # in the letter
  why = "No test set."
"""


def changed(path: str, value: object) -> str:
    table = TableText("scenario.toml", TEXT)
    table.set(path, value)
    return table.text


def test_steps_are_those_that_refusals_name() -> None:
    assert steps_of("tasks[2].options[1].credit") == ("tasks", 2, "options", 1, "credit")


def test_one_field_changes_and_every_other_character_stays() -> None:
    assert changed("tasks[0].targets[0].why", "No.") == TEXT.replace('"No test set."', '"No."')
    assert changed("id", "note") == TEXT.replace('"letter"', '"note"')


def test_a_list_changes_only_where_it_differs() -> None:
    text = changed("outcomes", ["Read closely", "Ask", "Decide"])
    assert '"Read closely",   # the first' in text
    assert tomllib.loads(text)["outcomes"] == ["Read closely", "Ask", "Decide"]
    assert tomllib.loads(changed("outcomes", ["Ask early"]))["outcomes"] == ["Ask early"]
    assert tomllib.loads(changed("outcomes", []))["outcomes"] == []


def test_a_text_of_several_lines_reads_as_one() -> None:
    text = changed("tasks[0].targets[0].why", 'One.\n\nTwo, with “quotes” and "these" in it.')
    assert '"""\nOne.\n\nTwo' in text
    assert tomllib.loads(text)["tasks"][0]["targets"][0]["why"].startswith("One.\n\nTwo")


@pytest.mark.parametrize(
    "value", ['ends in "quotes"\n"', "back\\slash\nand line", 'three """ quotes\n', "tab\tand\nline"]
)
def test_a_text_that_cannot_stand_as_it_is_comes_back_the_same(value: str) -> None:
    assert tomllib.loads(changed("id", value))["id"] == value


def test_entries_come_and_go_and_a_list_goes_with_its_last() -> None:
    table = TableText("scenario.toml", TEXT)
    assert table.add("tasks[0].targets", {"span": "audit", "why": "Dated."}) == 1
    assert table.add("tasks[0].decoys", {"span": "soc2", "why": "Sound."}) == 0
    assert table.add("tasks[0].labels", {"id": "vague", "title": "Vague"}) == 1
    assert table.add("terms", {"term": "drift", "means": "It moves.", "matters": "It does."}) == 0
    table.remove("tasks[0].targets[0]")
    table.remove("tasks[0].decoys[0]")
    plain = tomllib.loads(table.text)
    assert [each["span"] for each in plain["tasks"][0]["targets"]] == ["audit"]
    assert "decoys" not in plain["tasks"][0]
    assert plain["tasks"][0]["unknown"] == 7
    assert "# of a later version" in table.text
    assert "# as the folder" in table.text


def test_what_cannot_be_written_is_refused_and_nothing_has_changed() -> None:
    table = TableText("scenario.toml", TEXT)
    with pytest.raises(UnwritableTableError):
        table.set("tasks[5].title", "There is no sixth task.")
    with pytest.raises(UnwritableTableError):
        table.set("id.name", "An id holds nothing.")
    assert table.text == TEXT
    table.set("id", "note")
    assert table.text == TEXT.replace('"letter"', '"note"')


def test_a_text_that_would_read_otherwise_than_was_meant_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    table = TableText("scenario.toml", TEXT)
    with monkeypatch.context() as patch:
        patch.setattr(type(table._document), "as_string", lambda _: 'id = "lost"\n')
        with pytest.raises(UnwritableTableError):
            table.set("id", "note")
    assert table.text == TEXT
    assert table.value("id") == "letter"


@pytest.mark.parametrize("path", sorted(scenario_folder().rglob("*.toml"))[::6], ids=lambda path: path.parent.name)
def test_the_files_of_the_built_in_packs_go_through_unchanged(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    table = TableText(path.name, text)
    assert table.text == text
    key = "answers[0].text" if path.name == "answers.toml" else "title"
    value = table.value(key)
    table.set(key, f"{value}!")
    table.set(key, value)
    assert table.plain() == tomllib.loads(text)
    before, after = text.splitlines(), table.text.splitlines()
    assert sum(line not in after for line in before) <= value.count("\n") + 1
