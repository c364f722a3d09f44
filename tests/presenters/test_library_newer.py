"""What is asked before a newer revision takes the place of an installed pack."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.packs import read_files
from closeddoor.packs.build import build_archive
from closeddoor.presenters.library.questions import MOST_LINES
from closeddoor.presenters.states.library import Section
from tests.packs.good_pack import Files, good_files
from tests.packs.signed_packs import KEY, signed
from tests.presenters.test_library import Bench
from tests.services.test_installing import ID
from tests.services.test_revisions import with_scenario


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    return Bench(tmp_path)


def archive(files: Files, revision: int) -> bytes:
    files["pack.toml"] = files["pack.toml"].replace(b"revision = 7", f"revision = {revision}".encode())
    return build_archive(read_files(files), KEY)


def test_before_a_newer_revision_replaces_it_says_what_changes(bench: Bench) -> None:
    bench.desk.install(archive(with_scenario(good_files(), "old", "An old one"), 7))
    newer = with_scenario(good_files(), "call", "A call")
    newer["scenarios/letter/debrief.md"] = b"Another end.\n"
    newer["foreword.md"] = b"Read this twice.\n"
    newer["pack.toml"] += b'[[errata]]\nrevision = 8\ntext = "The fee is yearly."\n'
    question = bench.question_about(archive(newer, 8))
    place = "It takes the place of revision 7 (version 1.2.0) and is revision 8 (version 1.2.0)."
    assert question.lines == (f"{place} What you began with that goes on with it.",)
    said = (
        "Added: A call",
        "Changed: A letter",
        "Removed: An old one",
        "Foreword, guide, licence or pictures are not the same.",
        "Correction: Revision 8: The fee is yearly.",
    )
    assert question.sections == (Section("What changes", said),)
    assert question.pack is not None
    assert question.pack.errata == (), "those of earlier revisions change nothing"
    installed = bench.vault.installed.get(ID)
    assert installed is not None
    assert installed.revision == 7
    assert "in place of revision 7" in bench.confirmed().said


def test_a_pack_that_replaces_none_has_its_corrections_and_no_changes(bench: Bench, tmp_path: Path) -> None:
    question = bench.question_about(signed(tmp_path))
    assert question.sections == ()
    assert question.pack is not None
    assert question.pack.errata == ("Revision 6: The notice is 60 days.",)


def test_a_revision_that_changes_no_briefing_says_so(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    (section,) = bench.question_about(signed(tmp_path, 8)).sections
    assert section.lines == ("No briefing is added, changed or removed.",)


def test_of_many_briefings_the_first_are_named_and_the_others_counted(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    newer = good_files()
    for number in range(MOST_LINES + 3):
        newer = with_scenario(newer, f"call-{number:02}", f"Call {number}")
    (section,) = bench.question_about(archive(newer, 8)).sections
    assert section.lines[0] == "Added: Call 0"
    assert section.lines[-1] == "Added: 3 more"
    assert len(section.lines) == MOST_LINES + 1
