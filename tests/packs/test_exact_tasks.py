"""The pack with a task of every type, spoilt in one place; and what is at the edge of the rules but within them."""

import time
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from closeddoor.packs import PackError, archive_bytes, read_archive, read_pack
from closeddoor.packs.archive import pack_up
from closeddoor.packs.toml import decode_toml
from tests.packs.full_pack import full_files
from tests.packs.good_pack import FOLDER, answers, write_files

SCENARIO_FILE = f"{FOLDER}/scenario.toml"
LETTER_FILE = f"{FOLDER}/documents/letter.md"
ANSWERS_FILE = f"{FOLDER}/answers.toml"
FORMULA = "npv(0.1, [-100] + [adoption + 5 * hours if adoption > 10 else 0] * horizon_years)"
LONG = "9" * 400

# file, text in it, what it becomes, code, place
REFUSED = [
    (SCENARIO_FILE, 'select = "many"', 'select = "some"', "field.value", "tasks[4].select"),
    (SCENARIO_FILE, 'select = "many"', "", "field.missing", "tasks[4].select"),
    (SCENARIO_FILE, 'title = "A log", credit = 1', 'title = "A log", credit = 0', "choice.credit", "tasks[4].options"),
    (SCENARIO_FILE, "credit = -0.5", "credit = -1.5", "field.value", "tasks[4].options[1].credit"),
    (SCENARIO_FILE, 'id = "logo"', 'id = "log"', "id.twice", "tasks[4].options[1]"),
    (
        SCENARIO_FILE,
        'select = "many"',
        'select = "many"\nconfidence = true',
        "choice.confidence",
        "tasks[4].confidence",
    ),
    (SCENARIO_FILE, 'title = "Yes", credit = 1', 'title = "Yes", credit = 0.5', "choice.best", "tasks[5].options"),
    (SCENARIO_FILE, "confidence = true", "confidence = 1", "field.type", "tasks[5].confidence"),
    (SCENARIO_FILE, 'tags = ["evidence"] },', "tags = [1] },", "field.type", "tasks[4].options[1].tags[0]"),
    (SCENARIO_FILE, "scale = 40", "scale = 0", "field.value", "tasks[6].scale"),
    (SCENARIO_FILE, "scale = 40", f"scale = {LONG}", "field.value", "tasks[6].scale"),
    (SCENARIO_FILE, "answer = 26", "answer = nan", "toml.number", "tasks[6].answer"),
    (SCENARIO_FILE, "answer = 26", "answer = true", "field.type", "tasks[6].answer"),
    (SCENARIO_FILE, 'unit = "months"', "", "field.missing", "tasks[6].unit"),
    (SCENARIO_FILE, "horizon_years = 3", "horizon_years = 2.5", "field.type", "tasks[7].horizon_years"),
    (SCENARIO_FILE, "horizon_years = 3", f"horizon_years = {LONG}", "field.value", "tasks[7].horizon_years"),
    (SCENARIO_FILE, 'id = "adoption"', 'id = "irr"', "workbook.name", "tasks[7].inputs[0].id"),
    (SCENARIO_FILE, 'id = "adoption"', 'id = "horizon_years"', "workbook.name", "tasks[7].inputs[0].id"),
    (SCENARIO_FILE, 'id = "adoption"', 'id = "if"', "workbook.name", "tasks[7].inputs[0].id"),
    (SCENARIO_FILE, 'id = "hours"', 'id = "adoption"', "id.twice", "tasks[7].inputs[1]"),
    (SCENARIO_FILE, "defensible = [40, 65]", "defensible = [65, 40]", "field.value", "tasks[7].inputs[0].defensible"),
    (SCENARIO_FILE, "defensible = [40, 65]", "defensible = [40]", "field.value", "tasks[7].inputs[0].defensible"),
    (SCENARIO_FILE, 'kind = "toggle"', 'kind = "switch"', "field.value", "tasks[7].inputs[1].kind"),
    (SCENARIO_FILE, "proposed = 1\n", "proposed = 2\n", "field.value", "tasks[7].inputs[1].proposed"),
    (SCENARIO_FILE, "  weight = 1\n", "  weight = 0\n", "field.value", "tasks[7].inputs[1].weight"),
    (SCENARIO_FILE, FORMULA, "adoption +", "formula.syntax", "tasks[7].outputs[0].formula"),
    (SCENARIO_FILE, FORMULA, "__import__('os')", "formula.syntax", "tasks[7].outputs[0].formula"),
    (SCENARIO_FILE, FORMULA, "adoption.real", "formula.syntax", "tasks[7].outputs[0].formula"),
    (SCENARIO_FILE, FORMULA, "uptake * 2", "formula.name", "tasks[7].outputs[0].formula"),
    (SCENARIO_FILE, FORMULA, "[1] + 1", "formula.type", "tasks[7].outputs[0].formula"),
    (SCENARIO_FILE, FORMULA, "npv(1)", "formula.arguments", "tasks[7].outputs[0].formula"),
    (SCENARIO_FILE, FORMULA, "(" * 40 + "1" + ")" * 40, "formula.nesting", "tasks[7].outputs[0].formula"),
    (SCENARIO_FILE, FORMULA, "sum([1] * 101)", "formula.fails", "tasks[7].outputs[0].formula"),
    ("pack.toml", "revision = 7", f"revision = {LONG}", "field.value", "revision"),
    ("pack.toml", "revision = 6", "revision = 0", "field.value", "errata[0].revision"),
    ("pack.toml", 'language = "en"', 'language = ""', "field.empty", "language"),
    ("pack.toml", 'licence = "CC-BY-4.0"', "", "field.missing", "licence"),
    (SCENARIO_FILE, 'matters = "So does accuracy."', "", "field.missing", "terms[0].matters"),
    (SCENARIO_FILE, 'roles = ["cfo"]', "roles = []", "field.empty", "roles"),
    (SCENARIO_FILE, 'roles = ["cfo"]', 'twin = "ghost"', "field.reference", "twin"),
    (SCENARIO_FILE, "level = 2", "level = true", "field.type", "level"),
    (SCENARIO_FILE, "minutes = 25", f"minutes = {LONG}", "field.value", "minutes"),
    ("foreword.md", "Read", "<b>Read</b>", "text.html", "line 1"),
    ("foreword.md", "Read", "[it](scenarios/letter/documents/letter.md)", "link.target", "line 1"),
    (LETTER_FILE, "The rest", "```[[hid|den]]\nx\n```\n\nThe rest", "marker.hidden", "line 9"),
    (LETTER_FILE, "The rest", '[x]: letter.md "a&#x202e;b"\n\nThe rest', "text.character", "line 9"),
    (LETTER_FILE, "The rest", "<!-- note --> rest", "text.html", "line 9"),
    (LETTER_FILE, "The rest", "[x](LETTER.md) rest", "link.target", "line 9"),
    (LETTER_FILE, "The rest", "![x](https://example.org/a.png) rest", "image.target", "line 9"),
]

# file, text in it, what it becomes
READ = [
    ("pack.toml", "revision = 7", "revision = 20261122101500"),
    ("pack.toml", '"1.2.0"', '"1.2.0-rc.1+build.5"'),
    ("pack.toml", "org.example.letters", f"org.{'a' * 64}.letters-2"),
    (SCENARIO_FILE, 'title = "A letter"', 'title = "A <b>letter</b> with [[brackets]]"'),
    (SCENARIO_FILE, FORMULA, "irr([1, 1])"),
    (SCENARIO_FILE, FORMULA, "1 / (adoption - 95)"),
    (LETTER_FILE, "The rest", r"A literal \[\[ and the rest"),
    (LETTER_FILE, "The rest", "[the letter](./letter.md) and the rest"),
    ("foreword.md", "Read", "![Chart](images/chart.png) [[read]]"),
    ("facilitator/guide.md", "## Guide", "![Chart](../images/chart.png)"),
]


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    files = full_files()
    text = files[file].decode()
    assert old in text
    return files | {file: text.replace(old, new, 1).encode()}


@pytest.mark.parametrize(("file", "old", "new", "code", "place"), REFUSED)
def test_one_mistake_is_refused_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, code: str, place: str
) -> None:
    with pytest.raises(PackError) as refused:
        read_pack(write_files(tmp_path, changed(file, old, new)))
    error = refused.value
    assert (error.code, error.file) == (code, file)
    assert place in error.where
    assert place in error.happened


@pytest.mark.parametrize(("file", "old", "new"), READ)
def test_what_the_format_allows_is_read(tmp_path: Path, file: str, old: str, new: str) -> None:
    pack = read_pack(write_files(tmp_path, changed(file, old, new)))
    assert read_archive(archive_bytes(pack)) == pack


SLOW = {"digits": "x = " + "1" * 3_000_000, "grouped digits": "x = " + "1_" * 1_000_000 + "1"}


@pytest.mark.parametrize("toml", SLOW.values(), ids=SLOW.keys())
def test_a_toml_file_that_would_keep_the_parser_busy_is_refused_unread(toml: str) -> None:
    began_s = time.process_time()
    with pytest.raises(PackError) as refused:
        decode_toml("pack.toml", toml)
    assert refused.value.code == "toml.dense"
    assert time.process_time() - began_s < 1.0


@pytest.mark.parametrize("part", ["a", '"a"', "'a'", "a ", "\t'a b'"])
def test_a_key_of_more_parts_than_may_nest_is_refused_at_once(part: str) -> None:
    began_s = time.process_time()
    with pytest.raises(PackError) as refused:
        decode_toml("pack.toml", f"b = 1\n{'.'.join([part] * 100_000)} = 1\n")
    assert (refused.value.code, refused.value.where) == ("toml.nesting", "line 2")
    assert time.process_time() - began_s < 1.0


def test_a_thousand_labelled_answers_are_not_too_many(tmp_path: Path) -> None:
    sentence = "We ask, before anything is signed, for the error rate on our own invoices; e.g. those of June. "
    one = f'[[answers]]\ntask = "reply"\nkind = "good"\ntext = """{sentence * 5}"""\nmet = []\n'
    files = full_files() | {ANSWERS_FILE: (answers() + one * 1_000).encode()}
    assert len(read_pack(write_files(tmp_path, files)).scenarios[0].answers) == 1_016


def test_too_few_labelled_answers_are_refused(tmp_path: Path) -> None:
    fewer = answers().rpartition("[[answers]]")[0]
    with pytest.raises(PackError) as refused:
        read_pack(write_files(tmp_path, full_files() | {ANSWERS_FILE: fewer.encode()}))
    assert refused.value.code == "answers.count"


def test_a_scenario_of_exact_tasks_needs_no_answers(tmp_path: Path) -> None:
    files = full_files()
    head, _, tasks = files[SCENARIO_FILE].decode().partition("[[tasks]]")
    kept = [
        task for task in tasks.split("[[tasks]]") if 'type = "memo"' not in task and 'type = "interview"' not in task
    ]
    files[SCENARIO_FILE] = "".join([head, *(f"[[tasks]]{task}" for task in kept)]).encode()
    del files[ANSWERS_FILE]
    assert len(read_pack(write_files(tmp_path, files)).scenarios[0].tasks) == 6


@pytest.mark.parametrize("cut", [0, 1, 30, 500])
def test_an_archive_that_ends_too_soon_is_refused(tmp_path: Path, cut: int) -> None:
    good = archive_bytes(read_pack(write_files(tmp_path, full_files())))
    with pytest.raises(PackError) as refused:
        read_archive(good[:cut] if cut < 30 else good[:-cut])
    assert refused.value.code == "archive.damaged"


def test_all_files_together_have_a_limit() -> None:
    random = Random(1)  # noqa: S311 - so that a file deflates well, but not too well
    content = b"".join(random.randbytes(300) + bytes(30_000) for _ in range(264))
    files = {f"{number}.txt": content for number in range(9)}
    with pytest.raises(PackError) as refused:
        read_archive(_deflated(files))
    assert refused.value.code == "archive.size"


def _deflated(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def test_a_file_that_is_packed_too_well_is_refused_before_it_is_whole() -> None:
    with pytest.raises(PackError) as refused:
        read_archive(_deflated({"pack.toml": b"#" * 4_000_000}))
    assert refused.value.code == "archive.ratio"
    assert read_error(pack_up({"pack.toml": b"#" * 4_000_000})) == "manifest.missing"


def read_error(archive: bytes) -> str:
    with pytest.raises(PackError) as refused:
        read_archive(archive)
    return refused.value.code


@pytest.mark.parametrize(
    ("line", "number", "points", "place"),
    [
        ("\npoints = 30", 0, "2e100", "tasks[0].points"),
        ("  points = 3\n", 0, "2e100", "tasks[1].facts[0].points"),
        ("  points = 3\n", 1, "2e100", "tasks[3].criteria[0].points"),
    ],
)
def test_points_whose_sum_or_product_no_double_can_hold_are_refused(
    tmp_path: Path, line: str, number: int, points: str, place: str
) -> None:
    spoilt = full_files()
    parts = spoilt[SCENARIO_FILE].decode().split(line)
    changed_line = line.rpartition("=")[0] + f"= {points}\n"
    source = line.join(parts[: number + 1]) + changed_line + line.join(parts[number + 1 :])
    spoilt[SCENARIO_FILE] = source.encode()
    with pytest.raises(PackError) as refused:
        read_pack(write_files(tmp_path, spoilt))
    assert (refused.value.code, refused.value.where) == ("field.value", place)


@pytest.mark.parametrize("path", ["LICENSE.txt", "foreword.md", f"{FOLDER}/debrief.md"])
def test_a_file_may_be_empty(tmp_path: Path, path: str) -> None:
    assert read_pack(write_files(tmp_path, full_files() | {path: b""})).files[path] == b""
