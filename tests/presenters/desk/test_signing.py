"""A pack is signed and built at the desk; a former key names the new one; what is not sound is not built."""

from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.packs import read_pack, read_signed_archive
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.presenters.desk.writing import LOOK_AGAIN_AFTER_S, SETTLE_AFTER_S
from tests.presenters.desk.bench import Bench

HEAD = "scenarios/letter/scenario.toml"
LETTER = "scenarios/letter/documents/letter.md"


@pytest.mark.parametrize("task_type", ["highlight", "memo", "choice", "decision", "estimate", "interview", "workbook"])
def test_every_task_type_begins_with_what_the_form_shows_whole(bench: Bench, task_type: str) -> None:
    bench.open()
    bench.to("scenario:letter:0")
    bench.desk.press(f"add-task {task_type}")
    state = bench.go()
    fields = [each for group in state.groups for each in group.fields]
    assert not [each.key for each in fields if each.fixed]
    assert not [group for group in state.groups if group.as_it_stands]
    for each in fields:
        before = bench.text(HEAD)
        bench.type(each.key, each.value)
        assert bench.text(HEAD) == before, each.key


def test_what_has_no_form_is_shown_and_stays(bench: Bench) -> None:
    bench.open()
    state = bench.to("task:letter:0")
    stands = [group.as_it_stands for group in state.groups if group.as_it_stands]
    assert stands == ['tags = ["evidence"]']
    bench.type(f"{HEAD}#tasks[0].title", "Mark them")
    assert 'tags = ["evidence"]' in bench.text(HEAD)


def test_a_file_that_another_program_changed_is_shown_as_it_is_now(bench: Bench) -> None:
    bench.open()
    bench.to("case:letter:0")
    (bench.folder / HEAD).write_text(bench.text(HEAD).replace("A letter", "Their letter"))
    state = bench.go(LOOK_AGAIN_AFTER_S)
    assert "Their letter" in [each.value for group in state.groups for each in group.fields]
    assert not state.has_conflict


@pytest.mark.parametrize(("keeps_mine", "title"), [(True, "Mine"), (False, "Their letter")])
def test_two_who_change_one_file_are_told_and_nothing_is_lost(bench: Bench, keeps_mine: bool, title: str) -> None:  # noqa: FBT001 - a case
    bench.open()
    bench.to("case:letter:0")
    bench.desk.write(f"{HEAD}#title", "Mine")
    theirs = bench.text(HEAD).replace("A letter", "Their letter")
    (bench.folder / HEAD).write_text(theirs)
    state = bench.go(SETTLE_AFTER_S)
    assert state.has_conflict
    assert bench.text(HEAD) == theirs
    bench.type(f"{HEAD}#role", "Still mine.")
    assert bench.text(HEAD) == theirs
    bench.desk.decide(keeps_mine=keeps_mine)
    state = bench.go()
    assert not state.has_conflict
    assert read_pack(bench.folder).scenarios[0].title == title


def test_a_folder_that_refuses_is_said_and_tried_again(bench: Bench) -> None:
    bench.open()
    bench.desk.write(f"{HEAD}#title", "Mine")
    moved = bench.folder.with_name("moved")
    bench.folder.rename(moved)
    state = bench.go(SETTLE_AFTER_S)
    assert state.problem is not None
    moved.rename(bench.folder)
    bench.desk.decide(keeps_mine=True)
    bench.go()
    assert read_pack(bench.folder).scenarios[0].title == "Mine"


def test_a_pack_is_signed_with_a_new_key_and_built_beside_its_folder(bench: Bench, tmp_path: Path) -> None:
    bench.open()
    bench.to("build")
    bench.desk.make_key(tmp_path / "key.pem")
    bench.desk.build(Secret(b"a passphrase"))
    said = bench.go().said
    archive = tmp_path / "org.example.letters-1.2.0-r7.cdpack"
    pack, signer = read_signed_archive(archive.read_bytes())
    assert signer is not None
    assert fingerprint(signer.public_key) in said
    assert pack.content_hash == read_pack(bench.folder).content_hash
    bench.type(f"{HEAD}#minutes", "26")
    bench.desk.build(Secret(b"a passphrase"))
    problem = bench.go().problem
    assert problem is not None
    assert "Raise the revision" in problem.next_step
    bench.desk.build(Secret(b"another"))
    assert bench.go().problem is not None


def test_a_former_key_names_the_new_one_as_its_successor(bench: Bench, tmp_path: Path) -> None:
    first, second = Secret(b"the first one"), Secret(b"the second one")
    bench.open()
    bench.to("build")
    bench.desk.make_key(tmp_path / "first.pem")
    bench.desk.build(first)
    bench.go()
    before = read_signed_archive((tmp_path / "org.example.letters-1.2.0-r7.cdpack").read_bytes())[1]
    bench.type("pack.toml#revision", "8")
    bench.desk.make_key(tmp_path / "second.pem")
    bench.desk.choose_former(tmp_path / "first.pem")
    assert bench.go().former_name.endswith("first.pem")
    bench.desk.build(second, Secret(b"not the first one"))
    problem = bench.go().problem
    assert problem is not None
    assert "“first.pem”: The key file cannot be read" in problem.happened
    assert not (tmp_path / "org.example.letters-1.2.0-r8.cdpack").exists()
    bench.desk.build(second, first)
    said = bench.go().said
    after = read_signed_archive((tmp_path / "org.example.letters-1.2.0-r8.cdpack").read_bytes())[1]
    assert before is not None
    assert after is not None
    assert (after.former_key, after.public_key == before.public_key) == (before.public_key, False)
    assert fingerprint(before.public_key) in said
    assert fingerprint(after.public_key) in said


def test_a_key_does_not_name_itself(bench: Bench, tmp_path: Path) -> None:
    bench.open()
    bench.to("build")
    bench.desk.make_key(tmp_path / "key.pem")
    bench.desk.choose_former(tmp_path / "key.pem")
    bench.desk.build(Secret(b"a passphrase"), Secret(b"a passphrase"))
    problem = bench.go().problem
    assert problem is not None
    assert "cannot name itself" in problem.happened
    bench.desk.choose_former(None)
    bench.desk.build(Secret(b"a passphrase"))
    state = bench.go()
    assert "is built and signed" in state.said
    assert "former" not in state.said
    bench.desk.choose_former(tmp_path / "key.pem")
    bench.desk.close()
    bench.open()
    assert bench.to("build").former_name == ""


def test_a_pack_that_is_not_sound_is_not_built_and_not_previewed(bench: Bench, tmp_path: Path) -> None:
    bench.open()
    seen: list[str] = []
    bench.desk.preview_requested.connect(lambda _, scenario_id: seen.append(scenario_id))
    bench.to("scenario:letter:0")
    bench.desk.press("preview")
    bench.go()
    assert seen == ["letter"]
    with_group: list[str] = []
    bench.desk.group_requested.connect(lambda _, scenario_id: with_group.append(scenario_id))
    bench.desk.press("group")
    bench.go()
    assert (seen, with_group) == (["letter"], ["letter"])
    bench.type(f"{HEAD}#minutes", "none")
    bench.desk.press("preview")
    bench.desk.build(None)
    assert bench.go().problem is not None
    assert seen == ["letter"]
    assert not list(tmp_path.glob("*.cdpack"))
