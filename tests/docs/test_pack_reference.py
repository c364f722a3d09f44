"""The reference of the pack format says what the reader does: each field is given missing, wrong and over its limit."""

import json
import re
from typing import Any

import pytest

import pack_reference
from closeddoor.domain.response import read_response
from closeddoor.domain.scoring import score_task
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.registry import TASK_SPECS
from closeddoor.packs import errors, read_pack
from closeddoor.packs.images import MOST_PIXELS
from closeddoor.packs.names import IMAGE_TYPES, MOST_BYTES, MOST_ENTRIES, MOST_FILE_BYTES, TEXT_TYPES
from pack_reference import EXAMPLE, HERE, REFERENCE, Field, changed_to, example_tables, refusal, shown, words, written
from tests.docs.documents import ROOT
from tests.packs.test_codes import LISTED

FIELDS = pack_reference.fields()
TABLES = example_tables()
every_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.section}-{field.name}")

Refused = tuple[str, str] | None

CODES = ("codes", "advice")
APP, ADVISING = ROOT / "app" / "closeddoor", ("packs/advice", "cli/pack")
NO_CONFIDENCE = {"select": "many", "confidence": True}


def given(field: Field, value: object) -> Refused:
    return refusal(field.file, changed_to(TABLES[field.file], field.path, value))


def test_the_reference_is_what_the_reader_says_today() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == written(), "write it anew: make reference"


def test_every_field_and_every_code_has_words_and_no_other() -> None:
    said = {(section, name) for section, rows in words().items() if section not in CODES for name in rows}
    assert said == {(field.section, field.name) for field in FIELDS}
    assert set(words()["codes"]) == LISTED, errors.__name__
    sources = "".join(path.read_text(encoding="utf-8") for folder in ADVISING for path in (APP / folder).rglob("*.py"))
    assert set(words()["advice"]) == set(re.findall(r"warn\(\s*\"([a-z]+\.[a-z_]+)\"", sources))


def test_the_example_has_every_field_that_the_reader_asks_for() -> None:
    assert pack_reference.asked_for() == {(field.section, field.name) for field in FIELDS}


def test_the_example_is_read_and_has_a_task_of_every_kind() -> None:
    pack = read_pack(EXAMPLE)
    scenario = pack.scenario("invoice-copilot")
    assert scenario is not None
    assert {task.type for task in scenario.tasks} == {spec.name for spec in TASK_SPECS}
    assert all(refusal(name, data) is None for name, data in TABLES.items())


def test_the_example_of_a_response_answers_every_task() -> None:
    pack = read_pack(EXAMPLE)
    scenario = pack.scenario("invoice-copilot")
    assert scenario is not None
    response = read_response((HERE / "response.json").read_bytes(), pack.info, scenario)
    assert set(response.answers) == {task.id for task in scenario.tasks}
    results = {
        task.id: score_task(task, response.answers[task.id], ScoringContext(scenario.documents_by_id))
        for task in scenario.tasks
    }
    assert all(results[name].score == results[name].max for name in ("claims", "next-step", "case", "decide"))
    assert json.loads((HERE / "response.json").read_text(encoding="utf-8"))["response"].keys() == results.keys()


@every_field
def test_a_field_is_optional_as_the_table_says(field: Field) -> None:
    refused = refusal(field.file, pack_reference.without(TABLES[field.file], field.path))
    assert refused == (("field.missing", shown(field.path)) if field.is_required else None)


@every_field
def test_a_value_of_another_type_is_refused_where_it_stands(field: Field) -> None:
    """A date is what no field but a date takes."""
    other: object = 1 if field.kind == "date" else TABLES["pack.toml"]["facts_as_of"]
    refused = given(field, other)
    assert refused is not None
    assert refused == ("field.type", shown(field.path))


@every_field
def test_a_value_beyond_its_limit_is_refused_where_it_stands(field: Field) -> None:
    for value, code in beyond(field):
        refused = given(field, value)
        assert refused is not None, value
        assert (refused[0], refused[1].startswith(shown(field.path))) == (code, True), value


def beyond(field: Field) -> list[tuple[object, str]]:
    """Return values just outside of what the table says, with the code of the refusal."""
    least, most = field.limits.get("least"), field.limits.get("most")
    sample: Any = TABLES[field.file]
    for key in field.path:
        sample = sample[key]
    match field.kind:
        case "text" | "optional_text":
            return [(" ", "field.empty"), ("a" * ((most or 20_000) + 1), "field.length")]
        case "id" | "choice":
            code = "id.malformed" if field.kind == "id" else "field.value"
            return [("No Id", code), ("a" * 65, code)]
        case "integer":
            return [((1 if least is None else least) - 1, "field.value"), (2**63 if most else 10**9 + 1, "field.value")]
        case "number":
            edges = (*([] if least is None else [least - 0.01]), *([] if most is None else [most + 0.01]))
            return [(edge, "field.value") for edge in edges]
        case "texts" | "optional_texts" | "each" if least != 0:
            return [(sample[: (least or 1) - 1], "field.empty")]
        case _:
            return []


RULES = [
    (field, refused["value"], refused["code"])
    for field in FIELDS
    for refused in words()[field.section][field.name].get("refused", ())
]


@pytest.mark.parametrize(
    ("field", "value", "code"), RULES, ids=[f"{field.section}-{field.name}-{code}" for field, _, code in RULES]
)
def test_what_breaks_a_rule_is_refused_as_it_says(field: Field, value: object, code: str) -> None:
    refused = given(field, value)
    assert refused is not None
    assert refused[0] == code


def test_every_rule_has_a_value_that_breaks_it() -> None:
    without = [
        f"{section}.{name}"
        for section, rows in words().items()
        for name, word in rows.items()
        if "rule" in word and not word["refused"]
    ]
    assert without == ["choice.confidence"]


def test_confidence_is_asked_for_only_where_one_option_is_picked() -> None:
    data = TABLES["scenario.toml"]
    number = next(index for index, task in enumerate(data["tasks"]) if task["type"] == "choice")
    for key, value in NO_CONFIDENCE.items():
        data = changed_to(data, ("tasks", number, key), value)
    assert refusal("scenario.toml", data) == ("choice.confidence", f"tasks[{number}].confidence")


def test_limits_of_files_are_those_of_the_reader() -> None:
    said = REFERENCE.read_text(encoding="utf-8")
    assert (
        f"At most {MOST_ENTRIES:,} files, {MOST_FILE_BYTES // 2**20} MiB in one, {MOST_BYTES // 2**20} MiB in all"
        in said
    )
    assert f"{MOST_PIXELS:,} pixels a side" in said
    assert all(f"`{suffix}`" in said for suffix in TEXT_TYPES | IMAGE_TYPES)
