"""The starter models: which files, how they are recognised, and what they can be trusted with."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.inference.states import WorkerSpec
from closeddoor.language import tr
from closeddoor.wire.messages import Mode
from closeddoor.wire.model_headers import UNKNOWN_SHAPE, Shape


@dataclass(frozen=True)
class StarterModel:
    """A model file that comes with the application. `size_bytes` and `context_tokens` are for showing beforehand."""

    mode: Mode
    title: str
    file_name: str
    sha256: str
    size_bytes: int
    licence: str
    context_tokens: int
    trusted_with: str
    shape: Shape = UNKNOWN_SHAPE

    def find(self, folders: Iterable[Path]) -> Path:
        """Return the file in the first folder that has it; raises `KnownError` naming how to get it."""
        for folder in folders:
            if (path := folder / self.file_name).is_file():
                return path
        raise KnownError(
            "model.missing",
            tr(
                "The starter model {title} ({file_name}) is not on this computer.",
                title=self.title,
                file_name=self.file_name,
            ),
            tr("Nothing else is affected."),
            tr("Fetch it with `make models`."),
        )

    def spec(self, folders: Iterable[Path]) -> WorkerSpec:
        """Return what a `WorkerClient` needs to load this model; raises `KnownError` as `find` does."""
        return WorkerSpec(self.mode, self.find(folders), self.sha256, self.context_tokens)


STARTER_CHAT = StarterModel(
    mode="chat",
    title="SmolLM2 135M Instruct",
    file_name="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size_bytes=98_362_432,
    licence="Apache-2.0",
    context_tokens=8192,
    trusted_with=(
        tr(
            "A demonstration of private conversation only. It is too small to be right about anything; nothing that"
            " scores depends on it."
        )
    ),
    shape=Shape(
        parameters=134_515_008,
        context_tokens=8192,
        layers=30,
        embedding=576,
        heads=9,
        kv_layers=30,
        kv_heads=3,
        key_length=64,
        value_length=64,
        feed_forward=1536,
        vocabulary=49_152,
    ),
)
STARTER_EMBEDDING = StarterModel(
    mode="embed",
    title="all-MiniLM-L6-v2",
    file_name="all-MiniLM-L6-v2.F16.gguf",
    sha256="0f9f9dc87a0487a2a3a961465e0183699a82d7b5d071bdd2aae5d133a7271ab9",
    size_bytes=46_223_264,
    licence="Apache-2.0",
    context_tokens=512,
    trusted_with=tr("Comparing English sentences by meaning. It hardly sees negation; the grader allows for that."),
)
STARTER_MODELS = (STARTER_CHAT, STARTER_EMBEDDING)
