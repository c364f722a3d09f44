"""A model whose file goes away, is cut short or replaced, and one that cannot be loaded: said, and over at once."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.model_places import ModelPlace
from closeddoor.inference.taking import Taking
from tests.e2e.lone_bench import QUESTION, LoneBench
from tests.e2e.running import NEEDS_MODELS
from tests.fakes.model_headers import look
from tests.inference.gguf_bytes import gguf

pytestmark = [pytest.mark.real_model, NEEDS_MODELS, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def application(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoneBench]:
    bench = LoneBench(qapp, tmp_path_factory.mktemp("lone"))
    yield bench
    bench.close()
    bench.patch.undo()


@pytest.fixture
def bench(application: LoneBench) -> LoneBench:
    """Return the application at an empty conversation, its model whole."""
    application.put(STARTER_CHAT)
    application.go("sandbox")
    application.session.sandbox.start_new()
    return application


def begin_and_kill(bench: LoneBench) -> None:
    """Have the system end the worker in the middle of a reply, as it does where memory runs out."""
    bench.begin(QUESTION)
    bench.first_words()
    bench.kill_worker()
    bench.end_of_turn()


def it_goes_on(bench: LoneBench) -> None:
    """See that the model is back without a new start, once its file is."""
    bench.put(STARTER_CHAT)
    bench.answer_again()
    assert bench.told == ""
    assert bench.rows[-1].text


def cut_short(path: Path) -> None:
    os.truncate(path, 4096)


def replace_by_another(path: Path) -> None:
    path.write_bytes(gguf())


def replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [Path.unlink, cut_short])
def test_what_becomes_of_a_file_in_the_middle_of_a_reply_takes_nothing_of_it(
    bench: LoneBench, spoil: Callable[[Path], None]
) -> None:
    bench.begin(QUESTION)
    bench.first_words()
    spoil(bench.path())
    said = len(bench.rows[-1].text)
    bench.wait_until(lambda: len(bench.rows[-1].text) > said or not bench.session.chat.is_writing, "more words")
    bench.session.chat.stop()
    bench.end_of_turn()
    assert len(bench.rows[-1].text) >= said
    assert bench.told in {"", "The model ended unexpectedly."}
    bench.kill_worker()
    it_goes_on(bench)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (Path.unlink, "The model file is not where it was. Put it back"),
        (cut_short, "its checksum differs, so it was not loaded. Choose another model file"),
        (replace_by_another, "its checksum differs, so it was not loaded. Choose another model file"),
        (replace_by_a_folder, "The model file cannot be read. Check that your account may open it."),
    ],
)
def test_a_file_spoilt_between_two_loads_is_said_with_a_way_out(
    bench: LoneBench, spoil: Callable[[Path], None], says: str
) -> None:
    begin_and_kill(bench)
    assert bench.rows[-1].note.startswith("Interrupted")
    assert "memory ran out" in bench.told
    spoil(bench.path())
    bench.answer_again()
    assert says in bench.told
    if bench.path().is_dir():
        bench.path().rmdir()
    it_goes_on(bench)


def test_a_chosen_model_that_cannot_be_loaded_says_so_and_another_takes_its_place(
    bench: LoneBench, tmp_path: Path
) -> None:
    (tmp_path / "phi-4.gguf").write_bytes(gguf())
    taken = Taking(look([ModelPlace("An app", tmp_path)]).models[0], None).advance(60.0)
    assert taken is not None
    bench.application.models.use(taken)
    bench.send(QUESTION)
    assert "was not loaded. Choose another model file in the model room" in bench.told
    assert [row.text for row in bench.rows] == [QUESTION]
    (tmp_path / "phi-4.gguf").unlink()
    bench.answer_again()
    assert "not where it was" in bench.told
    bench.application.models.use(taken)
    bench.application.models.use(None)
    it_goes_on(bench)
