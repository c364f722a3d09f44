"""The list of codes beside the reader is whole, and the tests of this folder provoke every one of them."""

import re
from pathlib import Path

import pytest

from closeddoor.packs import errors

ROOT = Path(__file__).parents[2]
LISTED = frozenset(re.findall(r"\b[a-z]+\.[a-z_]+\b", errors.__doc__ or ""))
SOURCES = [
    path
    for folder in ("packs", "text", "domain")
    for path in (ROOT / "app" / "closeddoor" / folder).rglob("*.py")
    if "advice" not in path.parts
]
_RAISED = re.compile(
    r"(?:PackError|MarkupError|FieldError|FormulaError|error)\(\s*\"([a-z]+\.[a-z_0-9]+)\"|f\"\{reference\.kind\}(\.[a-z]+)\""
)


def raised() -> set[str]:
    found: set[str] = set()
    for path in SOURCES:
        for code, of_reference in _RAISED.findall(path.read_text(encoding="utf-8")):
            found |= {code} if code else {f"link{of_reference}", f"image{of_reference}"}
    return found


def test_every_code_that_is_raised_is_listed() -> None:
    assert raised() <= LISTED
    assert len(LISTED) >= 60


@pytest.mark.parametrize("code", sorted(LISTED))
def test_every_listed_code_is_provoked_by_a_test_here(code: str) -> None:
    tests = [path for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__)]
    assert any(f'"{code}"' in path.read_text(encoding="utf-8") for path in tests)
