"""Which model may put replies in its own words; and the starter, made to, never shows what is not beyond doubt."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.models import LEAST_TO_REPHRASE, Models
from closeddoor.domain.ports import ChatMessage, ChatModel, ContextUse, Generation, Reply, Sampling
from closeddoor.domain.tasks.interview import Answer, InterviewTask
from closeddoor.grading.rephrasing import wording_fault
from closeddoor.inference.model_places import ModelPlace
from closeddoor.inference.states import WorkerState
from closeddoor.inference.taking import ChosenModel, Taking
from closeddoor.inference.waiting import wait
from closeddoor.packs import read_pack
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.services.rephrasing import RephrasingService
from closeddoor.text.sentences import split_sentences
from closeddoor.wire.messages import Ready
from tests.fakes.model_headers import look
from tests.inference.gguf_bytes import gguf
from tests.inference.starter import FOLDER, NEEDS_CHAT, NEEDS_EMBEDDING

PACK = Path(__file__).parents[2] / "scenarios" / "vendor-proposals"


@pytest.fixture
def models(qtbot: QtBot) -> Iterator[Models]:
    assert qtbot
    parent = QObject()
    models = Models([FOLDER], parent)
    yield models
    models.close()
    parent.deleteLater()


@pytest.fixture
def choice(tmp_path: Path) -> ChosenModel:
    (tmp_path / "phi-4.gguf").write_bytes(gguf())
    taken = Taking(look([ModelPlace("An app", tmp_path)]).models[0], None).advance(60.0)
    assert taken is not None
    return taken


def loaded(models: Models, parameters: int) -> None:
    assert models.chat_client is not None
    ready = Ready("llama", "", 4096, 0, "chatml", format_known=True, parameters=parameters)
    models.chat_client._set_state(WorkerState("ready", model=ready))


@NEEDS_CHAT
def test_only_a_loaded_model_of_the_user_of_a_fair_size_may(models: Models, choice: ChosenModel) -> None:
    loaded(models, 8 * LEAST_TO_REPHRASE)
    assert not models.can_rephrase  # the starter, whatever it says of itself
    models.use(choice)
    assert not models.can_rephrase
    loaded(models, LEAST_TO_REPHRASE - 1)
    assert not models.can_rephrase
    loaded(models, LEAST_TO_REPHRASE)
    assert models.can_rephrase


@NEEDS_CHAT
def test_the_starter_is_not_loaded_for_it(models: Models) -> None:
    models.prepare_to_rephrase()
    assert models.chat_client is not None
    assert models.chat_client.state.phase == "absent"


class Forced:
    """Takes whatever model there is for capable."""

    can_rephrase = True

    def prepare_to_rephrase(self) -> None:
        """It is loaded with the first request."""


class Cut:
    """A chat model whose replies end after their first sentence: the starter hardly ever ends one by itself."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.said: list[str] = []

    def generate(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        on_text: Callable[[str], None],
        *,
        is_private: bool = False,
    ) -> "CutGeneration":
        brief = replace(sampling, max_tokens=min(24, sampling.max_tokens))
        return CutGeneration(self._model.generate(messages, brief, on_text, is_private=is_private), self.said)

    def forget_private(self) -> None:
        self._model.forget_private()

    def context_use(self, messages: Sequence[ChatMessage]) -> Future[ContextUse]:
        return self._model.context_use(messages)


class CutGeneration:
    def __init__(self, generation: Generation, said: list[str]) -> None:
        self._generation = generation
        self.future: Future[Reply] = Future()

        def cut(done: Future[Reply]) -> None:
            said.append("".join(each.text for each in split_sentences(done.result().text)[:1]))
            self.future.set_result(replace(done.result(), text=said[-1], finish="end"))

        generation.future.add_done_callback(cut)

    def stop(self) -> None:
        self._generation.stop()


@pytest.mark.real_model
@NEEDS_CHAT
@NEEDS_EMBEDDING
def test_whatever_the_starter_writes_what_is_shown_passes_the_checks(
    models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = next(each for each in read_pack(PACK).scenarios if any(isinstance(t, InterviewTask) for t in each.tasks))
    task = next(each for each in scenario.tasks if isinstance(each, InterviewTask))
    dispatcher = QtDispatcher(models)
    monkeypatch.setattr("closeddoor.services.rephrasing.LONGEST_S", 60.0)  # a busy machine
    model = Cut(models.chat)
    service = RephrasingService(model, models.embedder, dispatcher, Forced(), lambda _: ())
    wait(models.chat.context_use([ChatMessage("user", "Load.")]), 60.0)
    persona = task.persona
    replies = [persona.unclear, task.facts[0].says]
    written = 0
    for says in replies:
        rephrasing = service.begin("en", scenario, task, "What does it cost?", Answer(says, "deflects"))
        assert rephrasing is not None
        wording = wait(rephrasing.future, 60.0)
        assert not wording_fault(says, wording or says)
        written += bool(wording)
    assert len(model.said) == len(replies)
    print(f"in the starter's words: {written} of {len(replies)}")
