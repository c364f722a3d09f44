"""Entries change places with what belongs to them: comments above their heads, and the tables that lie in them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from closeddoor.profile import scenario_folder
from closeddoor.services.authoring.order import swapped
from closeddoor.services.authoring.table_text import TableText, UnwritableTableError, steps_of, value_in

TEXT = '''id = "letter"

# the letter comes first
[[documents]]
id = "letter"   # as sent

[[documents]]
id = "annex"
note = """
[[documents]]
# not a head, and no comment
"""

# about the claims
# in the letter
[[tasks]]
id = "claims"
labels = [{ id = "wrong", title = "Wrong" }, { id = "thin", title = "Thin" }]
  # the grave one
  [[tasks.targets]]
  span = "claim"
  [[tasks.targets]]
  span = "price"   # per page

# the reply
[[tasks]]
id = "reply"
criteria = [
  { id = "one" },   # first
  { id = "two" },
]
  [tasks.persona]
  name = "Dana"'''


def moved(path: str, by: int) -> str:
    table = TableText("scenario.toml", TEXT)
    table.move(path, by)
    assert tomllib.loads(table.text) == table.plain()
    return table.text


def test_a_task_takes_its_comments_and_its_tables_along() -> None:
    text = moved("tasks[0]", 1)
    assert [each["id"] for each in tomllib.loads(text)["tasks"]] == ["reply", "claims"]
    assert '# about the claims\n# in the letter\n[[tasks]]\nid = "claims"' in text
    assert text.index("# the reply\n[[tasks]]") < text.index("# about the claims")
    assert text.index("# the grave one") > text.index("# about the claims")
    assert tomllib.loads(text)["tasks"][0]["persona"] == {"name": "Dana"}


def test_what_only_looks_like_a_head_or_a_comment_is_text() -> None:
    text = moved("documents[1]", -1)
    assert [each["id"] for each in tomllib.loads(text)["documents"]] == ["annex", "letter"]
    assert '# the letter comes first\n[[documents]]\nid = "letter"   # as sent' in text


def test_an_entry_within_an_entry_moves_within_it() -> None:
    text = moved("tasks[0].targets[1]", -1)
    assert [each["span"] for each in tomllib.loads(text)["tasks"][0]["targets"]] == ["price", "claim"]
    assert '  # the grave one\n  [[tasks.targets]]\n  span = "claim"' in text


def test_a_list_on_one_line_moves_too_and_one_with_comments_in_brackets_is_refused() -> None:
    text = moved("tasks[0].labels[1]", -1)
    assert [each["id"] for each in tomllib.loads(text)["tasks"][0]["labels"]] == ["thin", "wrong"]
    table = TableText("scenario.toml", TEXT)
    with pytest.raises(UnwritableTableError):
        table.move("tasks[1].criteria[0]", 1)
    assert table.text == TEXT


@pytest.mark.parametrize(("path", "by"), [("tasks[0]", -1), ("tasks[1]", 1), ("tasks[1].criteria[1]", 1)])
def test_at_an_end_nothing_moves(path: str, by: int) -> None:
    table = TableText("scenario.toml", TEXT)
    assert table.move(path, by) == int(path[-2])
    assert table.text == TEXT


def _paths(table: Any, at: str = "") -> list[str]:
    found = []
    for name, value in table.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            path = f"{at}.{name}" if at else name
            found += [f"{path}[{index}]" for index in range(len(value) - 1)]
            found += [each for index, entry in enumerate(value) for each in _paths(entry, f"{path}[{index}]")]
    return found


@pytest.mark.parametrize(
    "file", sorted(scenario_folder().rglob("scenario.toml"))[::6], ids=lambda file: "-".join(file.parts[-2:-1])
)
def test_entries_of_the_built_in_packs_move_and_come_back(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for path in _paths(tomllib.loads(text))[::4]:
        *way, place = steps_of(path)
        there = swapped(text, tuple(way), int(place))
        if there is None:
            continue  # in brackets, not under heads
        wanted = tomllib.loads(text)
        held = value_in(wanted, path.rpartition("[")[0])
        held[int(place)], held[int(place) + 1] = held[int(place) + 1], held[int(place)]
        assert tomllib.loads(there) == wanted, path
        assert swapped(there, tuple(way), int(place)) == text, path
