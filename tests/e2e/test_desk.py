"""The facilitator's path in the real window: a pack from nothing, marked by selection, signed, scored elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from closeddoor.cli import run
from closeddoor.cli.pack import opening
from closeddoor.inference.catalogue import STARTER_EMBEDDING
from closeddoor.packs import read_pack, read_signed_archive
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.tour.desk_stop import visit_desk
from closeddoor.tour.route import read_visit
from closeddoor.ui.pages.library.page import DESK
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.fields import TextArea
from tests.e2e.lone_bench import LoneBench
from tests.e2e.running import NEEDS_MODELS
from tests.packs.good_pack import good_files, write_files
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

pytestmark = pytest.mark.timeout(300)

PAPER = """# Invoice Copilot

We reach 99.2 % accuracy on all invoices from day one. Our last audit is dated 3 March and can be had on request.

The rest of this offer is long enough for its one target to be a small part of it. It says what the product does, what
it costs, and how it is brought in, over two pages that nobody needs to be quoted here for the purposes of a proof.
"""
TARGET, DECOY = "99.2 % accuracy on all invoices", "dated 3 March"
SOURCE = "Source of the document, in Markdown"


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[LoneBench]:
    bench = LoneBench(qapp, tmp_path)
    yield bench
    bench.close()
    bench.patch.undo()


@pytest.mark.parametrize(
    ("size", "text_scale"),
    [((1440, 900), 1.0), ((1024, 700), 1.0), ((1280, 800), 2.0)],
    ids=["wide", "narrow", "large"],
)
def test_a_pack_is_written_marked_signed_and_practised_on_another_profile(
    bench: LoneBench, tmp_path: Path, capsys: pytest.CaptureFixture[str], size: tuple[int, int], text_scale: float
) -> None:
    bench.application.window.resize(*size)
    bench.application.frame.apply({"theme": "light", "text_scale": text_scale, "reduced_motion": True})
    work = tmp_path / "work"
    work.mkdir()
    begin(bench, work)
    paste_and_mark(bench)
    archive = sign_and_build(bench, work)

    pack, signer = read_signed_archive(archive.read_bytes())
    assert signer is not None
    assert (pack.info.title, pack.scenarios[0].readiness) == ("Reading vendor claims", "scored")
    words = fingerprint(signer.public_key)
    assert words in bench.session.desk.state.said

    other = tmp_path / "other"
    bench.patch.setattr(opening, "VaultFolder", cheap_folder)
    passphrase = tmp_path / "passphrase"
    passphrase.write_bytes(PASSPHRASE.reveal() + b"\n")
    accepted = ("--profile", str(other), "--accept-key", words, "--passphrase-file", str(passphrase), "--json")
    capsys.readouterr()
    assert run(["pack", "install", str(archive), *accepted]) == 0
    assert json.loads(capsys.readouterr().out)["signer"]["fingerprint"] == words

    response = tmp_path / "response.json"
    quotes = [{"quote": TARGET, "label": "unsupported"}]
    scenario = pack.scenarios[0]
    answers = {scenario.tasks[0].id: {"quotes": quotes}}
    response.write_text(json.dumps({"pack": pack.info.id, "scenario": scenario.id, "response": answers}))
    where = ("--pack", str(archive), "--scenario", scenario.id, "--response", str(response))
    assert run(["score", *where, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["score"], result["max"]) == (30, 30)


def test_the_visitor_of_the_tour_finds_the_way_through_the_desk(bench: LoneBench, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    visit_desk(bench.visitor, read_visit()["desk"], work)
    taken = {picture.stem.partition("-")[2] for picture in bench.profile.folder.glob("*.png")}
    assert {"desk", "desk-briefing", "desk-marked", "desk-preview", "desk-pack", "desk-build"} <= taken
    assert read_pack(work / "reading-a-pilot").scenarios[0].tasks
    assert bench.session.desk.state.stage == "choose"


@pytest.mark.real_model
@NEEDS_MODELS
def test_it_is_said_how_the_grader_reads_the_sample_answers_and_nothing_of_it_is_kept(
    bench: LoneBench, tmp_path: Path
) -> None:
    bench.put(STARTER_EMBEDDING)
    folder = write_files(tmp_path / "letters", good_files())
    desk = bench.session.desk
    bench.go("desk")
    desk.open(folder)
    bench.wait_until(lambda: desk.state.is_sound, "a sound pack")
    desk.show_part("answers:letter:0")
    bench.visitor.press("See how the grader reads them")
    bench.wait_until(lambda: desk.state.busy is None and bool(desk.state.said), "what the grader makes of them")
    assert [line.partition(":")[0] for line in desk.state.said.splitlines()] == ["Ask", "Reply"]


def begin(bench: LoneBench, work: Path) -> None:
    """From the library to the desk, and a new pack in a folder that was chosen."""
    visitor = bench.visitor
    bench.go("library")
    visitor.press("Packs")
    visitor.press(DESK)
    visitor.write("Title of the pack", "Reading vendor claims")
    visitor.write("Your name, as participants read it", "Jane Author")
    visitor.press("Choose where it goes, and begin …")
    choose(bench, work)
    visitor.press("The paper for Thursday. For discussion")
    visitor.press("The paper")


def paste_and_mark(bench: LoneBench) -> None:
    """Paste a document, mark a target and a decoy by selection, and say why."""
    visitor, desk = bench.visitor, bench.session.desk
    source = next(each for each in bench.application.window.findChildren(TextArea) if each.accessibleName() == SOURCE)
    source.selectAll()
    visitor.write(SOURCE, PAPER)
    visitor.press_where_there("See the text")
    visitor.wait_until(lambda: TARGET in visitor.the(DocumentView).displayed(), "the document to be shown")
    for words, button in ((TARGET, "Mark as a target"), (DECOY, "Mark as a decoy")):
        document = visitor.the(DocumentView)
        start = document.displayed().index(words)
        document.setFocus(Qt.FocusReason.OtherFocusReason)
        document.select(start, start + len(words))
        visitor.press(button)
    visitor.wait_until(lambda: len(desk.state.document.marks) == 2, "two marks")
    visitor.press_where_there("Go to its source")
    whys = [each for each in bench.application.window.findChildren(TextArea) if each.accessibleName() == "Why"]
    for field, why in zip(
        [each for each in whys if each.isVisible()], ("No test set.", "It can be read."), strict=True
    ):
        field.setFocus()
        field.insertPlainText(why)
    visitor.wait_until(lambda: desk.state.is_sound, "a sound pack")


def sign_and_build(bench: LoneBench, work: Path) -> Path:
    """Go back to the pack, make a key, and build; return the pack file."""
    visitor = bench.visitor
    for _ in range(2):
        visitor.press("Back")
    visitor.press("Sign and build …")
    visitor.press("Make a new key …")
    choose(bench, work / "key.pem")
    visitor.write("Passphrase of the key", "a quiet passphrase")
    visitor.write("The same passphrase once more", "a quiet passphrase")
    visitor.press("Sign and build")
    visitor.wait_until(lambda: bool(list(work.glob("*.cdpack"))), "the pack file")
    visitor.wait_until(lambda: "are:" in bench.session.desk.state.said, "the words of the key")
    (archive,) = work.glob("*.cdpack")
    return archive


def choose(bench: LoneBench, path: Path) -> None:
    """Type a path into the dialog that is open, as by keyboard, and take it."""
    dialog = bench.visitor.the(QFileDialog)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(str(path))
    dialog.accept()
    bench.visitor.rest(300)
