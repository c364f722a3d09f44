"""`pack new`: the first minute of an author."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from closeddoor.cli import run
from closeddoor.domain.errors import KnownError
from closeddoor.packs import PackError, read_pack
from closeddoor.packs.template import Beginning, suggested_id, template_files
from closeddoor.services.beginning import begin_pack

Said = pytest.CaptureFixture[str]
TODAY = date(2026, 9, 30)


def test_what_is_made_is_sound_for_discussion_and_without_a_warning(tmp_path: Path, capsys: Said) -> None:
    folder = tmp_path / "vendor-claims"
    assert run(["pack", "new", str(folder), "--author", "Ada Example"]) == 0
    assert "for discussion" in capsys.readouterr().out
    pack = read_pack(folder)
    assert (pack.info.id, pack.info.title) == ("org.example.vendor-claims", "Vendor claims")
    assert [author.name for author in pack.info.authors] == ["Ada Example"]
    assert [scenario.readiness for scenario in pack.scenarios] == ["discussion"]
    assert pack.guide is not None
    assert pack.foreword is not None
    assert run(["pack", "check", str(folder)]) == 0
    assert "sound, 1 scenario, no warnings" in capsys.readouterr().out


def test_names_are_taken_as_they_are_and_told_as_json(tmp_path: Path, capsys: Said) -> None:
    asked = ["--title", 'Say "yes" \\ or $no', "--id", "com.example.yes", "--module", "risk", "--json"]
    assert run(["pack", "new", str(tmp_path / "pack"), *asked]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["pack"], told["title"]) == ("com.example.yes", 'Say "yes" \\ or $no')
    assert "pack.toml" in told["files"]
    assert read_pack(tmp_path / "pack").scenarios[0].module == "risk"


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert run(["pack", "new", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    begin_pack(tmp_path, Beginning("Claims"), TODAY)
    assert read_pack(tmp_path).info.title == "Claims"


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack").write_text("mine", encoding="utf-8")
    with pytest.raises(KnownError, match="cannot be read"):
        begin_pack(tmp_path / "pack", Beginning("Claims"), TODAY)
    assert (tmp_path / "pack").read_text(encoding="utf-8") == "mine"


def test_a_name_that_no_pack_may_have_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.toml"):
        begin_pack(tmp_path / "pack", Beginning("Claims", pack_id="Not An Id"), TODAY)
    assert not (tmp_path / "pack").exists()


def test_a_disk_that_fails_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, written = Path.open, list[Path]()

    def failing(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if mode == "xb":
            if len(written) == 3:
                raise OSError(28, "No space left on device")
            written.append(path)
        return opened(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(KnownError, match="no space left"):
        begin_pack(tmp_path / "pack", Beginning("Claims"), TODAY)
    assert len(written) == 3
    assert not (tmp_path / "pack").exists()


@pytest.mark.parametrize(
    ("title", "pack_id"),
    [
        ("Réading Vendor claims!", "org.example.reading-vendor-claims"),
        ("—", "org.example.first-pack"),
        ("a" * 39 + " b", "org.example." + "a" * 39),
    ],
)
def test_an_id_is_made_of_the_title(title: str, pack_id: str) -> None:
    assert suggested_id(title) == pack_id


def test_facts_are_due_for_review_after_half_a_year() -> None:
    info = tomllib.loads(template_files(Beginning("Claims"), TODAY)["pack.toml"].decode())
    assert (info["facts_as_of"], info["review_due"]) == (TODAY, date(2027, 3, 1))


def test_the_scored_example_in_its_comments_is_sound(tmp_path: Path) -> None:
    """What the comments tell an author to do, done word for word."""
    begin_pack(tmp_path, Beginning("Claims"), TODAY)
    folder = tmp_path / "scenarios" / "first-briefing"
    scenario = (folder / "scenario.toml").read_text(encoding="utf-8").replace('"discussion"', '"scored"')
    head, _, example = scenario.partition("# [[tasks]]")
    example = "\n".join(line.removeprefix("#").removeprefix(" ") for line in f"# [[tasks]]{example}".splitlines())
    (folder / "scenario.toml").write_text(head + example, encoding="utf-8")
    paper = folder / "documents" / "paper.md"
    marks = "\n**2.2** We reach [[accuracy|99 % accuracy]] from day one, as our [[report|report of May]] says.\n"
    paper.write_text(paper.read_text(encoding="utf-8") + marks, encoding="utf-8")
    task = read_pack(tmp_path).scenarios[0].tasks[0]
    assert (task.type, task.points) == ("highlight", 20)


@pytest.mark.parametrize("command", ["new", "build"])
def test_whoever_writes_a_pack_is_not_sent_to_somebody_else_for_another_copy(
    tmp_path: Path, capsys: Said, command: str
) -> None:
    folder = tmp_path / "claims"
    if command == "build":
        begin_pack(folder, Beginning("Claims"), TODAY)
        (folder / "scenarios" / "first-briefing" / "debrief.md").unlink()
    rest = ["--id", "Not an id"] if command == "new" else ["-o", str(tmp_path / "x.cdpack")]
    assert run(["pack", command, str(folder), *rest]) == 1
    said = capsys.readouterr().err
    assert ("Nothing was made." if command == "new" else "Nothing was built.") in said
    assert "another copy" not in said
    assert "was installed before" not in said
    assert folder.exists() is (command == "build")
