import stat
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from closeddoor.bootstrap.sandbox import sandbox_files
from closeddoor.presenters.paper import QUIET_S, SAVING
from closeddoor.presenters.sandbox.writing_out import file_name
from closeddoor.presenters.states.shared import UNPROTECTED, Busy
from tests.fakes.ports import InlineExecutor
from tests.presenters.sandbox.bench import QUESTION, Bench
from tests.ui.paper import whole


def begin(bench: Bench, form: str) -> None:
    bench.send()
    bench.answer("It **moves**.")
    bench.presenter.export.begin(form)
    assert (bench.now().export, bench.now().export_name) == (form, "What is drift")


def test_a_conversation_becomes_a_markdown_file_that_says_what_it_is(bench: Bench, tmp_path: Path) -> None:
    begin(bench, "markdown")
    path = tmp_path / "drift.md"
    bench.presenter.export.save(path)
    bench.dispatcher.run()
    text = path.read_text("utf-8")
    assert text.startswith(
        f"# {QUESTION}\n\n*Answers by A small model.*\n\n**You**\n\n{QUESTION}\n\n**Model**\n\nIt **moves**."
    )
    assert text.rstrip().endswith(f"*{UNPROTECTED}*")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert bench.now().notice.startswith("Saved as “drift.md”")
    assert bench.now().notice.endswith(UNPROTECTED)
    assert bench.now().export == ""


def test_a_long_file_says_how_far_it_is_and_can_be_given_up(bench: Bench, tmp_path: Path) -> None:
    begin(bench, "pdf")
    bench.sets_for_ever = True
    bench.presenter.export.save(tmp_path / "drift.pdf")
    bench.dispatcher.advance(QUIET_S / 2)
    assert bench.now().busy is None
    bench.dispatcher.advance(QUIET_S)
    assert bench.now().busy == Busy(SAVING, 0.5, can_cancel=True)
    assert bench.now().can_send
    bench.presenter.export.give_up_file()
    bench.dispatcher.run()
    assert (bench.now().busy, bench.now().notice, list(tmp_path.iterdir())) == (None, "", [])


def test_a_reply_under_way_is_told_of_rather_than_a_file(bench: Bench, tmp_path: Path) -> None:
    begin(bench, "pdf")
    bench.presenter.export.save(tmp_path / "drift.pdf")
    bench.presenter.turns.send("And then?")
    bench.dispatcher.advance(QUIET_S)
    bench.reply.say("Then it ")
    assert not any(state.busy and state.busy.text == SAVING for state in bench.page.states)
    assert (tmp_path / "drift.pdf").read_bytes().startswith(QUESTION.encode())


def test_a_place_that_refuses_is_told_and_nothing_is_lost(bench: Bench, tmp_path: Path) -> None:
    begin(bench, "markdown")
    bench.presenter.export.save(tmp_path / "gone" / "drift.md")
    bench.dispatcher.run()
    assert bench.now().problem is not None
    assert (bench.now().notice, bench.now().busy) == ("", None)
    assert len(bench.now().messages) == 2


def test_not_saving_is_a_choice(bench: Bench) -> None:
    begin(bench, "pdf")
    bench.presenter.export.give_up()
    assert (bench.now().export, bench.now().notice) == ("", "")


def test_the_pdf_holds_the_words_and_the_warning(bench: Bench) -> None:
    assert bench
    steps = sandbox_files(InlineExecutor()).print_markdown(
        "# Drift\n\n**You**\n\nWhat?\n\n- one\n", "Drift", UNPROTECTED
    )
    data = whole(steps)
    (page,) = PdfReader(BytesIO(data)).pages
    text = page.extract_text()
    assert all(words in text for words in ("Drift", "You", "What?", "one", UNPROTECTED[:30]))


@pytest.mark.parametrize(
    ("title", "name"),
    [("../../etc/passwd", "etc passwd"), ("", "Conversation"), ("???", "Conversation"), ("A: b/c", "A b c")],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name
