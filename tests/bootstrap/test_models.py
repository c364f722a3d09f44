import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.models import NO_FORMAT, UNCHECKED, Models, chat_spec
from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, Sampling
from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_MODELS
from closeddoor.inference.model_places import ModelPlace
from closeddoor.inference.reading.headers import HeaderClient
from closeddoor.inference.states import WorkerState
from closeddoor.inference.taking import ChosenModel, Taking
from closeddoor.inference.waiting import wait
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.services.found_models import FoundModelService, Work, chosen_model
from closeddoor.vault.vault import Vault
from closeddoor.wire.messages import FileIdentity, Ready
from tests.fakes.model_headers import look
from tests.fakes.ports import InlineExecutor
from tests.inference.gguf_bytes import gguf
from tests.inference.starter import FOLDER, NEEDS_CHAT


@pytest.fixture
def choice(tmp_path: Path) -> ChosenModel:
    (tmp_path / "phi-4.gguf").write_bytes(gguf())
    taken = Taking(look([ModelPlace("An app", tmp_path)]).models[0], None).advance(60.0)
    assert taken is not None
    return taken


def test_another_model_takes_the_place_of_the_one_in_use(qtbot: QtBot, choice: ChosenModel) -> None:
    assert qtbot
    parent = QObject()
    models = Models([], parent)
    chat = models.chat
    models.use(choice)
    assert (models.chat, models.name, models.caveat) == (chat, "phi-4, on this laptop", UNCHECKED)
    client = models.chat_client
    assert client is not None
    assert (client._spec.model_path, client._spec.sha256) == (choice.path, choice.sha256)
    with qtbot.waitSignal(models.chat_state_changed):
        client.state_changed.emit(client.state)
    models.use(choice)
    assert models.chat_client is client
    models.use(None)
    assert models.name.startswith("SmolLM2")
    parent.deleteLater()


def failures(models: Models) -> tuple[KnownError, ...]:
    """Ask both models for something, and return what they fail with."""
    reply = models.chat.generate([ChatMessage("user", "Hello")], Sampling(), lambda _: None).future
    errors = []
    for wait_for in (partial(wait, reply, 60.0), partial(wait, models.embedder.embed([""]), 60.0)):
        with pytest.raises(KnownError) as caught:
            wait_for()
        errors.append(caught.value)
    return tuple(errors)


def test_a_model_that_is_put_back_is_used_without_a_new_start(qtbot: QtBot, tmp_path: Path) -> None:
    """Empty files do: that they are found and handed to a worker is what counts here."""
    assert qtbot
    parent = QObject()
    models = Models([tmp_path], parent)
    assert {error.code for error in failures(models)} == {"model.missing"}
    for model in STARTER_MODELS:
        (tmp_path / model.file_name).touch()
    told: list[WorkerState] = []
    models.chat_state_changed.connect(told.append)
    assert {error.code for error in failures(models)} == {"model.not_gguf"}
    assert told[0].phase == "starting"
    models.close()
    parent.deleteLater()


def test_a_page_that_opens_looks_for_a_model_that_was_missing_and_a_closed_one_no_more(
    qtbot: QtBot, tmp_path: Path
) -> None:
    assert qtbot
    parent = QObject()
    models = Models([tmp_path], parent)
    models.start_chat()
    assert models.chat_client is None
    models.close()
    for model in STARTER_MODELS:
        (tmp_path / model.file_name).touch()
    models.start_chat()
    models.embedder.embed([""])
    assert (models.chat_client, models.embedding_client) == (None, None)
    parent.deleteLater()


def test_a_model_that_went_away_is_said_and_not_replaced_in_silence(qtbot: QtBot, choice: ChosenModel) -> None:
    assert qtbot
    choice.path.unlink()
    with pytest.raises(KnownError, match="changed or gone away"):
        chat_spec([], choice)
    parent = QObject()
    models = Models([], parent)
    models.use(choice)
    reply = models.chat.generate([ChatMessage("user", "Hello")], Sampling(), lambda _: None).future
    assert isinstance(reply.exception(), KnownError)
    assert "phi-4" in str(reply.exception())
    parent.deleteLater()


@pytest.mark.real_model
@NEEDS_CHAT
@pytest.mark.parametrize("is_copy", [False, True])
def test_a_model_of_another_application_answers(qtbot: QtBot, tmp_path: Path, *, is_copy: bool) -> None:
    assert qtbot
    place = tmp_path / "app" / "publisher" / "SmolLM2-GGUF"
    place.mkdir(parents=True)
    shutil.copy(FOLDER / STARTER_CHAT.file_name, place)
    (model,) = look([ModelPlace("An app", tmp_path / "app")]).models
    taking = Taking(model, tmp_path / "profile" / "models" if is_copy else None)
    while (taken := taking.advance(0.05)) is None:
        pass
    assert (taken.sha256, taken.is_copy) == (STARTER_CHAT.sha256, is_copy)
    parent = QObject()
    models = Models([], parent)
    models.use(taken)
    reply = models.chat.generate([ChatMessage("user", "Say yes.")], Sampling(max_tokens=4), lambda _: None)
    assert wait(reply.future, 60.0).text
    models.close()
    parent.deleteLater()


def test_a_model_without_a_format_of_ours_is_said_to_be_spoken_to_in_plain_text(
    qtbot: QtBot, choice: ChosenModel
) -> None:
    assert qtbot
    parent = QObject()
    models = Models([], parent)
    models.use(choice)
    assert models.chat_client is not None
    for is_known, expected in ((True, UNCHECKED), (False, f"{UNCHECKED} {NO_FORMAT}")):
        ready = Ready("falcon", "", 512, 0, "plain", format_known=is_known)
        models.chat_client._set_state(WorkerState("ready", model=ready))
        assert models.caveat == expected
    parent.deleteLater()


@pytest.mark.real_model
@NEEDS_CHAT
def test_a_file_that_the_user_picked_is_read_by_the_reader_taken_hashed_once_and_answers(qtbot: QtBot) -> None:
    parent, vault, jobs = QObject(), Vault.in_memory(), ThreadPoolExecutor(1)
    headers = HeaderClient(parent)
    work = Work(InlineExecutor(), jobs, QtDispatcher(parent))
    service = FoundModelService(vault, (), Path("/nowhere"), work, headers)
    model = wait(service.pick(FOLDER / STARTER_CHAT.file_name), 20.0)
    assert (model.architecture, model.quantisation) == ("llama", "Q4_1")
    taken = wait(service.take(model, copies=False, on_progress=lambda _: None).future, 60.0)
    assert taken.sha256 == STARTER_CHAT.sha256
    assert taken.verified == FileIdentity.of(taken.path.stat())

    models = Models([], parent)
    old = replace(taken, identity=replace(taken.identity, changed_ns=0))  # as it was kept before times were relied on
    models.use(old)
    service.remember(old)
    with qtbot.waitSignal(models.choice_verified, timeout=60_000) as told:
        reply = models.chat.generate([ChatMessage("user", "Say yes.")], Sampling(max_tokens=4), lambda _: None)
    assert told.args == [taken]
    service.remember_verified(taken)
    assert chosen_model(vault) == taken
    assert wait(reply.future, 60.0).text
    models.close()
    headers.close()
    vault.close()
    jobs.shutdown()
    parent.deleteLater()
