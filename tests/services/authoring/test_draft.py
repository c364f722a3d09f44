"""The draft and its folder: nothing of another program's is written over, and each save can be taken back."""

from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.packs import read_pack
from closeddoor.services.authoring.draft import Draft
from closeddoor.services.authoring.folder import ChangedOnDiskError, read_draft, write_change
from tests.packs.good_pack import good_files, write_files

HEAD = "scenarios/letter/scenario.toml"


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    write_files(tmp_path, good_files())
    return Draft(tmp_path, read_draft(tmp_path))


def save(draft: Draft) -> None:
    change = draft.change()
    write_change(draft.folder, change, draft.before(change))
    draft.has_saved(change, "pack")


def test_only_what_changed_is_written_and_the_folder_is_a_pack_again(draft: Draft) -> None:
    draft.set_value(HEAD, "title", "Another letter")
    assert set(draft.change()) == {HEAD}
    save(draft)
    assert draft.change() == {}
    assert read_pack(draft.folder).scenarios[0].title == "Another letter"


def test_a_file_keeps_its_mode(draft: Draft) -> None:
    path = draft.folder / HEAD
    path.chmod(0o640)
    draft.set_value(HEAD, "minutes", 30)
    save(draft)
    assert path.stat().st_mode & 0o777 == 0o640


def test_each_save_is_taken_back_by_itself(draft: Draft) -> None:
    for title in ("One", "Two"):
        draft.set_value(HEAD, "title", title)
        save(draft)
    for title in ("One", "A letter"):
        step = draft.step_back()
        assert step is not None
        assert draft.table(HEAD).value("title") == title
    assert draft.step_back() is None


def test_what_another_program_changed_is_not_written_over(draft: Draft) -> None:
    path = draft.folder / HEAD
    theirs = path.read_bytes().replace(b"A letter", b"Their letter")
    path.write_bytes(theirs)
    draft.set_value(HEAD, "title", "My letter")
    draft.set_text("scenarios/letter/debrief.md", "Mine.\n")
    with pytest.raises(ChangedOnDiskError, match=HEAD):
        save(draft)
    assert path.read_bytes() == theirs
    assert (draft.folder / "scenarios/letter/debrief.md").read_text() != "Mine.\n"
    assert draft.take(read_draft(draft.folder)) == (HEAD,)
    draft.insist(read_draft(draft.folder))
    save(draft)
    assert b"My letter" in path.read_bytes()


def test_what_changed_elsewhere_comes_in_beside_what_is_typed_here(draft: Draft) -> None:
    debrief = draft.folder / "scenarios/letter/debrief.md"
    debrief.write_text("Theirs.\n")
    draft.set_value(HEAD, "title", "My letter")
    assert draft.take(read_draft(draft.folder)) == ()
    assert draft.text("scenarios/letter/debrief.md") == "Theirs.\n"
    assert draft.table(HEAD).value("title") == "My letter"


def test_yielding_takes_what_is_in_the_folder(draft: Draft) -> None:
    draft.set_value(HEAD, "title", "My letter")
    draft.yield_to(read_draft(draft.folder))
    assert draft.table(HEAD).value("title") == "A letter"
    assert draft.change() == {}


def test_a_failed_save_is_still_to_be_saved(draft: Draft) -> None:
    draft.set_value(HEAD, "title", "My letter")
    change = draft.change()
    expected = draft.before(change)
    draft.has_saved(change, "pack")
    draft.was_not_saved(expected)
    assert draft.change() == change
    assert draft.steps == []


def test_a_folder_without_a_pack_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nothing.")
    with pytest.raises(KnownError, match=r"pack\.toml"):
        read_draft(tmp_path)


def test_a_file_that_is_no_toml_has_no_form_and_is_not_touched(draft: Draft) -> None:
    draft.set_text(HEAD, "id = \n")
    assert not draft.is_writable(HEAD)
    draft.files[HEAD] = b"\xff"
    assert not draft.is_writable(HEAD)
