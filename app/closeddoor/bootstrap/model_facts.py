"""What is known of the chat model in use, collected from where it is known."""

from collections.abc import Callable
from pathlib import Path

from closeddoor.bootstrap.models import Models
from closeddoor.domain.errors import KnownError
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.fit import free_bytes, total_bytes
from closeddoor.inference.judged_model import FoundModel
from closeddoor.inference.model_names import quantisation_in
from closeddoor.inference.process_memory import resident_bytes
from closeddoor.inference.states import WorkerSpec, WorkerState
from closeddoor.inference.taking import ChosenModel
from closeddoor.language import tr
from closeddoor.presenters.models.fitting import fit_in_words, needed_bytes
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
        memory_bytes=held_bytes(models),
        needed_bytes=needed_bytes(choice.shape, choice.identity.size_bytes) if choice else starter_needs(),
        free_bytes=free_bytes(),
        speed=speed_of(sha256),
        processor=_processor(state),
        missing=missing if state.model is None else None,  # one that is loaded needs its file no more
    )


def held_bytes(models: Models) -> int | None:
    """Return what the process of the chat model holds in memory now; None where there is none."""
    client = models.chat_client
    return resident_bytes(client.process_id) if client is not None and client.process_id else None


def starter_needs() -> int | None:
    """Return what the model that comes along takes."""
    return needed_bytes(STARTER_CHAT.shape, STARTER_CHAT.size_bytes)


def fit_of(models: Models, model: FoundModel) -> str:
    """Return in words how a model would fit in the place of the one in use, whose memory it gets."""
    free = free_bytes()
    room = None if free is None else free + (held_bytes(models) or 0)
    return fit_in_words(model.shape, model.identity.size_bytes, room, total_bytes())


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
