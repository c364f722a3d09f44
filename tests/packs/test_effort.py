"""The worst packs that could be thought of: as much work as a pack may ask for, or refused before it is done."""

import time
from pathlib import Path

import pytest

from closeddoor.packs import PackError, read_archive, read_pack
from closeddoor.packs.archive import pack_up
from closeddoor.packs.effort import MOST_STEPS, toml_steps
from closeddoor.text.density import markdown_steps
from tests.packs.full_pack import full_files
from tests.packs.good_pack import FOLDER, Files, good_files, write_files

ROOT = Path(__file__).parents[2]
DEBRIEF = f"{FOLDER}/debrief.md"
SCENARIO_FILE = f"{FOLDER}/scenario.toml"
MOST_S = 2.0
"""The second of the promise, and another for what else this machine may be doing to its caches."""

FAULT = "\n\n<b>raw</b>\n"

UNITS = {
    "lists": "- a\n", "lists in lists": "- - - - - - - - - - a\n", "ordered": "1. a\n", "quotes": "> a\n- b\n",
    "headings": "# a\n", "paragraphs": "a\n\n", "lines": "a  \n" * 2_000 + "\n", "blank": "\n" * 500 + "a",
    "emphasis": "*a*" * 3_000 + "\n\n", "mixed emphasis": "a***b" * 1_900 + "\n\n",
    "entities": "&amp;" * 1_900 + "\n\n",
    "brackets": "[a" * 199 + "\n\n", "pictures": "![a" * 199 + "]" * 199 + "\n\n", "links": "[a]: b\n\n",
    "brackets and emphasis": "[" * 199 + "*a_" * 3_000 + "\n\n", "comments": "a <!-" * 1_900 + "\n\n",
    "tables": "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 300 + "\n",
    "wide tables": "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|\n" * 4 + "\n",
    "definitions": "[a]:\n", "a title without end": "[a]: b 'c\n" + "d\n" * 3_000 + "\n",
}  # fmt: skip


def filled(unit: str) -> str:
    """Return as much of it as a pack may hold beside the rest of the small one."""
    least, most = 1, MOST_STEPS // sum(markdown_steps(unit)) * 2 + 2
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if sum(markdown_steps(unit * middle)) < 0.97 * MOST_STEPS else (least, middle)
    return unit * least


def with_text(path: str, text: str) -> Files:
    return good_files() | {path: text.encode()}


def refusal(folder: Path, files: Files) -> tuple[PackError, float]:
    write_files(folder, files)
    began_s = time.thread_time()
    with pytest.raises(PackError) as refused:
        read_pack(folder)
    return refused.value, time.thread_time() - began_s


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_a_text_as_dense_as_it_may_be_is_refused_for_its_last_line_in_a_second(tmp_path: Path, unit: str) -> None:
    error, took_s = refusal(tmp_path, with_text(DEBRIEF, filled(unit) + FAULT))
    assert error.code in {"text.html", "text.dense"}
    assert took_s < MOST_S


@pytest.mark.parametrize("text", ["\n", "a\n\n", "|\n", " \n", "[[", ".", "é"])
def test_a_file_as_long_as_it_may_be_is_counted_in_a_second(tmp_path: Path, text: str) -> None:
    most = "a" + text * ((8 * 2**20 - 1) // len(text.encode()))
    error, took_s = refusal(tmp_path, with_text(DEBRIEF, most))
    assert (error.code, error.file) == ("pack.dense", DEBRIEF)
    assert took_s < MOST_S


@pytest.mark.parametrize("text", ["[[a|b]] ", "\\* \n", "[[a|\n"])
def test_a_document_of_markers_is_counted_before_they_are_looked_for(tmp_path: Path, text: str) -> None:
    document = f"{FOLDER}/documents/letter.md"
    error, took_s = refusal(tmp_path, with_text(document, text * (8 * 2**20 // len(text))))
    assert (error.code, error.file) == ("pack.dense", document)
    assert took_s < MOST_S


def test_a_manifest_of_lists_is_not_decoded() -> None:
    archive = pack_up(good_files() | {"manifest.json": b'{"a":[' + b"[]," * 2_000_000 + b"1]}"}, stored=True)
    began_s = time.thread_time()
    with pytest.raises(PackError) as refused:
        read_archive(archive)
    assert refused.value.code == "manifest.malformed"
    assert time.thread_time() - began_s < MOST_S / 2


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_a_text_that_is_denser_still_is_refused_unread(tmp_path: Path, unit: str) -> None:
    error, took_s = refusal(tmp_path, with_text(DEBRIEF, filled(unit) * 3))
    assert (error.code, error.file) == ("pack.dense", DEBRIEF)
    assert took_s < MOST_S / 2


VALUES = {
    "numbers": "x = [" + "1," * 80_000 + "]\n", "tables": "".join(f"[a{number}]\n" for number in range(40_000)),
    "keys": "".join(f"a{number} = 1\n" for number in range(40_000)), "escapes": 'x = "' + "\\n" * 90_000 + '"\n',
    "text": 'x = "' + "y" * 1_900_000 + '"\n', "blanks": "x = 1" + " " * 1_900_000 + "\n",
    "quotes": 'x = """' + '"" ' * 600_000 + '"""\n', "dates": "x = [" + "1979-05-27T07:32:00Z," * 40_000 + "]\n",
}  # fmt: skip


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES.keys())
def test_tables_as_dense_as_they_may_be_are_refused_in_a_second(tmp_path: Path, values: str) -> None:
    files = good_files()
    error, took_s = refusal(tmp_path, files | {SCENARIO_FILE: values.encode() + files[SCENARIO_FILE]})
    assert error.code in {"field.unknown", "field.missing", "pack.dense"}
    assert took_s < MOST_S
    assert toml_steps(values) > MOST_STEPS / 2, "a case of less says nothing"


FORMULAS = {
    "searches": ("irr([-1,1.1]*20)", 55),
    "sums": ("1" + "+1" * 9_990, 6),
    "series": ("+".join(["npv(0.1,[1]*90)"] * 105), 60),
    "short": ("1", 5_000),
}


@pytest.mark.parametrize(("formula", "count"), FORMULAS.values(), ids=FORMULAS.keys())
def test_workbooks_of_hundreds_of_formulas_are_read_in_a_second_or_refused_unread(
    tmp_path: Path, formula: str, count: int
) -> None:
    output = b'[[tasks.outputs]]\nid = "%s"\ntitle = "T"\nunit = "u"\nformula = "%s"\n'
    more = b"".join(output % (f"o{number}".encode(), formula.encode()) for number in range(count))
    files = full_files()
    files[SCENARIO_FILE] = files[SCENARIO_FILE].replace(b"[[tasks.outputs]]", more + b"[[tasks.outputs]]", 1)
    error, took_s = refusal(tmp_path, files | {DEBRIEF: FAULT.encode()})
    assert error.code == "text.html"
    assert took_s < MOST_S
    files[SCENARIO_FILE] = files[SCENARIO_FILE].replace(more, more * 3)
    error, took_s = refusal(tmp_path, files)
    assert error.code == "pack.dense"
    assert took_s < MOST_S / 2


def test_as_many_documents_as_a_pack_may_have_files_are_read(tmp_path: Path) -> None:
    files = good_files()
    count = 2_000 - len(files)
    listed = "".join(f'[[documents]]\nid = "d{n}"\ntitle = "T"\nfile = "documents/d{n}.md"\n' for n in range(count))
    files[SCENARIO_FILE] = files[SCENARIO_FILE].replace(b"[[tasks]]", listed.encode() + b"[[tasks]]", 1)
    files |= {f"{FOLDER}/documents/d{n}.md": b"A page." for n in range(count)}
    assert len(read_pack(write_files(tmp_path, files)).scenarios[0].documents) == count + 1


def test_a_built_in_pack_asks_for_less_than_half_of_what_a_pack_may() -> None:
    for folder in (path.parent for path in (ROOT / "scenarios").glob("*/pack.toml")):
        files = read_pack(folder).files
        texts = {path: content.decode() for path, content in files.items()}
        steps = sum(toml_steps(text) for path, text in texts.items() if path.endswith(".toml"))
        for path, text in texts.items():
            steps += (2 if "[[" in text else 1) * sum(markdown_steps(text)) if path.endswith(".md") else 0
        assert steps < MOST_STEPS / 2, folder.name
        print(folder.name, f"{steps / MOST_STEPS:.0%}")
