"""What is known of the chat model in use, collected from where it is known."""

from collections.abc import Callable
from pathlib import Path

from closeddoor.bootstrap.models import Models
from closeddoor.domain.errors import KnownError
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.model_names import quantisation_in
from closeddoor.inference.process_memory import resident_bytes
from closeddoor.inference.states import WorkerSpec, WorkerState
from closeddoor.inference.taking import ChosenModel
from closeddoor.language import tr
from closeddoor.presenters.models.in_use import InHand, Speed

NO_GRAPHICS = tr("The processor alone: this build of the engine uses no graphics processor")
GRAPHICS = tr("A graphics processor, as far as the model fits on it; its makers could not test that")

Speeds = Callable[[str], Speed | None]
"""Returns how fast the file of a SHA-256 was here."""


def in_hand(models: Models, speed_of: Speeds) -> InHand:
    """Return what is known of the model in use; asks the disk whether its file is there."""
    client, choice = models.chat_client, models.choice
    state = client.state if client is not None else WorkerState()
    try:
        spec, missing = models.spec(), None
    except KnownError as error:
        spec, missing = None, error
    sha256 = choice.sha256 if choice else STARTER_CHAT.sha256
    return InHand(
        name=choice.name if choice else STARTER_CHAT.title,
        caveat=models.caveat,
        state=state,
        is_starter=choice is None,
        path=_path(choice, spec),
        size_bytes=choice.identity.size_bytes if choice else STARTER_CHAT.size_bytes,
        quantisation=choice.quantisation if choice else quantisation_in(STARTER_CHAT.file_name),
        licence=choice.licence if choice else STARTER_CHAT.licence,
        sha256=sha256,
        context_tokens=_context_tokens(choice, state),
        memory_bytes=resident_bytes(client.process_id) if client and client.process_id else None,
        speed=speed_of(sha256),
        processor=_processor(state),
        missing=missing if state.model is None else None,  # one that is loaded needs its file no more
    )


def _path(choice: ChosenModel | None, spec: WorkerSpec | None) -> Path | None:
    return spec.model_path if spec else choice.path if choice else None


def _context_tokens(choice: ChosenModel | None, state: WorkerState) -> int:
    if state.model is not None:
        return state.model.context_tokens
    return choice.shape.context_tokens if choice else STARTER_CHAT.context_tokens


def _processor(state: WorkerState) -> str:
    if state.model is None:
        return ""
    return GRAPHICS if state.model.gpu else NO_GRAPHICS
