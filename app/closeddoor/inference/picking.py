"""A model file that the user picked or dropped: opened, its beginning read, and what it lacks said in sentences."""

import os
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.inference import judged_model, laptop_memory
from closeddoor.inference.judged_model import FoundModel, judged
from closeddoor.inference.model_names import shown
from closeddoor.inference.sizes import size_in_words
from closeddoor.inference.taking import NOTHING_CHANGED
from closeddoor.inference.untrusted_file import RefusedFileError, read_beginning, reading
from closeddoor.language import tr
from closeddoor.wire.messages import FileIdentity
from closeddoor.wire.model_headers import HEADER, MOST_HEADER_BYTES, Header, HeaderAnswer

CHOSEN = tr("A file you chose")
"""What stands where the application of a model stands otherwise."""

_ANOTHER = tr("Choose a model in the GGUF format that is one file.")
_SENTENCES: dict[str, tuple[str, str, str]] = {
    judged_model.NO_GGUF: ("not_gguf", tr("“{name}” is not a model in the GGUF format."), _ANOTHER),
    judged_model.UNREAD: ("unread", tr("The beginning of “{name}” could not be read."), _ANOTHER),
    judged_model.IN_PARTS: (
        "in_parts",
        tr("“{name}” is one part of a model that comes in several files."),
        tr("Join the parts with the program they came from, or choose a model that is one file."),
    ),
    judged_model.NO_CHAT: (
        "no_chat",
        tr("“{name}” is a part of a model, or one that does not converse."),
        tr("Choose a model that is made for conversation."),
    ),
}


class ModelFileError(KnownError):
    """A file that is not taken as a model; nothing was read of it but its beginning."""

    def __init__(self, code: str, happened: str, next_step: str) -> None:
        super().__init__(f"model.{code}", happened, NOTHING_CHANGED, next_step)


class PickedFile:
    """A file that was opened once; `beginning` is what is to be read of it elsewhere."""

    def __init__(self, untrusted: Path) -> None:
        """Read the beginning of a file; a link is followed, as the user chose it. Raises `ModelFileError`."""
        self._path = Path(os.path.realpath(untrusted))
        self._name = shown(untrusted.name)
        if self._path.is_dir():
            raise ModelFileError("a_folder", tr("“{name}” is a folder.", name=self._name), _ANOTHER)
        try:
            with reading(self._path) as descriptor:
                self._identity = FileIdentity.of(os.fstat(descriptor))
                self.beginning = HEADER + read_beginning(descriptor, MOST_HEADER_BYTES)
        except RefusedFileError:
            raise ModelFileError("no_file", tr("“{name}” is not a file.", name=self._name), _ANOTHER) from None
        except OSError as error:
            raise self._unreadable(error) from None

    def judged(self, answer: HeaderAnswer) -> FoundModel:
        """Return the model that the file is, by what its beginning says; raises `ModelFileError`."""
        stem = self._path.stem if self._path.suffix.lower() == ".gguf" else self._path.name
        try:
            return judged(CHOSEN, stem, self._path, self._identity, answer)
        except RefusedFileError as refusal:
            raise self._refused(str(refusal), answer) from None

    def _unreadable(self, error: OSError) -> ModelFileError:
        if isinstance(error, FileNotFoundError):
            return ModelFileError("gone", tr("“{name}” is not there any more.", name=self._name), tr("Choose another."))
        happened = tr("“{name}” cannot be read ({reason}).", name=self._name, reason=error.strerror or "")
        return ModelFileError("unreadable", happened, tr("Check that your account may open it."))

    def _refused(self, why: str, answer: HeaderAnswer) -> ModelFileError:
        if why == judged_model.UNFINISHED and isinstance(answer, Header):
            return self._incomplete(answer.needed_bytes)
        if why == judged_model.TOO_LARGE:
            return self._too_large()
        code, happened, next_step = _SENTENCES[why]
        return ModelFileError(code, happened.format(name=self._name), next_step)

    def _incomplete(self, needed_bytes: int) -> ModelFileError:
        happened = tr(
            "“{name}” is not whole: its end is missing. It says that it needs {needed}, and has {size}.",
            name=self._name,
            needed=tr("{size_bytes:,} bytes", size_bytes=needed_bytes),
            size=tr("{size_bytes:,} bytes", size_bytes=self._identity.size_bytes),
        )
        return ModelFileError("incomplete", happened, tr("Download it again to its end, and choose it then."))

    def _too_large(self) -> ModelFileError:
        happened = tr(
            "“{name}” takes {size}, and this laptop has {memory} of memory in all: it would never load.",
            name=self._name,
            size=size_in_words(self._identity.size_bytes),
            memory=size_in_words(laptop_memory.total_bytes() or 0),
        )
        return ModelFileError("too_large", happened, tr("Choose a smaller model, or one of lower precision, as Q4."))
