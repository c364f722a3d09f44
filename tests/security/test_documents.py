"""What the documents for security officers name is there: rows of the table, files, commands."""

import re
from pathlib import Path

import pytest

from closeddoor.cli import COMMANDS
from tests.security.proof.table import ROWS

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("SECURITY.md", "docs/threat-model.md", "docs/security-officer.md")
NAMES = {row.name for row in ROWS}


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def test_the_threat_model_names_each_row_and_no_other() -> None:
    table = text_of("docs/threat-model.md").split("## Who, and what stops them")[1].split("## What is not protected")[0]
    assert set(re.findall(r"\*([^*\n]+)\*", table)) == NAMES


def test_a_row_that_is_to_be_run_is_one_of_the_table() -> None:
    asked = [name for document in DOCUMENTS for name in re.findall(r'--only "([^"]+)"', text_of(document))]
    assert {name for name in asked if name != "NAME"} <= NAMES
    assert len(asked) > 1


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_and_commands_are_there(document: str) -> None:
    text = text_of(document)
    folder = (ROOT / document).parent
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    tests = re.findall(r"`(tests/[^`]+)`", text)
    commands = re.findall(r"closed-door ([a-z]+(?: [a-z]+)?)", text)
    known = {name for name, _ in COMMANDS}
    assert [link for link in links if not (folder / link).exists()] == []
    assert [path for path in tests if not (ROOT / path).exists()] == []
    assert [each for each in commands if not ({each, each.split()[0]} & known)] == []
    assert links or tests
