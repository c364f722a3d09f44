"""Every command, file and key that a document names is there."""

import re
from pathlib import Path

import pytest

from closeddoor.cli import COMMANDS
from closeddoor.ui.shortcuts import SHORTCUTS
from tests.docs.commands import wrong_with
from tests.docs.documents import ROOT, Code, codes, documents

all_documents = pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())

KEYS = re.compile(
    r"(?<![\w+])(?:(?:Ctrl|Alt|Shift)\+)+(?:PgDown|PgUp|Home|Left|Right|Enter|[A-Z]\b|[0-9,+-])|\bF(?:[1-9]|1[0-2])\b"
)
NOT_OURS = {"Shift+Enter"}
"""Part of what another shortcut says: a new line instead of sending."""


@all_documents
def test_every_command_works(path: Path) -> None:
    assert [f"{code}: {problem}" for code in codes(path) if (problem := wrong_with(code))] == []


@all_documents
def test_every_key_is_a_shortcut(path: Path) -> None:
    assert sorted({*KEYS.findall(path.read_text(encoding="utf-8"))} - known_keys() - NOT_OURS) == []


def test_every_command_stands_in_a_document() -> None:
    texts = " ".join(path.read_text(encoding="utf-8") for path in documents())
    assert [name for name, _ in COMMANDS if f"closed-door {name}" not in texts and name != "window"] == []


def test_every_target_of_make_stands_in_a_document() -> None:
    targets = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    texts = " ".join(path.read_text(encoding="utf-8") for path in documents())
    assert [target for target in targets if f"make {target}" not in texts] == []


def known_keys() -> set[str]:
    return {keys for spec in SHORTCUTS for keys in (spec.keys, *spec.also)}


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        ("closed-door doctor --json", True),
        (".venv/bin/closed-door --profile DIR", True),
        ("closed-door pack check DIR   # what is wrong", True),
        ("make run && make test ARGS=tests/docs/test_links.py", True),
        ("python -m closeddoor doctor", True),
        ("ls /somewhere", True),
        ("closed-door doctor --yaml", False),
        ("closed-door pack chek DIR", False),
        ("closed-door pack build DIR", False),
        ("closed-door frobnicate", False),
        ("make everything", False),
        ("make run && make everything", False),
        ("make test ARGS=tests/docs/test_nothing.py", False),
        ("make run COLOUR=red", False),
        ("python -m closeddoor.nothing", False),
        ("python3 setup/nothing.py", False),
        (".venv/bin/flake8", False),
    ],
)
def test_a_command_that_does_not_work_is_found(line: str, *, is_right: bool) -> None:
    assert (wrong_with(Code("x.md", 1, line, is_inline=False)) is None) == is_right


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("closed-door model qualify [--json]", True),
        ("closed-door pack check", True),
        ("closed-door pack check | keygen | build", True),
        ("make test", True),
        ("app/closeddoor/domain/tasks/<type>.py", True),
        ("tests/contract", True),
        ("make", True),
        ("closed-door model measure", False),
        ("closed-door doctor --yaml", False),
        ("tests/contracts", False),
        ("app/closeddoor/domains/<type>.py", False),
    ],
)
def test_a_name_that_leads_nowhere_is_found(text: str, *, is_right: bool) -> None:
    assert (wrong_with(Code("x.md", 1, text, is_inline=True)) is None) == is_right
