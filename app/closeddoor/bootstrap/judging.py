"""Measuring a model without a window: its worker, the grader with its own, and nothing else."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from closeddoor.bootstrap.models import embedder_at
from closeddoor.domain.qualification import JudgedModel
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.inference.chat import LocalChatModel
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import ensure_application
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.services.qualification import Means, Measuring


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


def judged_model(sha256: str, name: str, client: WorkerClient) -> JudgedModel:
    """Return which model a client holds; the build is known once it is loaded, and empty before."""
    ready = client.state.model
    return JudgedModel(sha256, ready.build if ready else "", name)
