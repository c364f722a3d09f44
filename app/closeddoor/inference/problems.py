"""What can go wrong with a model, in sentences; the one place where codes become words."""

import re

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.profile import is_bundle

_PLACE = re.compile(r"\w{1,60} at \w{1,60}\.py:\d{1,6}", re.ASCII)

_NOTHING_LOST = tr("Nothing you wrote is lost.")
_KEPT = tr("What it had written is kept.")
_ANOTHER_FILE = (
    tr("Choose another model file in the model room, or install Closed Door again.")
    if is_bundle()
    else tr("Choose another model file in the model room, or fetch the starter models again with `make models`.")
)
_PUT_BACK = (
    tr("Put it back, or install Closed Door again.")
    if is_bundle()
    else tr("Put it back, or fetch the starter models with `make models`.")
)
_AGAIN = tr("Try again; a fresh one is started.")

_SENTENCES: dict[str, tuple[str, str, str]] = {
    "model.missing": (
        tr("The model file is not where it was."),
        _NOTHING_LOST,
        _PUT_BACK,
    ),
    "model.unreadable": (
        tr("The model file cannot be read."),
        _NOTHING_LOST,
        tr("Check that your account may open it."),
    ),
    "model.not_gguf": (tr("This file is not a model in the GGUF format."), _NOTHING_LOST, _ANOTHER_FILE),
    "model.truncated": (
        tr("The model file is incomplete or damaged, and was not loaded."),
        _NOTHING_LOST,
        _ANOTHER_FILE,
    ),
    "model.damaged": (tr("The model file is damaged and was not loaded."), _NOTHING_LOST, _ANOTHER_FILE),
    "model.unsupported": (
        tr("This kind of model is not supported by the built-in engine."),
        _NOTHING_LOST,
        _ANOTHER_FILE,
    ),
    "model.wrong_hash": (
        tr("The model file is not the one that was recorded: its checksum differs, so it was not loaded."),
        _NOTHING_LOST,
        _ANOTHER_FILE,
    ),
    "model.changed": (
        tr("The model file was written to while it was being loaded, so it was not loaded."),
        _NOTHING_LOST,
        tr("Wait until the program that writes to it is done, and try again."),
    ),
    "model.too_big": (
        tr("The model does not fit into the memory that is free now, so it was not loaded."),
        _NOTHING_LOST,
        tr("Close other programs, or choose a smaller model."),
    ),
    "model.too_big_ever": (
        tr("The model needs more memory than this laptop has in all, so it was not loaded."),
        _NOTHING_LOST,
        tr("Choose a smaller model, or one of lower precision, as Q4."),
    ),
    "model.load_cancelled": (
        tr("Loading the model was cancelled."),
        _NOTHING_LOST,
        tr("It loads again when it is needed."),
    ),
    "model.crashed_loading": (
        tr("The model ended unexpectedly while it was loading; the file may be damaged."),
        _NOTHING_LOST,
        _ANOTHER_FILE,
    ),
    "model.crashed": (tr("The model ended unexpectedly."), _KEPT, _AGAIN),
    "model.killed": (
        tr("The model was ended by the system, most likely because memory ran out."),
        _KEPT,
        tr("Close other programs and try again; a fresh one is started."),
    ),
    "model.garbage": (tr("The model sent something that makes no sense and was ended."), _KEPT, _AGAIN),
    "model.hung": (tr("The model stopped answering and was ended."), _KEPT, _AGAIN),
    "model.not_started": (
        tr("The model's process could not be started."),
        _NOTHING_LOST,
        tr("Run `closed-door doctor` to see what is missing."),
    ),
    "model.closed": (tr("The model is being closed."), _NOTHING_LOST, ""),
    "model.message_too_long": (
        tr("This text is far longer than any model here can read."),
        tr("It was not sent."),
        tr("Shorten it, or work with a part of it."),
    ),
    "model.too_many_waiting": (
        tr("The model has too much to answer already: 64 questions are waiting."),
        tr("This one was not asked; nothing you wrote is lost."),
        tr("Wait until it has answered some of them, and ask again."),
    ),
    "model.cannot_judge": (
        tr("This model has no words of its own for yes and no, so it cannot be asked for a verdict."),
        tr("It still converses, and nothing that scores depends on it."),
        "",
    ),
    "model.bug": (tr("The model's process made a mistake."), _KEPT, _AGAIN),
}


class ModelError(KnownError):
    """A model cannot do what was asked."""

    def __init__(self, code: str) -> None:
        super().__init__(code, *_SENTENCES[code])


class ContextFullError(KnownError):
    """The conversation leaves no room for a reply; the counts are exact."""

    def __init__(self, prompt_tokens: int, context_tokens: int) -> None:
        self.prompt_tokens = prompt_tokens
        self.context_tokens = context_tokens
        super().__init__(
            "model.context_full",
            tr(
                "The conversation takes {prompt_tokens} of the {context_tokens} tokens this model can hold, which "
                "leaves no room for a reply.",
                prompt_tokens=prompt_tokens,
                context_tokens=context_tokens,
            ),
            tr("Nothing was dropped."),
            tr("Continue without the oldest turns, or begin a new conversation."),
        )


def problem_for(untrusted_code: str, prompt_tokens: int = 0, context_tokens: int = 0) -> KnownError:
    """Return the error for a code that a worker sent; one that does not exist counts as its mistake."""
    if untrusted_code == "model.context_full":
        return ContextFullError(prompt_tokens, context_tokens)
    return ModelError(untrusted_code if untrusted_code in _SENTENCES else "model.bug")


def code_of(ending: str, *, loaded: bool) -> str:
    """Return what it is called when a worker has ended, before or after its model was loaded."""
    return "model.crashed_loading" if ending == "crashed" and not loaded else f"model.{ending}"


def is_place(untrusted: str) -> bool:
    """Whether a worker may put this into the log: a type, a file and a line, and nothing that could be content."""
    return _PLACE.fullmatch(untrusted) is not None
