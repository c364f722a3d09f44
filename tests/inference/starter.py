"""The starter models as tests use them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING, StarterModel
from closeddoor.inference.client import WorkerClient
from closeddoor.wire.messages import Turn

Connect = Callable[..., WorkerClient]
"""The `connect` fixture: a spec, and perhaps timeouts, to a client."""

FOLDER = Path(__file__).parents[2] / "models"


def needs(model: StarterModel) -> pytest.MarkDecorator:
    missing = not (FOLDER / model.file_name).is_file()
    return pytest.mark.skipif(missing, reason=f"models/{model.file_name} is missing; `make models` fetches it")


NEEDS_CHAT, NEEDS_EMBEDDING = needs(STARTER_CHAT), needs(STARTER_EMBEDDING)


def user(text: str) -> list[Turn]:
    return [Turn("user", text)]
