"""What the user guide says in bold is what the window says, word for word."""

import ast
import re
from pathlib import Path

import pytest

from tests.docs.documents import ROOT
from tests.e2e.running import NEEDS_MODELS, started

GUIDE = ROOT / "docs" / "guide.md"
APP = ROOT / "app" / "closeddoor"
EMPHASIS = {"bold", "Read.", "Mark.", "Question.", "Put the numbers right.", "Decide,", "Write", "Stop"}
"""Bold for other reasons: the steps of a briefing."""


def said_by_the_application() -> set[str]:
    """Return every text that is said through `closeddoor.language`."""
    return {
        argument.value
        for path in APP.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"tr", "tr_many"}
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def bold(text: str) -> set[str]:
    return {" ".join(each.split()) for each in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)}


def test_every_name_in_bold_is_said_by_the_application() -> None:
    assert bold(GUIDE.read_text(encoding="utf-8")) - EMPHASIS - said_by_the_application() == set()


@pytest.mark.parametrize("wrong", ["Begin a briefing", "Keep it"])
def test_a_name_that_is_not_said_is_found(wrong: str) -> None:
    assert bold(f"Press **{wrong}**.") - said_by_the_application() == {wrong}


def test_the_contents_list_every_section() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    listed = re.findall(r"^\* \[(.+)\]\(#", text, re.MULTILINE)
    assert listed == re.findall(r"^## (.+)$", text, re.MULTILINE)


@pytest.mark.real_model
@NEEDS_MODELS
@pytest.mark.timeout(300)
def test_what_it_says_can_be_done_on_a_fresh_profile(tmp_path: Path) -> None:
    """What the tour does is not done again; locking, copies and erasing have their tests in `tests/e2e`."""
    profile = tmp_path / "profile"
    profile.mkdir(mode=0o700)
    with started("-m", "tests.docs.guide_reader", str(profile), home=tmp_path / "home") as process:
        done, errors = process.communicate(timeout=280)
    assert (process.returncode, errors) == (0, "")
    steps = ["first_minute", "meeting", "keys", "off_the_record", "keep", "open_with_the_code", "open_again"]
    assert done.split() == steps
