"""All that is wrong with a pack at once, in the order of its files and lines, and nothing that only follows."""

import random
from collections.abc import Mapping

import pytest

from closeddoor.packs import PackError, faults_of, read_files
from tests.packs.good_pack import FOLDER, good_files

SCENARIO_FILE = f"{FOLDER}/scenario.toml"


def spoilt(*changes: tuple[str, str, str]) -> dict[str, bytes]:
    files = dict(good_files())
    for file, old, new in changes:
        assert old.encode() in files[file]
        files[file] = files[file].replace(old.encode(), new.encode(), 1)
    return files


def told(files: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    with pytest.raises(PackError) as refused:
        read_files(files)
    return [(each.code, each.file, each.where) for each in faults_of(files, refused.value)]


def refusal_of(files: Mapping[str, bytes]) -> PackError | None:
    try:
        read_files(files)
    except PackError as refusal:
        return refusal
    return None


EIGHT = (
    (SCENARIO_FILE, "level = 2", "level = 9"),
    (SCENARIO_FILE, 'role = "You chair the committee."', 'role = ""'),
    (SCENARIO_FILE, 'outcomes = ["Read closely"]', "outcomes = []"),
    (SCENARIO_FILE, 'means = "The world moves."\n', ""),
    (SCENARIO_FILE, 'points = 30\ntags = ["evidence"]', 'points = "many"\ntags = ["evidence"]'),
    (SCENARIO_FILE, 'why = "No test set."', 'why = ""'),
    (SCENARIO_FILE, 'type = "interview"', 'type = "exam"'),
    (SCENARIO_FILE, 'title = "A letter"', 'title = "A letter"\nodd = 1'),
)


def test_a_file_with_eight_faults_shows_eight_in_the_order_of_its_lines() -> None:
    assert told(spoilt(*EIGHT)) == [
        ("field.unknown", SCENARIO_FILE, "odd"),
        ("field.value", SCENARIO_FILE, "level"),
        ("field.empty", SCENARIO_FILE, "role"),
        ("field.empty", SCENARIO_FILE, "outcomes"),
        ("field.missing", SCENARIO_FILE, "terms[0].means"),
        ("field.type", SCENARIO_FILE, "tasks[0].points"),
        ("field.empty", SCENARIO_FILE, "tasks[0].targets[0].why"),
        ("task.type", SCENARIO_FILE, "tasks[1].type"),
    ]


def test_a_fault_in_one_file_does_not_hide_those_in_others() -> None:
    files = spoilt(
        ("pack.toml", "org.example.letters", "Letters"),
        ("pack.toml", 'version = "1.2.0"', 'version = "new"'),
        (SCENARIO_FILE, "level = 2", "level = 9"),
    )
    files[f"{FOLDER}/debrief.md"] += b"\n\n<b>bold</b>\n"
    files[f"{FOLDER}/documents/letter.md"] += b"\n\n[one](nowhere.md) and [another](elsewhere.md)\n"
    del files["LICENSE.txt"]
    assert [each[:2] for each in told(files)] == [
        ("file.missing", "LICENSE.txt"),
        ("id.malformed", "pack.toml"),
        ("field.value", "pack.toml"),
        ("text.html", f"{FOLDER}/debrief.md"),
        ("link.target", f"{FOLDER}/documents/letter.md"),
        ("field.value", SCENARIO_FILE),
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ((SCENARIO_FILE, 'id = "claims"\n', ""), ("field.missing", SCENARIO_FILE, "tasks[0].id")),
        (("pack.toml", 'id = "org.example.letters"\n', ""), ("field.missing", "pack.toml", "id")),
        ((SCENARIO_FILE, 'file = "documents/letter.md"\n', ""), ("field.missing", SCENARIO_FILE, "documents[0].file")),
        (("pack.toml", "facts_as_of = 2026-11-01", "facts_as_of = 1"), ("field.type", "pack.toml", "facts_as_of")),
    ],
)
def test_what_only_follows_from_a_fault_is_not_told(change: tuple[str, str, str], fault: tuple[str, str, str]) -> None:
    assert told(spoilt(change)) == [fault]


def test_however_a_table_is_spoilt_its_faults_are_gathered_and_the_first_is_among_them() -> None:
    chosen, refused = random.Random(11), 0  # noqa: S311 - repeatable, not secret
    for _ in range(150):
        files = dict(good_files())
        file = chosen.choice(["pack.toml", SCENARIO_FILE, f"{FOLDER}/answers.toml"])
        lines = files[file].split(b"\n")
        for _ in range(3):
            lines[chosen.randrange(len(lines))] = chosen.choice([b"", b"odd = 1", b"id = 3", b"points = -1", b"x = []"])
        files[file] = b"\n".join(lines)
        first = refusal_of(files)
        if first is not None:
            refused += 1
            found = [(each.file, each.where) for each in faults_of(files, first)]
            assert (first.file, first.where) in found
            assert len(found) == len(set(found))
    assert refused > 100


def test_every_file_that_belongs_to_nothing_is_named() -> None:
    files = dict(good_files()) | {"notes.md": b"Mine.", f"{FOLDER}/documents/old.md": b"Old."}
    assert told(files) == [
        ("file.unlisted", "notes.md", ""),
        ("file.unlisted", f"{FOLDER}/documents/old.md", ""),
    ]
