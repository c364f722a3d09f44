"""The model page over made folders and a vault in memory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.inference import taking
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.model_places import ModelPlace
from closeddoor.inference.taking import ChosenModel
from closeddoor.policy.in_force import follow
from closeddoor.presenters.models.choosing import CUT_OFF, NOTHING_FOUND, ChoosingPresenter
from closeddoor.presenters.models.shown import Shown
from closeddoor.presenters.states.models import ModelsViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services import found_models
from closeddoor.services.found_models import FoundModelService, Work, chosen_model
from closeddoor.vault.vault import Vault
from tests.fakes.model_headers import InlineHeaders
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.inference.gguf_bytes import gguf
from tests.policy.policies import policy_of
from tests.presenters.recording import RecordingPage

STARTER = "The starter, on this laptop"


class FakeModels:
    """Says which model is in use."""

    def __init__(self) -> None:
        self.used: list[ChosenModel | None] = []

    @property
    def choice(self) -> ChosenModel | None:
        return self.used[-1] if self.used else None

    @property
    def starter_line(self) -> str:
        return STARTER

    def use(self, choice: ChosenModel | None) -> None:
        self.used.append(choice)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.models = FakeModels()
        self.vault = Vault.in_memory()
        self.dispatcher = QueueDispatcher()
        self.page = RecordingPage[ModelsViewState]()
        work = Work(InlineExecutor(), InlineExecutor(), self.dispatcher)
        places = (ModelPlace("An app", folder / "app"), ModelPlace("Another", Path("/mnt/other")))
        self.service = service = FoundModelService(
            self.vault, places, folder / "profile" / "models", work, InlineHeaders()
        )
        state = ModelsViewState("ask", places=tuple(f"{place.app}: {place.shown(folder)}" for place in places))
        self.presenter = ChoosingPresenter(
            Shown(self.page, state), service, self.models, self.dispatcher, lambda model: f"Fits {model.name}"
        )
        self.names_before: list[str] = []
        self.presenter.model_changed.connect(self.names_before.append)
        (folder / "app").mkdir()

    def put(self, name: str, size: int = 0) -> Path:
        path = self.folder / "app" / name
        path.write_bytes(gguf() + bytes(size))
        return path

    def now(self) -> ModelsViewState:
        return self.page.now()

    def look(self) -> None:
        self.presenter.look()
        self.dispatcher.run()


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    assert qtbot
    bench = Bench(tmp_path)
    yield bench
    bench.vault.close()


def test_nothing_is_read_before_the_user_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    monkeypatch.setattr(found_models, "Look", looked.append)
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert (bench.now().phase, bench.now().places) == ("ask", ("An app: ~/app", "Another: /mnt/other"))
    assert looked == []


def test_what_is_found_is_listed_with_the_starter_and_what_was_passed_over(bench: Bench) -> None:
    bench.put("phi-4.gguf")
    bench.put("llama.gguf", 3_000_000)
    (bench.folder / "app" / "half.gguf.part").touch()
    bench.presenter.look()
    assert bench.now().phase == "looking"
    bench.dispatcher.run()
    rows = [(row.name, row.detail) for row in bench.now().rows]
    assert rows[0] == (STARTER, "Comes with Closed Door")
    said = "licence not said"
    assert rows[1:] == [
        ("llama", f"An app · 3 MB · Q4_K_M · {said}"),
        ("phi-4", f"An app · {len(gguf())} bytes · Q4_K_M · {said}"),
    ]
    assert [row.fit for row in bench.now().rows] == ["", "Fits llama", "Fits phi-4"]
    assert (bench.now().found_line, bench.now().chosen) == ("2 found.", None)
    assert bench.now().passed_over == ("half.gguf.part (An app): not downloaded to its end.",)


def test_nothing_found_leaves_the_starter(bench: Bench) -> None:
    bench.look()
    assert (bench.now().found_line, len(bench.now().rows)) == (NOTHING_FOUND, 1)


@pytest.mark.parametrize("copies", [False, True])
def test_a_model_is_taken_remembered_and_put_to_use(bench: Bench, copies: bool) -> None:  # noqa: FBT001 - a table
    path = bench.put("phi-4.gguf")
    bench.look()
    (bench.presenter.copy if copies else bench.presenter.use_in_place)()
    bench.dispatcher.run()
    (used,) = bench.models.used
    assert used is not None
    assert (used.is_copy, used.path == path) == (copies, not copies)
    assert chosen_model(bench.vault) == used
    assert (bench.now().phase, bench.now().busy, bench.names_before) == ("list", None, [STARTER_CHAT.title])
    assert "phi-4 from now on" in bench.now().done_line


def test_the_starter_can_be_chosen_again(bench: Bench) -> None:
    bench.put("phi-4.gguf")
    bench.look()
    bench.presenter.use_in_place()
    bench.dispatcher.run()
    bench.presenter.choose(0)
    bench.presenter.use_in_place()
    bench.dispatcher.run()
    assert bench.models.used[-1] is None
    assert chosen_model(bench.vault) is None


def test_taking_shows_how_far_it_is_and_can_be_given_up(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "CHUNK_BYTES", 1000)
    monkeypatch.setattr(found_models, "STEP_S", 0.0)
    bench.put("phi-4.gguf", 100_000)
    bench.look()
    bench.presenter.copy()
    for _ in range(4):
        bench.dispatcher._ready.popleft()()
    busy = bench.now().busy
    assert busy is not None
    assert (bench.now().phase, busy.can_cancel) == ("taking", True)
    assert 0 < (busy.fraction or 0) < 1
    bench.presenter.cancel()
    bench.dispatcher.run()
    problem = bench.now().problem
    assert problem is not None
    assert "not taken" in problem.happened
    assert (bench.now().busy, bench.now().phase, bench.models.used) == (None, "list", [])
    assert list((bench.folder / "profile" / "models").iterdir()) == []
    bench.presenter.use_in_place()
    bench.dispatcher.run()
    assert len(bench.models.used) == 1


def test_a_copy_under_way_leaves_nothing_when_the_application_ends(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "CHUNK_BYTES", 1000)
    monkeypatch.setattr(found_models, "STEP_S", 0.0)
    copies = bench.folder / "profile" / "models"
    bench.presenter.end()
    bench.put("phi-4.gguf", 100_000)
    bench.look()
    bench.presenter.copy()
    bench.dispatcher._ready.popleft()()
    assert len(list(copies.iterdir())) == 1
    bench.presenter.end()
    assert list(copies.iterdir()) == []
    shown = len(bench.page.states)
    bench.dispatcher.run()
    assert (list(copies.iterdir()), bench.models.used, len(bench.page.states)) == ([], [], shown)


def test_a_visit_sweeps_nothing_because_a_copy_may_be_under_way(bench: Bench) -> None:
    copies = bench.folder / "profile" / "models"
    copies.mkdir(parents=True)
    left = copies / f"{'0a' * 8}.part"
    left.touch()
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert left.exists()


def test_a_file_that_went_away_is_said_and_the_list_stays(bench: Bench) -> None:
    path = bench.put("phi-4.gguf")
    bench.look()
    path.unlink()
    bench.presenter.use_in_place()
    bench.dispatcher.run()
    problem = bench.now().problem
    assert problem is not None
    assert "went away" in problem.happened
    assert (len(bench.now().rows), chosen_model(bench.vault)) == (2, None)


def test_a_file_of_the_users_own_is_put_into_the_list_marked_and_used(bench: Bench) -> None:
    path = bench.folder / "my model.gguf"
    path.write_bytes(gguf())
    bench.presenter.pick([path])
    assert bench.now().phase == "picking"
    bench.presenter.pick([path])  # a second one while the first is read is nothing
    bench.dispatcher.run()
    assert [row.name for row in bench.now().rows] == [STARTER, "my model"]
    assert (bench.now().phase, bench.now().chosen, bench.now().has_looked) == ("list", 1, False)
    bench.put("phi-4.gguf")
    bench.presenter.look_again()
    assert bench.now().phase == "ask", "the places are named before they are looked through"
    bench.look()
    bench.presenter.pick([path])
    bench.dispatcher.run()
    bench.presenter.pick([path])
    bench.dispatcher.run()
    assert [row.name for row in bench.now().rows] == [STARTER, "phi-4", "my model"]
    assert bench.now().chosen == 2
    bench.presenter.use_in_place()
    bench.dispatcher.run()
    assert [used.path for used in bench.models.used if used] == [path]
    bench.presenter.look_again()
    assert bench.now().phase == "looking"


def test_what_is_no_model_is_said_and_the_page_stays_as_it_was(bench: Bench) -> None:
    bench.put("phi-4.gguf")
    bench.look()
    before = bench.now()
    (bench.folder / "minutes.docx").write_text("minutes")
    for untrusted, word in (
        ([bench.folder / "minutes.docx"], "not a model"),
        ([bench.folder], "is a folder"),
        ([bench.folder / "gone.gguf"], "not there any more"),
        ([bench.folder / "a", bench.folder / "b"], "Several files"),
    ):
        bench.presenter.pick(untrusted)
        bench.dispatcher.run()
        problem = bench.now().problem
        assert problem is not None
        assert word in problem.happened
        assert (bench.now().phase, bench.now().rows, bench.now().busy) == (before.phase, before.rows, None)


def test_that_a_file_was_hashed_is_kept_for_the_model_in_use_alone(bench: Bench) -> None:
    bench.put("phi-4.gguf")
    bench.look()
    bench.presenter.use_in_place()
    bench.dispatcher.run()
    (choice,) = (each for each in bench.models.used if each)
    verified = replace(choice, identity=replace(choice.identity, changed_ns=5))
    bench.service.remember_verified(verified)
    bench.service.remember_verified(replace(verified, sha256="another"))
    bench.dispatcher.run()
    assert chosen_model(bench.vault) == verified
    bench.presenter.choose(0)
    bench.presenter.use_in_place()
    bench.service.remember_verified(verified)
    bench.dispatcher.run()
    assert chosen_model(bench.vault) is None, "another was chosen meanwhile"


def test_the_model_before_is_one_press_away(bench: Bench) -> None:
    bench.presenter.go_back()
    bench.dispatcher.run()
    assert bench.models.used == [], "there was none before"
    bench.put("phi-4.gguf")
    bench.look()
    bench.presenter.use_in_place()
    bench.dispatcher.run()
    bench.presenter.go_back()
    bench.dispatcher.run()
    assert bench.models.used[-1] is None
    assert chosen_model(bench.vault) is None
    bench.presenter.go_back()
    bench.dispatcher.run()
    chosen = chosen_model(bench.vault)
    assert chosen is not None
    assert (chosen.name, bench.names_before) == ("phi-4", [STARTER_CHAT.title, "phi-4", STARTER_CHAT.title])


def test_the_starter_is_offered_where_the_list_with_it_does_not_show(bench: Bench) -> None:
    bench.presenter.refresh()
    assert not bench.now().offers_starter
    bench.put("phi-4.gguf")
    bench.look()
    bench.presenter.use_in_place()
    bench.dispatcher.run()
    assert not bench.now().offers_starter, "it stands in the list"
    bench.presenter._shown.state = ModelsViewState("ask")
    bench.presenter.refresh()
    assert bench.now().offers_starter
    bench.presenter.use_starter()
    bench.dispatcher.run()
    assert chosen_model(bench.vault) is None


def test_a_copy_that_was_cut_off_is_swept_and_told_once(bench: Bench) -> None:
    told: list[Problem] = []
    models = bench.folder / "profile" / "models"
    models.mkdir(parents=True)
    part = models / f"{'0a' * 8}.part"
    for is_left, count in ((False, 0), (True, 1), (False, 1)):
        if is_left:
            part.write_bytes(b"the beginning")
        bench.presenter.sweep(told.append)
        bench.dispatcher.run()
        assert (told, part.exists()) == ([CUT_OFF] * count, False)


@pytest.mark.parametrize("copies", [False, True])
def test_a_model_that_the_policy_does_not_allow_is_not_taken(bench: Bench, copies: bool) -> None:  # noqa: FBT001 - a table
    bench.put("phi-4.gguf")
    bench.look()
    follow(policy_of(models=["0" * 64]))
    (bench.presenter.copy if copies else bench.presenter.use_in_place)()
    bench.dispatcher.run()
    problem = bench.now().problem
    assert problem is not None
    assert "not one that your organisation allows" in problem.happened
    assert (bench.models.used, chosen_model(bench.vault)) == ([], None)
    assert list((bench.folder / "profile").rglob("*.gguf")) == []
