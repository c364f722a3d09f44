"""The starter models: which files, how they are recognised, and what they can be trusted with."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.inference.states import WorkerSpec
from closeddoor.language import tr
from closeddoor.profile import SOURCE, is_bundle
from closeddoor.wire.messages import Mode
from closeddoor.wire.model_headers import UNKNOWN_SHAPE, Shape

CHOSEN = "chosen.toml"
"""The list of the model that whoever made a bundle put into it."""


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
            self.how_to_get(),
        )

    def how_to_get(self) -> str:
        """Return what to do where the file is missing: a lite edition has no chat model, and no bundle has `make`."""
        if not is_bundle():
            return tr("Fetch it with `make models`.")
        if self.mode == "embed":
            return tr("Install Closed Door again: every edition has it.")
        return tr("Install the full edition, which has it, or choose a model file of your own in the model room.")

    def spec(self, folders: Iterable[Path]) -> WorkerSpec:
        """Return what a `WorkerClient` needs to load this model; raises `KnownError` as `find` does."""
        return WorkerSpec(
            self.mode,
            self.find(folders),
            self.sha256,
            self.context_tokens,
            shape=self.shape,
            size_bytes=self.size_bytes,
        )


_SMOLLM2 = StarterModel(
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


def chat_model_in(folder: Path, otherwise: StarterModel) -> StarterModel:
    """Return the chat model that whoever made this bundle put into `folder`; `otherwise` where they put none.

    A list that cannot be read counts as none: the model room says then that the starter model is not there.
    """
    listed = folder / CHOSEN
    if not listed.is_file():
        return otherwise
    from closeddoor.inference.chosen_model import read_chosen  # noqa: PLC0415 - only a bundle with a list has it read

    chosen = read_chosen(listed)
    if chosen is None:
        return otherwise
    return StarterModel(
        mode="chat",
        title=chosen.title,
        file_name=chosen.file_name,
        sha256=chosen.sha256,
        size_bytes=chosen.size_bytes,
        licence=chosen.licence,
        context_tokens=chosen.context_tokens,
        trusted_with=tr("It came with this installation. What it can be trusted with, the measurement tells."),
    )


STARTER_CHAT = chat_model_in(SOURCE / "models", _SMOLLM2)
STARTER_MODELS = (STARTER_CHAT, STARTER_EMBEDDING)
