"""Measuring a model without a window: its worker, the grader with its own, and nothing else."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from closeddoor.bootstrap.models import Models, embedder_at
from closeddoor.domain.ports import ChatMessage, Dispatcher, Executor, Judgement
from closeddoor.domain.qualification import JudgedModel
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.inference.chat import LocalChatModel
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import ensure_application
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.services.qualification import Means, Measuring, no_model


@contextmanager
def measuring(spec: WorkerSpec, name: str, folders: Sequence[Path]) -> Iterator[Measuring]:
    """Make what measures the model of `spec`; both workers start when asked and end with the block."""
    application = ensure_application()
    client = WorkerClient(spec, parent=application)
    embedder, embedding_client = embedder_at(folders, application)
    jobs = ThreadPoolExecutor(1)
    means = Means(
        grader=EmbeddedGrader(embedder),
        judge=LocalChatModel(client),
        which=lambda: judged_model(spec.sha256, name, client),
        dispatcher=QtDispatcher(application),
        jobs=jobs,
    )
    try:
        yield Measuring(means)
    finally:
        for each in (client, embedding_client):
            if each is not None:
                each.close()
        jobs.shutdown()


class JudgeInUse:
    """Fits `domain.ports.JudgeModel`: asks whichever chat model is in use."""

    def __init__(self, models: Models) -> None:
        self._models = models

    def judge(self, messages: Sequence[ChatMessage], questions: Sequence[str]) -> Judgement:
        """Ask it; raises `KnownError` where there is none."""
        client = self._models.chat_client
        if client is None:
            raise no_model()
        return LocalChatModel(client).judge(messages, questions)

    def which(self) -> JudgedModel | None:
        """Return which model that is; None where its file is not there."""
        client = self._models.chat_client
        return judged_model(self._models.sha256, self._models.title, client) if client is not None else None


def means_of(models: Models, grader: EmbeddedGrader, dispatcher: Dispatcher, jobs: Executor) -> Means:
    """Return what the model in use is measured and asked with."""
    judge = JudgeInUse(models)
    return Means(grader, judge, judge.which, dispatcher, jobs)


def judged_model(sha256: str, name: str, client: WorkerClient) -> JudgedModel:
    """Return which model a client holds; the build is known once it is loaded, and empty before."""
    ready = client.state.model
    return JudgedModel(sha256, ready.build if ready else "", name)
