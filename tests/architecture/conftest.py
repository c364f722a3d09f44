import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "app" / "closeddoor"


@pytest.fixture(scope="package")
def trees() -> Mapping[Path, ast.Module]:
    """What each file of the application says, parsed once for all rules: it takes a second and a half."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(APP.rglob("*.py"))}
