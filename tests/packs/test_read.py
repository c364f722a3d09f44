"""A good pack is read whole, the same from its folder and from its archive."""

from datetime import date
from pathlib import Path

import pytest

from closeddoor.domain.scenario import Pack
from closeddoor.packs import archive_bytes, read_archive, read_pack
from tests.packs.good_pack import FOLDER, PNG, good_files, write_files

BUILT_IN = sorted(path.parent for path in (Path(__file__).parents[2] / "scenarios").glob("*/pack.toml"))


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return read_pack(write_files(tmp_path, good_files()))


def test_every_field_arrives(pack: Pack) -> None:
    assert (pack.info.id, pack.info.revision, pack.info.facts_as_of) == ("org.example.letters", 7, date(2026, 11, 1))
    assert pack.info.authors[0].about == "They exist."
    assert pack.info.errata[0].revision == 6
    assert (pack.foreword, pack.guide) == ("Read this *first*.\n", "## Guide\n")
    scenario = pack.scenario("letter")
    assert scenario is not None
    assert [task.id for task in scenario.tasks] == ["claims", "call", "decide", "reply"]
    assert (scenario.roles, scenario.terms[0].term, scenario.readiness) == (("cfo",), "drift", "scored")
    assert len(scenario.answers) == 16
    assert pack.image("images/chart.png") == PNG


def test_markers_become_spans_of_the_displayed_text(pack: Pack) -> None:
    letter = pack.scenarios[0].documents[0]
    assert "[[" not in letter.displayed
    shown = {span.id: letter.displayed[span.start : span.end] for span in letter.spans}
    assert shown == {"claim": "99.2 % accuracy", "audit": "Audit of 2025"}


def test_an_archive_gives_the_same_pack_and_the_same_bytes(pack: Pack) -> None:
    archive = archive_bytes(pack)
    again = read_archive(archive)
    assert again == pack
    assert archive_bytes(again) == archive


def test_the_content_hash_follows_every_byte_and_every_name(tmp_path: Path, pack: Pack) -> None:
    changed = good_files() | {"LICENSE.txt": b"CC-BY-4.0\n\n"}
    assert read_pack(write_files(tmp_path / "changed", changed)).content_hash != pack.content_hash
    renamed = good_files()
    renamed["images/chart2.png"] = renamed.pop("images/chart.png")
    letter = f"{FOLDER}/documents/letter.md"
    renamed[letter] = renamed[letter].replace(b"chart.png", b"chart2.png")
    assert read_pack(write_files(tmp_path / "renamed", renamed)).content_hash != pack.content_hash


def test_windows_line_ends_read_the_same(tmp_path: Path, pack: Pack) -> None:
    files = {
        path: content if path.endswith(".png") else content.replace(b"\n", b"\r\n")
        for path, content in good_files().items()
    }
    assert read_pack(write_files(tmp_path / "crlf", files)).scenarios == pack.scenarios


def test_a_scenario_for_discussion_has_no_tasks_and_no_answers(tmp_path: Path) -> None:
    files = good_files()
    scenario = files[f"{FOLDER}/scenario.toml"].decode()
    head = scenario[: scenario.index("[[tasks]]")].replace('roles = ["cfo"]', 'readiness = "discussion"')
    files[f"{FOLDER}/scenario.toml"] = head.encode()
    letter = files[f"{FOLDER}/documents/letter.md"].replace(b"[[claim|", b"").replace(b"[[audit|", b"")
    files[f"{FOLDER}/documents/letter.md"] = letter.replace(b"]]", b"")
    del files[f"{FOLDER}/answers.toml"]
    assert read_pack(write_files(tmp_path, files)).scenarios[0].tasks == ()


@pytest.mark.parametrize("folder", BUILT_IN, ids=lambda folder: folder.name)
def test_built_in_packs_are_good_and_survive_an_archive(folder: Path) -> None:
    pack = read_pack(folder)
    assert read_archive(archive_bytes(pack)) == pack


def test_there_are_built_in_packs() -> None:
    assert BUILT_IN


def test_a_document_may_be_a_picture_and_nothing_else(tmp_path: Path) -> None:
    files = good_files()
    more = b'[[documents]]\nid = "chart"\ntitle = "Chart"\nfile = "documents/chart.md"\n[[tasks]]'
    files[f"{FOLDER}/scenario.toml"] = files[f"{FOLDER}/scenario.toml"].replace(b"[[tasks]]", more, 1)
    files[f"{FOLDER}/documents/chart.md"] = b"![The chart](../../../images/chart.png)\n"
    scenario = read_pack(write_files(tmp_path, files)).scenarios[0]
    assert scenario.documents_by_id["chart"].displayed == ""
