"""The user guide can be followed step by step, and what it says in bold is what the window says, word for word."""

import ast
import json
import os
import re
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from closeddoor.inference.catalogue import STARTER_CHAT
from tests.docs.documents import ROOT
from tests.docs.guide_follower import BACKUP, OWN_MODEL
from tests.e2e.running import MODELS, NEEDS_MODELS, started

GUIDE = ROOT / "docs" / "guide.md"
APP = ROOT / "app" / "closeddoor"
EMPHASIS = {"bold", "Read.", "Mark.", "Question.", "Put the numbers right.", "Decide,", "Write", "Stop"}
"""Bold for other reasons: the steps of a briefing."""


@cache
def said_by_the_application() -> frozenset[str]:
    """Return every text that is said through `closeddoor.language`."""
    return frozenset(
        argument.value
        for path in APP.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"tr", "tr_many"}
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


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


def sections() -> dict[str, str]:
    """Return the text of each section of the guide by its heading."""
    parts = re.split(r"^## (.+)$", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@dataclass(frozen=True)
class Followed:
    """What a reader saw in each section, by its heading in the order they were read, and where their files lie."""

    seen: Mapping[str, Collection[str]]
    documents: Path


TROUBLES = "When something goes wrong"
"""Its table names what was met before, a reply that is asked for again, say."""

STARTS = 4
"""The first, without the passphrase, with a damaged history, and with nothing that opens it."""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """The guide followed from beginning to end on a fresh profile, in the program as it is started and confined."""
    folder = tmp_path_factory.mktemp("guide")
    profile, documents = folder / "profile", folder / "home" / "Documents"
    profile.mkdir(mode=0o700)
    documents.mkdir(parents=True)
    shutil.copy(MODELS / STARTER_CHAT.file_name, documents / OWN_MODEL)
    for start in range(STARTS):
        if start == STARTS - 2:
            damage(profile / "vault")
        with started("-m", "tests.docs.guide_follower", "--profile", str(profile), home=folder / "home") as process:
            _, errors = process.communicate(timeout=420)
        assert (process.returncode, errors) == (0, ""), f"start {start + 1}"
    return Followed(json.loads((documents / "known.json").read_text(encoding="utf-8"))["seen"], documents)


def damage(vault: Path) -> None:
    """Spoil pages of the database, as a bad disk does."""
    with (vault / "history.db").open("r+b") as file:
        file.seek(0)
        file.write(os.urandom(16 * 4096))


@pytest.mark.real_model
@NEEDS_MODELS
@pytest.mark.timeout(900)
@pytest.mark.parametrize("title", sections())
def test_what_a_section_says_in_bold_is_on_the_pages_that_it_leads_to(followed: Followed, title: str) -> None:
    seen: set[str] = set().union(*followed.seen.values()) if title == TROUBLES else set(followed.seen[title])
    named = {each.partition(": ")[0] for each in seen}
    assert bold(sections()[title]) - EMPHASIS - {*seen, *named} == set()


@pytest.mark.real_model
@NEEDS_MODELS
@pytest.mark.timeout(900)
def test_every_section_was_followed_in_the_order_of_the_guide(followed: Followed) -> None:
    assert list(followed.seen) == list(sections())


@pytest.mark.real_model
@NEEDS_MODELS
@pytest.mark.timeout(900)
def test_what_was_to_be_saved_lies_where_it_was_asked_for(followed: Followed) -> None:
    assert (followed.documents / "debrief.pdf").read_bytes().startswith(b"%PDF")
    assert (followed.documents / BACKUP).stat().st_size > 10_000
