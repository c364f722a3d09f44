"""The good pack, spoilt in one place: each refusal has its code and names the file and the place in it."""

from pathlib import Path

import pytest

from closeddoor.packs import PackError, read_pack
from tests.packs.good_pack import FOLDER, LETTER, PACK, PNG, SCENARIO, answers, good_files, write_files

SCENARIO_FILE = f"{FOLDER}/scenario.toml"
LETTER_FILE = f"{FOLDER}/documents/letter.md"
ANSWERS_FILE = f"{FOLDER}/answers.toml"

SOURCES = {"pack.toml": PACK, SCENARIO_FILE: SCENARIO, LETTER_FILE: LETTER, ANSWERS_FILE: answers()}

DEEP = "x = " + "[" * 40 + "]" * 40

# file, text in it, what it becomes, code, place
REPLACEMENTS = [
    ("pack.toml", "schema = 1", "schema = 2", "schema.unknown", "schema 2"),
    ("pack.toml", "schema = 1", "", "field.missing", "schema"),
    ("pack.toml", "schema = 1", "schema = true", "field.type", "schema"),
    ("pack.toml", 'title = "Letters"', "title = ", "toml.syntax", "line 6"),
    ("pack.toml", 'title = "Letters"', 'title = "a"\ntitle = "b"', "toml.syntax", "line 7"),
    ("pack.toml", "schema = 1", f"schema = 1\n{DEEP}", "toml.nesting", "x[0]"),
    ("pack.toml", "schema = 1", "schema = 1\nx = " + "[" * 5_000, "toml.nesting", "pack.toml"),
    ("pack.toml", "revision = 7", "revision = 7\nx = [inf]", "toml.number", "x[0]"),
    ("pack.toml", "revision = 7", "revision = 7\nx = 1e999", "toml.number", "x"),
    ("pack.toml", "revision = 7", "revision = 7.0", "field.type", "revision"),
    ("pack.toml", "revision = 7", "revision = 0", "field.value", "revision"),
    ("pack.toml", "revision = 7", "revision = " + "9" * 5_000, "toml.syntax", "pack.toml"),
    ("pack.toml", "org.example.letters", "letters", "id.malformed", "id"),
    ("pack.toml", "org.example.letters", "org.Example.letters", "id.malformed", "id"),
    ("pack.toml", '"1.2.0"', '"1.2"', "field.value", "version"),
    ("pack.toml", '"author"', '"owner"', "field.value", "authors[0].role"),
    ("pack.toml", 'about = "They exist."', 'mail = "x"', "field.unknown", "authors[0].mail"),
    ("pack.toml", "2027-05-01", "2026-11-01", "field.value", "review_due"),
    ("pack.toml", "2027-05-01", '"2027-05-01"', "field.type", "review_due"),
    ("pack.toml", "2027-05-01", "2027-05-01T00:00:00Z", "field.type", "review_due"),
    ("pack.toml", '"Letters"', '""', "field.empty", "title"),
    ("pack.toml", '"Letters"', f'"{"x" * 20_001}"', "field.length", "title"),
    ("pack.toml", '"Letters"', r'"a\u202Eb"', "text.character", "title"),
    ("pack.toml", '"Letters"', '"a\u200bb"', "text.character", "line 6"),
    ("pack.toml", "authors = [{", "authors = [] #", "field.empty", "authors"),
    ("pack.toml", "[[errata]]", "[[erratum]]", "field.unknown", "erratum"),
    (SCENARIO_FILE, 'id = "letter"\ntitle = "A', 'id = "other"\ntitle = "A', "id.mismatch", "id"),
    (SCENARIO_FILE, "level = 2", "level = 4", "field.value", "level"),
    (SCENARIO_FILE, "level = 2", "level = 2\nmood = 1", "field.unknown", "mood"),
    (SCENARIO_FILE, '"vendor-proposal"', '"vendors"', "field.value", "module"),
    (SCENARIO_FILE, 'outcomes = ["Read closely"]', "outcomes = [1]", "field.type", "outcomes[0]"),
    (SCENARIO_FILE, 'roles = ["cfo"]', 'twin = "letter"', "field.reference", "twin"),
    (SCENARIO_FILE, 'roles = ["cfo"]', 'readiness = "discussion"', "field.value", "tasks"),
    (SCENARIO_FILE, 'roles = ["cfo"]', 'readiness = "draft"', "field.value", "readiness"),
    (SCENARIO_FILE, '"documents/letter.md"', '"letter.md"', "field.value", "documents[0].file"),
    (SCENARIO_FILE, '"documents/letter.md"', '"documents/../x.md"', "field.value", "documents[0].file"),
    (SCENARIO_FILE, '"documents/letter.md"', '"documents/other.md"', "file.missing", "documents/other.md"),
    (SCENARIO_FILE, "(documents/letter.md)", "(https://example.org)", "link.target", "situation, line 1"),
    (SCENARIO_FILE, "Mark *every* claim.", "Mark <b>all</b>.", "text.html", "tasks[0].prompt"),
    (SCENARIO_FILE, "Mark *every* claim.", "[" * 201, "text.dense", "tasks[0].prompt, line 1"),
    (LETTER_FILE, "# The letter", "![" * 201, "text.dense", "line 1"),
    (SCENARIO_FILE, 'type = "decision"', 'type = "essay"', "task.type", "essay"),
    (SCENARIO_FILE, 'id = "decide"', 'id = "call"', "id.twice", "tasks[2]"),
    (SCENARIO_FILE, 'id = "decide"', 'id = "De cide"', "id.malformed", "tasks[2].id"),
    (SCENARIO_FILE, "points = 10", "points = 0", "field.value", "tasks[2].points"),
    (SCENARIO_FILE, "points = 10", 'points = "10"', "field.type", "tasks[2].points"),
    (SCENARIO_FILE, "credit = 0,", "credit = 1,", "decision.best", "tasks[2].options"),
    (SCENARIO_FILE, "credit = 0,", "credit = 1.5,", "field.value", "tasks[2].options[1].credit"),
    (SCENARIO_FILE, 'id = "sign"', 'id = "defer"', "id.twice", "tasks[2].options[1]"),
    (SCENARIO_FILE, 'document = "letter"', 'document = "fax"', "field.reference", "tasks[0].document"),
    (SCENARIO_FILE, 'label = "wrong"', 'label = "bad"', "field.reference", "tasks[0].targets[0].label"),
    (SCENARIO_FILE, 'span = "claim"', 'span = "clam"', "field.reference", "tasks[0].targets[0].span"),
    (SCENARIO_FILE, 'span = "audit"', 'span = "claim"', "marker.shared", "tasks[0].decoys[0].span"),
    (SCENARIO_FILE, "weight = 3", "weight = 4", "field.value", "tasks[0].targets[0].weight"),
    (SCENARIO_FILE, 'id = "vague"', 'id = "wrong"', "id.twice", "tasks[0].labels[1]"),
    (SCENARIO_FILE, '"Two.", "Three."', '"Two."', "field.empty", "tasks[1].persona.deflections"),
    (SCENARIO_FILE, '  unclear = "Which?"', "", "field.missing", "tasks[1].persona.unclear"),
    (SCENARIO_FILE, 'says = "It renews."\n  points = 3', 'says = "It."\n  points = 0', "interview.points", "tasks[1]"),
    (SCENARIO_FILE, ', "How do we leave?"', "", "field.empty", "tasks[1].facts[0].asked"),
    (SCENARIO_FILE, "words = [40, 250]", "words = [250, 40]", "field.value", "tasks[3].words"),
    (SCENARIO_FILE, 'data."\n  points = 3', 'data."\n  points = -3', "memo.points", "tasks[3].criteria"),
    (SCENARIO_FILE, '"d", "e", "f"', '"d", "e"', "field.empty", "tasks[3].criteria[0].not_met"),
    (LETTER_FILE, "[[claim|", "[[claim|x]] [[claim|", "marker.twice", "line 3"),
    (LETTER_FILE, "[[claim|", "[[other|x]] [[claim|", "marker.unreferenced", "line 3"),
    (LETTER_FILE, "[[claim|99.2", "[[claim|[[inner|99.2", "marker.nested", "line 3"),
    (LETTER_FILE, "2025]]", "2025", "marker.unclosed", "line 7"),
    (LETTER_FILE, "99.2 % acc", "99.2 %\nacc", "marker.line_break", "line 3"),
    (LETTER_FILE, "99.2 %", "**99.2** %", "marker.formatting", "line 3"),
    (LETTER_FILE, "99.2 % accuracy", " ", "marker.empty", "line 3"),
    (LETTER_FILE, "[[claim|", "[[ClaiM|", "marker.malformed", "line 3"),
    (LETTER_FILE, "The rest", "[[ The rest", "marker.unclosed", "line 9"),
    (LETTER_FILE, "The rest", "<script>x</script>", "text.html", "line 9"),
    (LETTER_FILE, "The rest", "An <b>old</b> rest", "text.html", "line 9"),
    (LETTER_FILE, "The rest", "&#8203;rest", "text.character", "line 9"),
    (LETTER_FILE, "The rest", "The\x1b[1m", "text.character", "line 9"),
    (LETTER_FILE, "The rest", "> " * 40 + "rest", "text.nesting", "line 9"),
    (LETTER_FILE, "images/chart.png", "images/other.png", "image.target", "line 3"),
    (LETTER_FILE, "../../../images/chart.png", "data:image/png;base64,AA", "image.target", "line 3"),
    (LETTER_FILE, "../../../images/chart.png", "letter.md", "image.target", "line 3"),
    (LETTER_FILE, "The rest", "[x](javascript:alert(1))", "link.target", "line 9"),
    (LETTER_FILE, "The rest", "[x](letter.md?a)", "link.target", "line 9"),
    (LETTER_FILE, "The rest", "[x](../scenario.toml)", "link.target", "line 9"),
    (LETTER_FILE, "The rest", "<https://example.org>", "link.target", "line 9"),
    (LETTER_FILE, "The rest", "[x]: //example.org\n\nThe rest", "link.target", "line 9"),
    (ANSWERS_FILE, 'kind = "negated"', 'kind = "good"', "answers.kinds", "negated"),
    (ANSWERS_FILE, 'kind = "negated"', 'kind = "odd"', "field.value", "answers[5].kind"),
    (ANSWERS_FILE, 'met = ["own-data"]', 'met = ["own"]', "field.reference", "answers[0].met[0]"),
    (ANSWERS_FILE, 'met = ["own-data"]', 'met = ["own-data", "own-data"]', "id.twice", "answers[0].met[1]"),
    (ANSWERS_FILE, 'task = "reply"', 'task = "claims"', "field.reference", "answers[0].task"),
    (ANSWERS_FILE, 'task = "call"\nkind = "good"', 'task = "call"\nkind = "empty"', "answers.kind", "answers[8].kind"),
    (ANSWERS_FILE, '"Text."', '""', "field.empty", "answers[0].text"),
]


def refusal(folder: Path, files: dict[str, bytes]) -> PackError:
    with pytest.raises(PackError) as refused:
        read_pack(write_files(folder, files))
    return refused.value


@pytest.mark.parametrize(("file", "old", "new", "code", "place"), REPLACEMENTS)
def test_one_mistake_in_a_text(tmp_path: Path, file: str, old: str, new: str, code: str, place: str) -> None:
    assert old in SOURCES[file]
    error = refusal(tmp_path, good_files() | {file: SOURCES[file].replace(old, new, 1).encode()})
    assert error.code == code
    assert place in error.happened
    assert error.file in error.happened
    assert error.file.startswith(file if code != "file.missing" else FOLDER)


@pytest.mark.parametrize(
    ("path", "content", "code", "place"),
    [
        ("pack.toml", b"\xef\xbb\xbfschema = 1", "text.byte_order_mark", "line 1"),
        ("LICENSE.txt", b"first\n\xff", "text.encoding", "line 2"),
        ("images/chart.png", b"GIF89a", "image.magic", "images/chart.png"),
        (
            "images/chart.png",
            PNG.replace(b"\x00\x10\x00\x00\x00\x08", b"\x10\x01\x00\x00\x00\x08"),
            "image.size",
            "4097",
        ),
        ("images/more.png", PNG, "file.unlisted", "images/more.png"),
        ("notes.txt", b"notes", "file.unlisted", "notes.txt"),
        ("scenarios/readme.md", b"text", "file.unlisted", "readme.md"),
        (f"{FOLDER}/documents/draft.md", b"text", "file.unlisted", "draft.md"),
        ("scenarios/empty/notes.md", b"text", "file.missing", "scenarios/empty/scenario.toml"),
        ("run.sh", b"true", "file.type", "run.sh"),
        ("inner.zip", b"PK", "archive.nested", "inner.zip"),
        ("inner.md", b"PK\x03\x04", "archive.nested", "inner.md"),
        ("manifest.json", b"{}", "manifest.in_folder", "manifest.json"),
        (".hidden", b"", "name.malformed", ".hidden"),
        ("con.md", b"text", "name.malformed", "con.md"),
        ("dot..md.", b"text", "name.malformed", "dot..md."),
        ("a b.md", b"text", "name.malformed", "a b.md"),
        ("é.md", b"text", "name.malformed", r"\xe9.md"),
        ("License.txt", b"text", "name.collision", "License.txt"),
        ("large.txt", bytes(8 * 1024 * 1024 + 1), "archive.file_size", "large.txt"),
    ],
)
def test_one_wrong_file(tmp_path: Path, path: str, content: bytes, code: str, place: str) -> None:
    error = refusal(tmp_path, good_files() | {path: content})
    assert error.code == code
    assert place in error.happened


@pytest.mark.parametrize(
    "path", ["pack.toml", "LICENSE.txt", SCENARIO_FILE, LETTER_FILE, f"{FOLDER}/debrief.md", ANSWERS_FILE]
)
def test_one_missing_file(tmp_path: Path, path: str) -> None:
    files = good_files()
    del files[path]
    error = refusal(tmp_path, files)
    assert (error.code, error.file) == ("file.missing", path)


def test_targets_may_not_be_most_of_a_document(tmp_path: Path) -> None:
    letter = "We reach [[claim|99.2 % of everything]]\n\n[[audit|Audit]]\n\nThat is nearly all of it.\n"
    error = refusal(tmp_path, good_files() | {LETTER_FILE: letter.encode()})
    assert (error.code, error.file) == ("highlight.coverage", SCENARIO_FILE)
    assert LETTER_FILE in error.happened


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    folder = write_files(tmp_path, good_files())
    (folder / "LICENSE.txt").unlink()
    (folder / "LICENSE.txt").symlink_to("foreword.md")
    with pytest.raises(PackError, match=r"LICENSE\.txt") as refused:
        read_pack(folder)
    assert refused.value.code == "archive.symlink"


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        read_pack(tmp_path / "nowhere")
    assert refused.value.code == "file.unreadable"


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    files = good_files() | {f"many/{number}.txt": b"x" for number in range(2_000)}
    assert refusal(tmp_path, files).code == "archive.entries"
