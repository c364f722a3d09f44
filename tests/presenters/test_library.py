"""What the library shows and asks, over a real vault and real packs."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.installed import Claim
from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_pack
from closeddoor.packs.build import build_archive
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.presenters.library import LibraryPresenter, LibrarySources
from closeddoor.presenters.library.presenter import LOOKING
from closeddoor.presenters.states.library import LibraryViewState, QuestionView
from closeddoor.services.overview import OverviewService
from closeddoor.services.packs import Choice, Prospect
from closeddoor.services.standings import StandingService
from closeddoor.services.updates import UpdateService
from tests.fakes.ports import InlineExecutor
from tests.packs.good_pack import good_files, write_files
from tests.packs.signed_packs import KEY, OTHER, letters, public, signed
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import PracticeBench
from tests.services.test_installing import BUILT_IN, ID, UNSIGNED, Desk
from tests.services.test_packs import rows

WORDS, OTHER_WORDS = (tuple(fingerprint(public(key)).split()) for key in (KEY, OTHER))


class Page(RecordingPage[LibraryViewState]):
    """Notes what is offered to be taken back, too."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: list[str] = []
        self.undo: Callable[[], None] = lambda: None

    def offer_undo(self, text: str, undo: Callable[[], None], settled: Callable[[], None]) -> None:  # noqa: ARG002
        self.offered.append(text)
        self.undo = undo


class Bench(PracticeBench):
    """A library page that notes what it is told; `today` is the day on which it is looked at."""

    def __init__(self, folder: Path) -> None:
        super().__init__(letters(folder))
        self._folder = folder
        self.desk = Desk(folder, self.vault, self.dispatcher)
        self.today = date(2026, 11, 22)
        self.page = Page()
        executor = InlineExecutor()
        overview = OverviewService(self.desk.library, StandingService(self.vault, executor), self.dispatcher)
        self.updates = UpdateService(executor, lambda: public(KEY), "0.1.0")
        sources = LibrarySources(self.desk.library, overview, self.desk.installing, self.desk.earlier, self.updates)
        self.presenter = LibraryPresenter(self.page, sources, self.dispatcher, day=lambda: self.today)

    def refreshed(self) -> LibraryViewState:
        self.presenter.refresh()
        self.dispatcher.run()
        return self.page.now()

    def looked_at(self, archive: bytes) -> LibraryViewState:
        self.desk.file.write_bytes(archive)
        self.presenter.look_at(self.desk.file)
        self.dispatcher.run()
        return self.page.now()

    def question_about(self, archive: bytes) -> QuestionView:
        question = self.looked_at(archive).question
        assert question is not None
        return question

    def confirmed(self) -> LibraryViewState:
        self.presenter.confirm()
        self.dispatcher.run()
        return self.page.now()

    def removed(self, pack_id: str = ID) -> LibraryViewState:
        self.presenter.remove(pack_id)
        self.dispatcher.run()
        return self.page.now()

    def remembered(self) -> bytes | None:
        claim = self.vault.installed.claim(ID)
        assert claim is not None
        return claim.public_key


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    return Bench(tmp_path)


def test_every_pack_says_what_it_is_and_who_vouches_for_it(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    state = bench.refreshed()
    (row,), (built_in,) = state.installed, state.built_in
    assert (row.title, row.version, row.summary) == ("Letters", "Version 1.2.0", "One letter, read closely.")
    assert (row.made_by, row.contents) == ("By Example Learning", "1 briefing")
    assert (row.vouched, row.is_unsigned) == (f"Signed: {' '.join(WORDS)}", False)
    assert row.errata == ("Revision 6: The notice is 60 days.",)
    assert (built_in.pack_id, built_in.vouched, built_in.is_unsigned) == (BUILT_IN, "Comes with the application", False)


def test_a_review_that_is_overdue_has_a_word(bench: Bench) -> None:
    (row,) = bench.refreshed().built_in
    assert (row.facts, row.is_overdue) == ("Facts as of 1 November 2026 · Review due 1 May 2027", False)
    bench.today = date(2027, 5, 2)
    (row,) = bench.refreshed().built_in
    assert (row.facts, row.is_overdue) == ("Facts as of 1 November 2026 · Overdue for review since 1 May 2027", True)


def test_the_first_key_of_an_id_is_shown_in_words_and_then_owns_it(bench: Bench, tmp_path: Path) -> None:
    question = bench.question_about(signed(tmp_path))
    assert [key.words for key in question.keys] == [WORDS]
    assert any("Compare these words with those that the author gives you" in line for line in question.lines)
    assert (question.statement, question.can_confirm, bench.vault.installed.list()) == ("", True, ())
    assert question.pack is not None
    assert question.pack.made_by == "It says it is by Example Learning"
    state = bench.confirmed()
    assert (state.question, state.busy) == (None, None)
    assert state.said == "“Letters” is installed. Its briefing is on the shelf."
    assert [row.title for row in state.installed] == ["Letters"]
    assert bench.remembered() == public(KEY)


def test_the_same_key_is_asked_nothing_but_to_install(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    question = bench.question_about(signed(tmp_path, 8))
    assert (question.keys, question.statement, question.is_stop, question.can_confirm) == ((), "", False, True)
    assert "in place of revision 7" in bench.confirmed().said


def test_a_successor_is_shown_beside_the_key_that_names_it(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    question = bench.question_about(build_archive(letters(tmp_path, 8), OTHER, KEY))
    assert [key.words for key in question.keys] == [OTHER_WORDS, WORDS]
    assert (question.statement, question.is_stop, question.can_confirm) == ("", False, True)
    bench.confirmed()
    assert bench.remembered() == public(OTHER)


def test_another_key_is_a_stop_that_only_a_statement_lifts(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    before = rows(bench.vault)
    question = bench.question_about(signed(tmp_path, 8, OTHER))
    assert (question.is_stop, question.can_confirm, bool(question.statement)) == (True, False, True)
    assert [key.words for key in question.keys] == [OTHER_WORDS, WORDS]
    bench.confirmed()
    bench.presenter.agree(True)
    bench.presenter.agree(False)
    bench.confirmed()
    assert rows(bench.vault) == before
    bench.presenter.agree(True)
    assert bench.confirmed().question is None
    assert bench.remembered() == public(OTHER)


def test_an_unsigned_pack_says_so_before_and_after(bench: Bench, tmp_path: Path) -> None:
    question = bench.question_about(build_archive(letters(tmp_path)))
    assert question.heading == "Unsigned: nobody vouches for it"
    assert (question.confirm, question.keys) == ("Install it unsigned", ())
    state = bench.confirmed()
    assert state.said.endswith("It is unsigned.")
    assert (state.installed[0].vouched, state.installed[0].is_unsigned) == ("Unsigned: nobody vouches for it", True)


def test_a_pack_that_is_there_already_leaves_nothing_to_do(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    question = bench.question_about(signed(tmp_path))
    assert (question.heading, question.can_confirm, question.decline) == ("Installed already", False, "Close")


def test_a_refusal_says_why_asks_nothing_and_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    before = rows(bench.vault)
    state = bench.looked_at(signed(tmp_path, 6))
    assert (state.question, state.busy) == (None, None)
    assert state.problem is not None
    assert state.problem.happened == "This is revision 6 of “Letters”; revision 7 was installed."
    assert "what was installed before is unchanged" in state.problem.safe
    bench.confirmed()
    assert rows(bench.vault) == before
    assert bench.looked_at(signed(tmp_path, 8)).problem is None


def test_declining_changes_nothing_and_a_second_answer_does_nothing(bench: Bench, tmp_path: Path) -> None:
    before = rows(bench.vault)
    bench.question_about(signed(tmp_path))
    bench.presenter.dismiss()
    assert bench.confirmed().question is None
    assert rows(bench.vault) == before


def test_a_file_that_is_left_while_it_is_looked_at_asks_nothing(bench: Bench, tmp_path: Path) -> None:
    bench.desk.file.write_bytes(signed(tmp_path))
    bench.presenter.look_at(bench.desk.file)
    assert bench.page.now().busy == LOOKING
    bench.presenter.dismiss()
    bench.dispatcher.run()
    assert (bench.page.now().question, bench.page.now().busy) == (None, None)
    assert bench.question_about(signed(tmp_path)).title == "Letters"


@pytest.mark.parametrize(
    ("archive", "is_unsigned"), [(signed, False), (lambda folder: build_archive(letters(folder)), True)]
)
def test_removing_says_what_stays_and_keeps_what_was_finished(
    bench: Bench, tmp_path: Path, archive: Callable[[Path], bytes], *, is_unsigned: bool
) -> None:
    bench.desk.install(archive(tmp_path), UNSIGNED if is_unsigned else Choice())
    bench.wait(bench.practice.finish(bench.scored()))
    assert bench.refreshed().finished == ()
    state = bench.removed()
    assert (state.installed, state.busy) == ((), None)
    assert bench.page.offered == ["“Letters” was removed. What you finished with it can still be read."]
    assert bench.vault.installed.get(ID) is None
    (row,) = state.finished
    expected = "Letters · unsigned pack · finished on " if is_unsigned else "Letters · finished on "
    assert (row.title, row.when[: len(expected)]) == ("A letter", expected)


def test_a_removed_pack_is_had_back_with_its_briefings(bench: Bench, tmp_path: Path) -> None:
    bench.desk.install(signed(tmp_path))
    bench.refreshed()
    bench.removed()
    bench.page.undo()
    bench.dispatcher.run()
    state = bench.page.now()
    assert state.said == "“Letters” is back."
    assert [(row.title, len(row.briefings)) for row in state.installed] == [("Letters", 1)]
    assert bench.remembered() == public(KEY)


def test_an_unreadable_pack_is_named_and_can_be_removed(bench: Bench) -> None:
    bench.vault.installed.install(Claim("org.example.damaged", None, 1, "ab" * 32), "Damaged", "1.0.0", b"no archive")
    (row,) = bench.refreshed().not_shown
    assert row.problem.happened.startswith("“Damaged”, which you installed, cannot be read any more")
    assert bench.removed(row.pack_id).not_shown == ()
    assert bench.vault.installed.list() == ()


def long_winded(folder: Path) -> Pack:
    files = good_files()
    for key, value in (("title", "Letters"), ("summary", "One letter, read closely.")):
        line, long = f'{key} = "{value}"'.encode(), f'{key} = "{"word " * 3000}"'.encode()
        files["pack.toml"] = files["pack.toml"].replace(line, long)
    return read_pack(write_files(folder / "long", files))


def test_a_long_winded_author_does_not_push_the_warning_out_of_sight(bench: Bench, tmp_path: Path) -> None:
    question = bench.question_about(build_archive(long_winded(tmp_path)))
    assert question.pack is not None
    assert (len(question.title) <= 120, len(question.pack.summary) <= 400) == (True, True)


def test_what_was_said_at_the_last_visit_is_said_no_more_and_a_question_stays(bench: Bench, tmp_path: Path) -> None:
    bench.question_about(signed(tmp_path))
    assert bench.refreshed().question is not None
    assert bench.confirmed().said
    assert bench.refreshed().said == ""


def test_a_mistake_of_ours_is_not_shown_as_a_refusal(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    broken: Future[Prospect] = Future()
    broken.set_exception(RuntimeError("ours"))
    monkeypatch.setattr(bench.desk.installing, "look_at", lambda _: broken)
    bench.presenter.look_at(bench.desk.file)
    with pytest.raises(RuntimeError, match="ours"):
        bench.dispatcher.run()
    assert (bench.page.now().busy, bench.page.now().problem) == (None, None)
